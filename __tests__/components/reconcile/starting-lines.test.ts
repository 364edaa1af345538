import { expect, test } from 'vitest';
import { startingLines } from '@/components/player/starting-lines';

const NEW_YORK = 'America/New_York';

test('what an import noted is told in words, without its ids', () => {
  const figures = {
    points: 8891,
    tier: 'GLD',
    last_activity_at: '2024-03-05T12:00:00Z',
    file_name: 'legacy.csv',
    import_id: 'import-1',
    row_number: 1204,
    reconciliation_id: 'done-1',
  };
  expect(startingLines(figures, NEW_YORK)).toEqual([
    { term: 'Points', value: '8,891' },
    { term: 'Imported tier', value: 'GLD' },
    { term: 'As of', value: 'Tue 5 Mar 2024' },
    { term: 'From', value: 'legacy.csv, row 1,204' },
  ]);
});

test('what the file did not say is said to be so', () => {
  expect(startingLines({ points: null, tier: null, last_activity_at: null, file_name: 'a.csv' }, NEW_YORK)).toEqual([
    { term: 'Points', value: '–' },
    { term: 'Imported tier', value: '–' },
    { term: 'As of', value: 'Not said in the file' },
    { term: 'From', value: 'a.csv' },
  ]);
});

test('whatever else an import noted is shown by its name', () => {
  const figures = {
    legacy_points: 12_000,
    hostName: 'Host 12',
    is_vip: true,
    extra: { a: 1 },
    last_activity_at: 'then',
  };
  expect(startingLines(figures, NEW_YORK)).toEqual([
    { term: 'As of', value: 'then' },
    { term: 'Legacy points', value: '12,000' },
    { term: 'Host name', value: 'Host 12' },
    { term: 'Is vip', value: 'true' },
    { term: 'Extra', value: '{"a":1}' },
  ]);
  expect(startingLines({}, NEW_YORK)).toEqual([]);
});
