import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveToNewCasino } from '../promo/promo-desk';
import { SEED } from '../support/seed';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { clockChanges, type Windows, windowsByHand } from './windows-by-hand';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const SCOPES = ['per_gaming_day', 'per_week', 'per_month'] as const;
/** Clocks that change at one, two and three; by half an hour; and at midnight, so that a day begins at one. */
const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Asuncion',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
];
/** Among them starts that a change of the clocks skips or repeats. */
const STARTS = ['00:00', '00:30', '01:30', '02:15', '06:00', '23:30'];

let stack: TestStack;
let casinoId: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 1 });
  casinoId = await moveToNewCasino(stack.sql, PIT_BOSS);
});
afterAll(() => stack.dispose());

const setClock = (timeZone: string, start: string) => stack.sql`
  update public.casino_settings set time_zone = ${timeZone}, gaming_day_start = ${start} where casino_id = ${casinoId}`;

/** The windows of many instants as the limits count them. */
async function windowsAt(instants: number[]): Promise<Windows[]> {
  const rows = await stack.sql<Windows[]>`
    select w.* from unnest(${instants}::float8[]) with ordinality as asked (at, place)
    cross join lateral (
      select jsonb_object_agg(scope, jsonb_build_object('startsAt', extract(epoch from starts_at) * 1000,
        'endsAt', extract(epoch from ends_at) * 1000)) as windows
      from app.limit_windows(${casinoId}, null, to_timestamp(asked.at / 1000)) where scope <> 'per_visit'
    ) found
    cross join lateral jsonb_to_record(found.windows) as w (per_gaming_day jsonb, per_week jsonb, per_month jsonb)
    order by asked.place`;
  return [...rows];
}

const known = new Map<string, number[]>();

function changesOf(timeZone: string): number[] {
  const changes = known.get(timeZone) ?? clockChanges(timeZone, 2024, 2026);
  known.set(timeZone, changes);
  return changes;
}

/** Instants where an error would show: around every change of the clocks and every edge near it, and anywhere. */
function instantsOf(timeZone: string, start: string): number[] {
  const changes = changesOf(timeZone);
  const edges = changes.flatMap((change) => {
    const around = [-1, 0, 1].flatMap((days) =>
      Object.values(windowsByHand(change + days * 24 * HOUR, timeZone, start)).flatMap(({ startsAt, endsAt }) => [
        startsAt,
        endsAt,
      ]),
    );
    return [change, change - 30 * MINUTE, change + 30 * MINUTE, change - HOUR, change + HOUR, ...around];
  });
  const random = fc.sample(fc.integer({ min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2027, 11, 31) / 1000 }), {
    seed: SEED,
    numRuns: 20,
  });
  return [...new Set([...edges.flatMap((edge) => [edge - 1000, edge, edge + 1000]), ...random.map((at) => at * 1000)])];
}

describe.each(ZONES)('the windows of the limits in %s', (timeZone) => {
  it.each(STARTS)('are those of its wall clock, with days that start at %s', async (start) => {
    await setClock(timeZone, start);
    const instants = instantsOf(timeZone, start);
    const windows = await windowsAt(instants);
    expect(windows).toHaveLength(instants.length);
    const wrong = instants.flatMap((at, place) => {
      const byHand = windowsByHand(at, timeZone, start);
      const found = windows[place];
      const isWrong = SCOPES.some(
        (scope) => found?.[scope].startsAt !== byHand[scope].startsAt || found[scope].endsAt !== byHand[scope].endsAt,
      );
      return isWrong ? [{ at: new Date(at).toISOString(), found, byHand, seed: SEED }] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the windows of the limits', () => {
  // In Havana and on the Azores midnight itself comes twice; the day then begins with the second one.
  it.each([...ZONES, 'America/Havana', 'Atlantic/Azores'])(
    'hold their instant and follow each other without gap or overlap in %s',
    async (timeZone) => {
      for (const start of ['00:00', '01:30', '06:00']) {
        await setClock(timeZone, start);
        const instants = instantsOf(timeZone, start);
        const windows = await windowsAt(instants);
        for (const scope of SCOPES) {
          const next = await windowsAt(windows.map((found) => found[scope].endsAt));
          const last = await windowsAt(windows.map((found) => found[scope].endsAt - 1));
          for (const [place, at] of instants.entries()) {
            const { startsAt, endsAt } = windows[place]?.[scope] ?? { startsAt: Number.NaN, endsAt: Number.NaN };
            expect(startsAt).toBeLessThanOrEqual(at);
            expect(endsAt).toBeGreaterThan(at);
            expect(next[place]?.[scope].startsAt).toBe(endsAt);
            expect(last[place]?.[scope]).toEqual({ startsAt, endsAt });
          }
        }
      }
    },
  );

  it.each([
    // Fridays in Cairo: 24 April 2026 begins at one, and has 23 hours; 30 October 2026 begins after 25.
    ['Africa/Cairo', '00:00', '2026-04-23T22:30:00Z', 'per_gaming_day', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
    ['Africa/Cairo', '00:00', '2026-10-29T20:30:00Z', 'per_gaming_day', '2026-10-28T21:00:00Z', '2026-10-29T22:00:00Z'],
    // A week of New York with a day of 23 hours, and one with a day of 25.
    ['America/New_York', '06:00', '2026-03-08T12:00:00Z', 'per_week', '2026-03-02T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['America/New_York', '06:00', '2026-11-01T12:00:00Z', 'per_week', '2026-10-26T04:00:00Z', '2026-11-02T05:00:00Z'],
    // A month that begins in summer time and ends in winter time, and the turn of the year.
    ['Europe/London', '06:00', '2026-10-15T12:00:00Z', 'per_month', '2026-09-30T23:00:00Z', '2026-11-01T00:00:00Z'],
    ['Europe/London', '06:00', '2026-12-31T23:59:59Z', 'per_month', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    // 02:15 does not exist on Lord Howe on 4 October 2026: the day begins at 02:45, when 02:15 would have been.
    [
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T16:00:00Z',
      'per_gaming_day',
      '2026-10-03T15:45:00Z',
      '2026-10-04T15:15:00Z',
    ],
  ] as const)('in %s, days from %s, at %s: %s is from %s until %s', async (timeZone, start, at, scope, from, until) => {
    await setClock(timeZone, start);
    const [windows] = await windowsAt([Date.parse(at)]);
    expect(windows?.[scope]).toEqual({ startsAt: Date.parse(from), endsAt: Date.parse(until) });
  });

  it('count the visit from its start and without an end, and are of now unless told otherwise', async () => {
    const [row] = await stack.sql`
      select starts_at = '2026-01-01Z' and ends_at is null as "isVisit",
        (select array_agg(w order by w.scope) from app.limit_windows(${casinoId}, '2026-01-01Z') w)
          = (select array_agg(w order by w.scope) from app.limit_windows(${casinoId}, '2026-01-01Z', now()) w) as "isNow"
      from app.limit_windows(${casinoId}, '2026-01-01Z') where scope = 'per_visit'`;
    expect(row).toEqual({ isVisit: true, isNow: true });
  });
});
