import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEED } from '../support/seed';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

const NEW_YORK = 'America/New_York';
const LONDON = 'Europe/London';

/** Gaming days of many instants in one call, as the database computes them. */
async function gamingDays(instants: string[], timeZone: string, start: string): Promise<string[]> {
  const rows = await stack.sql<{ day: string }[]>`
    select app.local_gaming_day(at::timestamptz, ${timeZone}, ${start}::time)::text as day
    from unnest(${instants}::text[]) with ordinality as instants (at, place) order by place`;
  return rows.map(({ day }) => day);
}

/**
 * The same by another road: the zone's wall clock by `Intl`, and the gaming day as the calendar day of that wall clock
 * when it shows the start or later, else the day before.
 */
function gamingDayByHand(instant: number, timeZone: string, start: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const isBeforeStart = `${part('hour')}:${part('minute')}:${part('second')}` < `${start}:00`;
  const day = Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day')));
  return new Date(isBeforeStart ? day - 86_400_000 : day).toISOString().slice(0, 10);
}

/** Whether the clocks change within two hours: there the wall clock alone has two answers, or none. */
function isNearClockChange(instant: number, timeZone: string): boolean {
  const offsetAt = (at: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
  return offsetAt(instant - 7_200_000) !== offsetAt(instant + 7_200_000);
}

describe('the edge of a gaming day', () => {
  it.each([
    // An ordinary day, summer and winter.
    [NEW_YORK, '06:00', '2026-07-10T09:59:59.999999Z', '2026-07-09'],
    [NEW_YORK, '06:00', '2026-07-10T10:00:00Z', '2026-07-10'],
    [NEW_YORK, '06:00', '2026-01-10T10:59:59.999999Z', '2026-01-09'],
    [NEW_YORK, '06:00', '2026-01-10T11:00:00Z', '2026-01-10'],
    [LONDON, '06:00', '2026-07-10T04:59:59.999999Z', '2026-07-09'],
    [LONDON, '06:00', '2026-07-10T05:00:00Z', '2026-07-10'],
    // New York springs forward on 8 March 2026 at 07:00Z: 01:59:59 is followed by 03:00:00.
    [NEW_YORK, '06:00', '2026-03-08T06:59:59Z', '2026-03-07'],
    [NEW_YORK, '06:00', '2026-03-08T07:00:00Z', '2026-03-07'],
    [NEW_YORK, '06:00', '2026-03-08T09:59:59.999999Z', '2026-03-07'],
    [NEW_YORK, '06:00', '2026-03-08T10:00:00Z', '2026-03-08'],
    // And falls back on 1 November 2026 at 06:00Z: 01:59:59 is followed by 01:00:00.
    [NEW_YORK, '06:00', '2026-11-01T05:59:59Z', '2026-10-31'],
    [NEW_YORK, '06:00', '2026-11-01T06:00:00Z', '2026-10-31'],
    [NEW_YORK, '06:00', '2026-11-01T10:59:59.999999Z', '2026-10-31'],
    [NEW_YORK, '06:00', '2026-11-01T11:00:00Z', '2026-11-01'],
    // London springs forward on 29 March 2026 at 01:00Z and falls back on 25 October 2026 at 01:00Z.
    [LONDON, '06:00', '2026-03-29T00:59:59Z', '2026-03-28'],
    [LONDON, '06:00', '2026-03-29T04:59:59.999999Z', '2026-03-28'],
    [LONDON, '06:00', '2026-03-29T05:00:00Z', '2026-03-29'],
    [LONDON, '06:00', '2026-10-25T05:59:59.999999Z', '2026-10-24'],
    [LONDON, '06:00', '2026-10-25T06:00:00Z', '2026-10-25'],
    // The turn of the year and a leap day.
    [NEW_YORK, '06:00', '2027-01-01T10:59:59Z', '2026-12-31'],
    [LONDON, '06:00', '2028-03-01T05:59:59Z', '2028-02-29'],
    // A day that starts at midnight, and one that starts late.
    [LONDON, '00:00', '2026-07-09T23:00:00Z', '2026-07-10'],
    [NEW_YORK, '23:30', '2026-07-11T03:29:59Z', '2026-07-09'],
    [NEW_YORK, '23:30', '2026-07-11T03:30:00Z', '2026-07-10'],
  ])('%s, start %s: %s belongs to %s', async (timeZone, start, instant, day) => {
    expect(await gamingDays([instant], timeZone, start)).toEqual([day]);
  });

  it.each([
    [NEW_YORK, '2026-03-06', 24],
    [NEW_YORK, '2026-03-07', 23],
    [NEW_YORK, '2026-03-08', 24],
    [NEW_YORK, '2026-10-30', 24],
    [NEW_YORK, '2026-10-31', 25],
    [NEW_YORK, '2026-11-01', 24],
    [LONDON, '2026-03-28', 23],
    [LONDON, '2026-03-29', 24],
    [LONDON, '2026-10-24', 25],
    [LONDON, '2026-10-25', 24],
  ])('%s: the gaming day %s has %s hours', async (timeZone, day, hours) => {
    const [row] = await stack.sql`
      select count(*)::int as hours
      from generate_series(${day}::timestamptz - interval '2 days', ${day}::timestamptz + interval '3 days', interval '1 hour') at
      where app.local_gaming_day(at, ${timeZone}, '06:00') = ${day}::date`;
    expect(row?.hours).toBe(hours);
  });
});

describe('the gaming day of any instant', () => {
  it(`agrees with an independent computation, in many zones and for any start (seed ${SEED})`, async () => {
    // Lord Howe shifts by half an hour, Casablanca against the year, Kiritimati is a day ahead, Kolkata is off the hour.
    const zones = [NEW_YORK, LONDON, 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Kiritimati', 'Asia/Kolkata'];
    const second = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2034, 0, 1) / 1000 });
    const start = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    for (const [zoneNumber, timeZone] of zones.entries()) {
      for (const dayStart of fc.sample(start, { numRuns: 4, seed: SEED + zoneNumber })) {
        const instants = fc.sample(second, { numRuns: 400, seed: SEED + zoneNumber }).map((value) => value * 1000);
        const texts = instants.map((instant) => new Date(instant).toISOString());
        const days = await gamingDays(texts, timeZone, dayStart);
        const wrong = texts.flatMap((text, place) => {
          const byHand = gamingDayByHand(instants[place] ?? 0, timeZone, dayStart);
          const isRight = days[place] === byHand || isNearClockChange(instants[place] ?? 0, timeZone);
          return isRight ? [] : [{ timeZone, dayStart, text, day: days[place], byHand }];
        });
        expect(wrong).toEqual([]);
      }
    }
  });

  it('never goes back as time goes on, through both changes of a year', async () => {
    for (const timeZone of [NEW_YORK, LONDON]) {
      const [row] = await stack.sql`
        select count(*)::int as steps, count(*) filter (where day < before)::int as backwards,
          count(*) filter (where day > before + 1)::int as skipped
        from (
          select app.local_gaming_day(at, ${timeZone}, '06:00') as day, lag(app.local_gaming_day(at, ${timeZone}, '06:00')) over (order by at) as before
          from generate_series('2026-01-01T00:00:00Z'::timestamptz, '2027-01-01T00:00:00Z', interval '30 minutes') at
        ) days`;
      expect(row).toMatchObject({ steps: 17_521, backwards: 0, skipped: 0 });
    }
  });

  it.each(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '06:00'])(
    'is the one that started last, also where a day starts at %s, in the hour that the clocks repeat or skip',
    async (start) => {
      for (const timeZone of [NEW_YORK, LONDON, 'Australia/Lord_Howe']) {
        const [row] = await stack.sql`
          select count(*)::int as instants, count(*) filter (where at < starts_at or at >= ends_at)::int as outside
          from (
            select at, (day + ${start}::time) at time zone ${timeZone} as starts_at, (day + 1 + ${start}::time) at time zone ${timeZone} as ends_at
            from generate_series('2026-01-01T00:00:00Z'::timestamptz, '2027-01-01T00:00:00Z', interval '10 minutes') at
            cross join lateral app.local_gaming_day(at, ${timeZone}, ${start}::time) day
          ) days`;
        expect(row).toEqual({ instants: 52_561, outside: 0 });
      }
    },
  );

  it('follows the casino’s settings and no session’s time zone', async () => {
    const [row] = await stack.sql`
      select app.gaming_day(h.id, '2026-03-08T09:30:00Z')::text as harbor, app.gaming_day(s.id, '2026-03-08T09:30:00Z')::text as summit
      from public.casino h, public.casino s where h.slug = 'harbor' and s.slug = 'summit'`;
    expect(row).toEqual({ harbor: '2026-03-07', summit: '2026-03-08' });
    const shifted = await stack.sql.begin(async (sql) => {
      await sql`set local time zone 'Pacific/Kiritimati'`;
      const [day] = await sql`select app.local_gaming_day('2026-03-08T09:30:00Z', ${NEW_YORK}, '06:00')::text as day`;
      return day;
    });
    expect(shifted?.day).toBe('2026-03-07');
  });

  it('is what a write carries', async () => {
    await stack.sql`
      update public.casino_settings set gaming_day_start = ((now() at time zone time_zone) + interval '1 hour')::time
      where casino_id = (select id from public.casino where slug = 'harbor')`;
    const [settings] = await stack.sql`
      select cs.time_zone as zone, to_char(cs.gaming_day_start, 'HH24:MI:SS') as start
      from public.casino_settings cs join public.casino c on c.id = cs.casino_id where c.slug = 'harbor'`;
    const answer = await stack.rpc(PIT_BOSS, 'rpc_create_player', {
      p_first_name: 'Ana',
      p_last_name: 'Lima',
      p_idempotency_key: 'gaming-day',
    });
    expect(answer.status).toBe(200);
    const [row] = await stack.sql`
      select gaming_day::text as day, at from public.audit_log where idempotency_key = 'gaming-day'`;
    const expected = gamingDayByHand(row?.at.getTime(), settings?.zone, String(settings?.start).slice(0, 5));
    expect(row?.day).toBe(expected);
  });
});

