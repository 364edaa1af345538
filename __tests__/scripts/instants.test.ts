import { expect, test } from 'vitest';
import { listInstants } from '../../scripts/support/instants.ts';

const instantsAfter = (now: string) =>
  Object.fromEntries(listInstants(Date.parse(now)).map(({ name, at }) => [name, new Date(at).toISOString()]));

test('the suite is run at every third hour, around each clock change, at the ends of month and year, and on a leap day', () => {
  expect(instantsAfter('2026-11-28T01:00:00Z')).toEqual({
    '00h': '2026-11-30T00:00:00.000Z',
    '03h': '2026-11-30T03:00:00.000Z',
    '06h': '2026-11-30T06:00:00.000Z',
    '09h': '2026-11-30T09:00:00.000Z',
    '12h': '2026-11-30T12:00:00.000Z',
    '15h': '2026-11-30T15:00:00.000Z',
    '18h': '2026-11-30T18:00:00.000Z',
    '21h': '2026-11-30T21:00:00.000Z',
    'new-york-skip': '2027-03-14T06:59:30.000Z',
    'new-york-first': '2027-11-07T05:30:00.000Z',
    'new-york-second': '2027-11-07T06:30:00.000Z',
    'london-skip': '2027-03-28T00:59:30.000Z',
    'london-first': '2027-10-31T00:30:00.000Z',
    'london-second': '2027-10-31T01:30:00.000Z',
    'month-end': '2026-11-30T23:30:00.000Z',
    'year-end': '2026-12-31T23:30:00.000Z',
    'leap-day': '2028-02-29T12:00:00.000Z',
  });
});

test('the same kinds of instants lie ahead in any other year, however far from now', () => {
  for (const now of ['2027-12-31T23:59:00Z', '2028-02-29T13:00:00Z', '2031-03-09T07:00:00Z', '2096-03-01T00:00:00Z']) {
    const from = Date.parse(now);
    const instants = listInstants(from);
    expect(instants.every(({ at }) => at > from)).toBe(true);
    expect(new Set(instants.map(({ name }) => name)).size).toBe(17);
  }
});
