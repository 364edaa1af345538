import { expect, test } from 'vitest';
import { pointValueRows, readPointValue } from '@/components/settings/point-value-model';

const set = (fromGamingDay: string, centsPer1000Points: number) => ({
  fromGamingDay,
  centsPer1000Points,
  setByStaffName: 'Harbor Admin',
  setAt: '2026-01-01T00:00:00.000Z',
});
const today = { gamingDay: '2026-03-10', firstSettableGamingDay: '2026-03-11' };

test('of several values one is in force: the latest whose day has come', () => {
  const items = [set('2026-04-01', 1500), set('2026-03-10', 1200), set('2025-01-01', 1000)];
  const rows = pointValueRows({ ...today, centsPer1000Points: 1200, items });
  expect(rows.map(({ phase, centsPer1000Points }) => [phase, centsPer1000Points])).toEqual([
    ['toCome', 1500],
    ['now', 1200],
    ['before', 1000],
  ]);
});

test('while none has begun, what holds until then is a row of its own', () => {
  const row = { fromGamingDay: null, centsPer1000Points: 1000, setByStaffName: null, phase: 'now' };
  expect(pointValueRows({ ...today, centsPer1000Points: 1000, items: [] })).toEqual([row]);
  const rows = pointValueRows({ ...today, centsPer1000Points: 1000, items: [set('2026-04-01', 900)] });
  expect(rows.map(({ phase }) => phase)).toEqual(['toCome', 'now']);
});

test('a value is read as typed, and what is none is named', () => {
  const day = '2026-03-11';
  expect(readPointValue('12.50', day, day)).toEqual({ input: { fromGamingDay: day, centsPer1000Points: 1250 } });
  expect(readPointValue('10,000', day, day)).toEqual({ input: { fromGamingDay: day, centsPer1000Points: 1_000_000 } });
  for (const amount of ['', '0', 'ten', '10000.01', '-5']) {
    expect(readPointValue(amount, day, day)).toEqual({ wrong: 'amount' });
  }
  for (const early of ['', '2026-03-10']) expect(readPointValue('10', early, day)).toEqual({ wrong: 'day' });
});