type Theo = { averageBetCents: number; seconds: number; edgePer100k: number; decisionsPerHour: number };

/** Average bet x decisions per hour x hours x edge in exact integers, half a cent away from zero. */
function theoByHand({ averageBetCents, seconds, edgePer100k, decisionsPerHour }: Theo): string {
  const exact = BigInt(averageBetCents) * BigInt(decisionsPerHour) * BigInt(seconds) * BigInt(edgePer100k);
  const denominator = 360_000_000n;
  return String((2n * exact + denominator) / (2n * denominator));
}

async function theoCents(cases: Theo[]): Promise<string[]> {
  const rows = await stack.sql<{ theo: string }[]>`
    select app.theo_cents((c ->> 'averageBetCents')::bigint, (c ->> 'seconds')::bigint, jsonb_build_object(
      'decisions_per_hour', (c ->> 'decisionsPerHour')::integer,
      'house_edge', ((c ->> 'edgePer100k')::numeric / 100000)::numeric(6, 5)))::text as theo
    from jsonb_array_elements(${stack.sql.json(cases)}) with ordinality as cases (c, place) order by place`;
  return rows.map(({ theo }) => theo);
}

describe('theo', () => {
  it.each([
    [
      'an hour of blackjack at $100',
      { averageBetCents: 10_000, seconds: 3600, decisionsPerHour: 70, edgePer100k: 1000 },
      '7000',
    ],
    ['half a cent up', { averageBetCents: 1, seconds: 1800, decisionsPerHour: 1, edgePer100k: 100_000 - 1 }, '0'],
    ['exactly half a cent', { averageBetCents: 50, seconds: 3600, decisionsPerHour: 1, edgePer100k: 1000 }, '1'],
    [
      'a fortune, a hair below half a cent',
      { averageBetCents: 614_725_828, seconds: 373_082, decisionsPerHour: 56, edgePer100k: 98_371 },
      '3509444424719',
    ],
    ['no time', { averageBetCents: 10_000, seconds: 0, decisionsPerHour: 70, edgePer100k: 1000 }, '0'],
    ['no bet', { averageBetCents: 0, seconds: 3600, decisionsPerHour: 70, edgePer100k: 1000 }, '0'],
  ])('of %s', async (_, game, theo) => {
    expect(await theoCents([game])).toEqual([theo]);
  });

  it(`agrees with exact arithmetic for any bet, time, pace and edge that the columns hold (seed ${SEED})`, async () => {
    const game = fc.record({
      averageBetCents: fc.integer({ min: 0, max: 1_000_000_000 }),
      seconds: fc.integer({ min: 0, max: 1_000_000 }),
      decisionsPerHour: fc.integer({ min: 1, max: 1000 }),
      edgePer100k: fc.integer({ min: 1, max: 99_999 }),
    });
    const games = fc.sample(game, { numRuns: 5000, seed: SEED });
    const theos = await theoCents(games);
    expect(games.filter((drawn, place) => theos[place] !== theoByHand(drawn))).toEqual([]);
  });
});

type Clock = { played: number; paused: number; state: 'running' | 'paused' | 'closed'; now: number };

describe('play seconds', () => {
  it(`are the whole seconds up to now, the pause or the end, less the pauses, never below zero (seed ${SEED})`, async () => {
    const clock = fc.record({
      played: fc.integer({ min: 0, max: 200_000_000 }),
      paused: fc.integer({ min: 0, max: 100_000 }),
      state: fc.constantFrom('running' as const, 'paused' as const, 'closed' as const),
      now: fc.integer({ min: 0, max: 200_000_000 }),
    });
    const clocks: Clock[] = fc.sample(clock, { numRuns: 3000, seed: SEED });
    const rows = await stack.sql<{ seconds: number }[]>`
      select app.play_seconds(jsonb_populate_record(null::public.rating_slip, jsonb_build_object(
        'started_at', timestamptz '2026-03-08T06:30:00Z',
        'paused_seconds', (c ->> 'paused')::integer,
        'paused_at', case when c ->> 'state' = 'paused' then timestamptz '2026-03-08T06:30:00Z' + (c ->> 'played')::int * interval '1 millisecond' end,
        'ended_at', case when c ->> 'state' = 'closed' then timestamptz '2026-03-08T06:30:00Z' + (c ->> 'played')::int * interval '1 millisecond' end
      )), timestamptz '2026-03-08T06:30:00Z' + (c ->> 'now')::int * interval '1 millisecond')::int as seconds
      from jsonb_array_elements(${stack.sql.json(clocks)}) with ordinality as clocks (c, place) order by place`;
    const byHand = ({ played, paused, state, now }: Clock) =>
      Math.max(0, Math.floor((state === 'running' ? now : played) / 1000) - paused);
    expect(clocks.filter((drawn, place) => rows[place]?.seconds !== byHand(drawn))).toEqual([]);
  });
});
