import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DayChange, DayRules, DayRulesResult } from '@/services/house/dtos';
import { dataOf } from '../floor/floor-desk';
import { dayAfter } from '../support/days';
import { SEED } from '../support/seed';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createHouseDesk, type HouseDesk } from './house-desk';

const DEALER: Email = 'dealer@harbor.example';
const ELSEWHERE: Email = 'admin@summit.example';
const NEW_YORK = 'America/New_York';

let stack: TestStack;
let desk: HouseDesk;
let casinoId: string;
let today: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createHouseDesk(stack);
  const [casino] = await stack.sql<{ id: string }[]>`select id from public.casino where slug = 'harbor'`;
  casinoId = casino?.id ?? '';
  today = (await read()).gamingDay;
});
afterAll(() => stack.dispose());
afterEach(async () => {
  await stack.sql`delete from public.casino_day_rule`;
  await stack.sql`
    update public.casino_settings s set time_zone = case c.slug when 'harbor' then ${NEW_YORK} else 'Europe/London' end,
      gaming_day_start = '06:00', day_rule_from = null, day_rule_at = null, day_rule_time_zone = null, day_rule_start = null
    from public.casino c where c.id = s.casino_id`;
  await stack.sql`delete from public.table_count c using public.shift s where s.id = c.shift_id and s.gaming_day > ${today}`;
  await stack.sql`delete from public.shift where gaming_day > ${today}`;
});

const read = async (as: Email = ADMIN) => dataOf<DayRules>(await stack.http(as, 'GET', '/day-rules'));
type Rule = { fromGamingDay?: string; timeZone?: string; gamingDayStart?: string };
const bodyOf = ({ fromGamingDay = dayAfter(today, 3), timeZone = NEW_YORK, gamingDayStart = '04:00' }: Rule) => ({
  fromGamingDay,
  timeZone,
  gamingDayStart,
});
const set = (rule: Rule = {}, as: Email = ADMIN) => desk.send('POST', '/day-rules', bodyOf(rule), { as });
const preview = (rule: Rule = {}, as: Email = ADMIN) =>
  stack.http(as, 'GET', `/day-rules/preview?${new URLSearchParams(bodyOf(rule))}`);
/** What says when days begin: the rules, and what each call has of them at hand. */
const kept = () => stack.sql`
  select s.time_zone, s.gaming_day_start, s.day_rule_from, s.day_rule_at, s.day_rule_time_zone, s.day_rule_start,
    (select jsonb_agg(to_jsonb(r) order by r.starts_at) from public.casino_day_rule r where r.casino_id = s.casino_id) as rules
  from public.casino_settings s order by s.casino_id`;

/** Puts rules on record as they come to be: one after another, each set when the one before held. Those that cannot be are left out. */
async function keepRules(rules: { from: string; timeZone: string; start: string }[]): Promise<number> {
  let count = 0;
  for (const { from, timeZone, start } of rules) {
    const [made] = await stack.sql<{ made: boolean }[]>`
      select (d.ends_at - d.starts_at >= interval '1 hour') as made
      from app.day_before(${casinoId}, ${from}, app.local_gaming_day_start(${from}, ${timeZone}, ${start}::time)) d`;
    if (!made?.made) continue;
    if (count === 0)
      await stack.sql`
        insert into public.casino_day_rule (casino_id, time_zone, gaming_day_start)
        select casino_id, time_zone, gaming_day_start from public.casino_settings where casino_id = ${casinoId}`;
    await stack.sql`
      insert into public.casino_day_rule (casino_id, from_gaming_day, starts_at, time_zone, gaming_day_start)
      values (${casinoId}, ${from}, app.local_gaming_day_start(${from}, ${timeZone}, ${start}::time), ${timeZone}, ${start})`;
    await stack.sql`select app.keep_day_rules(${casinoId})`;
    count += 1;
  }
  return count;
}

/** Moves all that is kept of the rule to come, so that its first gaming day began so many days ago. */
async function letPass(days: number): Promise<void> {
  await stack.sql`
    update public.casino_day_rule set from_gaming_day = from_gaming_day - ${days}::integer
    where casino_id = ${casinoId} and from_gaming_day > '-infinity'`;
  await stack.sql`
    update public.casino_day_rule
    set starts_at = app.local_gaming_day_start(from_gaming_day, time_zone, gaming_day_start)
    where casino_id = ${casinoId} and from_gaming_day > '-infinity'`;
  await stack.sql`select app.keep_day_rules(${casinoId})`;
}

const ZONES = [
  NEW_YORK,
  'Europe/London',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'UTC',
];
const STARTS = ['00:00', '00:30', '02:30', '04:00', '06:00', '12:00', '23:30'];
const ruleOf = fc.record({
  // Around the days on which clocks change, and apart from each other by little and by much.
  day: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(66, 67, 68, 86, 87, 88, 304, 305, 306)),
  timeZone: fc.constantFrom(...ZONES),
  start: fc.constantFrom(...STARTS),
});

describe('the gaming days of a casino that changed when they begin', () => {
  it(`each instant is in exactly one, and each ends where the next one begins (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(ruleOf, { maxLength: 4, selector: ({ day }) => day }), async (drawn) => {
        await stack.sql`delete from public.casino_day_rule`;
        await stack.sql`
          update public.casino_settings set time_zone = ${NEW_YORK}, gaming_day_start = '06:00', day_rule_from = null,
            day_rule_at = null, day_rule_time_zone = null, day_rule_start = null where casino_id = ${casinoId}`;
        const rules = drawn.toSorted((one, other) => one.day - other.day);
        const count = await keepRules(rules.map((rule) => ({ ...rule, from: dayAfter('2025-01-01', rule.day) })));
        const [wrong] = await stack.sql`
          with days as (
            select day::date as day, app.gaming_day_start(${casinoId}, day::date) as starts_at,
              app.gaming_day_start(${casinoId}, day::date + 1) as ends_at
            from generate_series(date '2024-12-28', date '2026-02-20', '1 day') day
          ),
          -- Beginning, middle and last moment of each, and every instant about which somebody may be of two minds.
          instants as (
            select day, starts_at, ends_at, at from days
            cross join lateral (values (starts_at), (starts_at + (ends_at - starts_at) / 2),
              (starts_at + (ends_at - starts_at) / 7), (ends_at - interval '1 microsecond')) i (at)
          )
          select count(*)::int as instants, count(*) filter (where ends_at <= starts_at)::int as none,
            count(*) filter (where app.gaming_day(${casinoId}, at) is distinct from day)::int as other_day
          from instants`;
        expect(wrong).toMatchObject({ none: 0, other_day: 0 });
        const [calendar] = await stack.sql`
          select count(*) filter (where app.calendar_day(s, at) is distinct from (
              select max(d::date) from generate_series(at::date - 3, at::date + 3, '1 day') d
              where app.calendar_day_start(s, d::date) <= at))::int as other_day
          from generate_series(timestamptz '2025-01-01', timestamptz '2026-02-10', interval '173 hours 11 minutes') at
          cross join public.casino_settings s where s.casino_id = ${casinoId}`;
        expect(calendar).toEqual({ other_day: 0 });
        const [found] = await stack.sql`select count(*)::int as count from app.day_rules(${casinoId})`;
        expect(found).toEqual({ count: count + 1 });
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  it('is known to each call without a look at the rules: what it has at hand says the same', async () => {
    const [now] = await stack.sql<{ at: Date }[]>`select now() as at`;
    for (const [days, start] of [
      [-1, '00:00'],
      [0, '00:00'],
      [0, '23:59'],
      [1, '00:00'],
      [1, '23:59'],
      [-1, '23:59'],
    ] as const) {
      for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
        await keepRules([{ from: dayAfter(today, days), timeZone, start }]);
        const [row] = await stack.sql`
          select app.current_gaming_day(s) = app.gaming_day(s.casino_id) as is_one,
            now() >= app.gaming_day_start(s.casino_id, app.current_gaming_day(s))
              and now() < app.gaming_day_start(s.casino_id, app.current_gaming_day(s) + 1) as is_within
          from public.casino_settings s where s.casino_id = ${casinoId}`;
        expect(row, `${now?.at.toISOString()} ${days} ${start} ${timeZone}`).toEqual({ is_one: true, is_within: true });
        await stack.sql`delete from public.casino_day_rule`;
        await stack.sql`
          update public.casino_settings set time_zone = ${NEW_YORK}, gaming_day_start = '06:00', day_rule_from = null,
            day_rule_at = null, day_rule_time_zone = null, day_rule_start = null where casino_id = ${casinoId}`;
      }
    }
  });
});

describe('another rule of the day', () => {
  it('is read by everybody of the casino; at first it is what the casino was founded with', async () => {
    expect(await read(DEALER)).toMatchObject({
      firstSettableGamingDay: dayAfter(today, 2),
      items: [
        {
          fromGamingDay: null,
          phase: 'now',
          timeZone: NEW_YORK,
          gamingDayStart: '06:00',
          dayBefore: null,
          setByStaffName: null,
        },
      ],
    });
  });

  it('is set for a gaming day to come: the day before ends where that one begins, and all others stay as they were', async () => {
    const from = dayAfter(today, 3);
    const daysOf = () => stack.sql<{ day: string; starts: string }[]>`
      select day::date::text as day, app.gaming_day_start(${casinoId}, day::date)::text as starts
      from generate_series(${today}::date - 800, ${today}::date + 2, '1 day') day`;
    const past = await daysOf();
    const shown = dataOf<DayChange>(await preview());
    const { items, isExisting } = dataOf<DayRulesResult>(await set());
    expect(isExisting).toBe(false);
    expect(items).toMatchObject([
      {
        fromGamingDay: from,
        phase: 'later',
        gamingDayStart: '04:00',
        dayBefore: shown,
        setByStaffName: 'Harbor Admin',
      },
      { fromGamingDay: null, phase: 'now', gamingDayStart: '06:00', setByStaffName: null },
    ]);
    expect(await daysOf()).toEqual(past);
    const [edge] = await stack.sql`
      select to_char(app.gaming_day_start(${casinoId}, ${from}) at time zone ${NEW_YORK}, 'YYYY-MM-DD HH24:MI') as starts,
        app.gaming_day(${casinoId}, app.gaming_day_start(${casinoId}, ${from}) - interval '1 microsecond')::text as before`;
    expect(edge).toEqual({ starts: `${from} 04:00`, before: dayAfter(from, -1) });
    expect(shown).toMatchObject({ gamingDay: dayAfter(from, -1), endsAt: expect.any(String) });
    expect(Date.parse(shown.endsOtherwiseAt) - Date.parse(shown.endsAt)).toBe(2 * 3_600_000);
    expect(shown.minutes).toBe((Date.parse(shown.endsAt) - Date.parse(shown.startsAt)) / 60_000);
    const [row] = await stack.sql`
      select before #>> '{items,0,gaming_day_start}' as before, after #>> '{items,0,gaming_day_start}' as after
      from public.audit_log where action = 'casino.set_day_rule' order by id desc limit 1`;
    expect(row).toEqual({ before: '06:00', after: '04:00' });
    // Until then every screen goes by what holds now.
    const me = dataOf<{ settings: object }>(await stack.http(DEALER, 'GET', '/me'));
    expect(me.settings).toMatchObject({ timeZone: NEW_YORK, gamingDayStart: '06:00' });
  });

  it('holds for everybody from its first moment on, and what is past keeps its days', async () => {
    await set({ timeZone: 'America/Chicago', gamingDayStart: '03:00' });
    const [before] = await stack.sql`
      select app.gaming_day_start(${casinoId}, ${today}::date - 40)::text as starts`;
    await letPass(8);
    const me = dataOf<{ settings: { timeZone: string } & object }>(await stack.http(DEALER, 'GET', '/me'));
    expect(me.settings).toMatchObject({ timeZone: 'America/Chicago', gamingDayStart: '03:00' });
    const settings = dataOf<object>(await stack.http(ADMIN, 'GET', '/casino/settings'));
    expect(settings).toMatchObject({ timeZone: 'America/Chicago', gamingDayStart: '03:00' });
    const [after] = await stack.sql`select app.gaming_day_start(${casinoId}, ${today}::date - 40)::text as starts`;
    expect(after).toEqual(before);
    const { gamingDay, items } = await read();
    expect(items.map(({ phase }) => phase)).toEqual(['now', 'before']);
    // A third follows, while the first two are kept.
    dataOf(await set({ fromGamingDay: dayAfter(gamingDay, 2), gamingDayStart: '07:00' }));
    expect((await read()).items.map(({ phase }) => phase)).toEqual(['later', 'now', 'before']);
    const [still] = await stack.sql`select app.gaming_day_start(${casinoId}, ${today}::date - 40)::text as starts`;
    expect(still).toEqual(before);
  });

  it('is replaced by another for the same day, and taken back by what holds before it', async () => {
    const before = await kept();
    dataOf(await set());
    dataOf(await set({ gamingDayStart: '05:30' }));
    expect((await read()).items.map(({ gamingDayStart }) => gamingDayStart)).toEqual(['05:30', '06:00']);
    dataOf(await set({ gamingDayStart: '06:00' }));
    expect(await kept()).toEqual(before);
    // And with one before that stays.
    dataOf(await set());
    await letPass(8);
    const passed = await kept();
    dataOf(await set({ gamingDayStart: '09:00' }));
    expect((await read()).items).toHaveLength(3);
    dataOf(await set({ gamingDayStart: '04:00' }));
    expect(await kept()).toEqual(passed);
  });

  it('is another casino’s affair alone', async () => {
    dataOf(await set({ timeZone: 'Europe/Paris', gamingDayStart: '05:00' }, ELSEWHERE));
    const own = await read();
    expect(own.items).toHaveLength(1);
    const [casinos] = await stack.sql`
      select count(*) filter (where day_rule_from is null)::int as without from public.casino_settings`;
    dataOf(await set());
    dataOf(await set({ gamingDayStart: '06:00' }));
    expect((await read(ELSEWHERE)).items).toMatchObject([
      { phase: 'later', timeZone: 'Europe/Paris', setByStaffName: expect.any(String) },
      { phase: 'now', timeZone: 'Europe/London' },
    ]);
    const [still] = await stack.sql`
      select count(*) filter (where day_rule_from is null)::int as without from public.casino_settings`;
    expect(still).toEqual(casinos);
  });

  it.each([
    ['today', { fromGamingDay: 0 }, 'fromGamingDay'],
    ['tomorrow', { fromGamingDay: 1 }, 'fromGamingDay'],
    ['more than a year ahead', { fromGamingDay: 367 }, 'fromGamingDay'],
    ['a zone that is none', { timeZone: 'America/Riverside' }, 'timeZone'],
    ['a zone that only the database knows', { timeZone: 'posixrules' }, 'timeZone'],
    ['a time that is none', { gamingDayStart: '24:00' }, 'gamingDayStart'],
    ['what holds already', { gamingDayStart: '06:00' }, 'gamingDayStart'],
  ] as [string, { fromGamingDay?: number; timeZone?: string; gamingDayStart?: string }, string][])(
    'from %s is refused, and leaves nothing behind',
    async (_, { fromGamingDay = 3, ...rule }, field) => {
      const before = [await kept(), await desk.snapshot()];
      const asked = { ...rule, fromGamingDay: dayAfter(today, fromGamingDay) };
      for (const answer of [await set(asked), await preview(asked)])
        expect(answer).toMatchObject({
          status: 422,
          body: { code: 'VALIDATION_FAILED', details: { fields: { [field]: expect.anything() } } },
        });
      expect([await kept(), await desk.snapshot()]).toEqual(before);
    },
  );

  it('that leaves nothing of the day before is refused', async () => {
    // Far in the east tomorrow begins before today has, here.
    const before = await kept();
    const answer = await set({ timeZone: 'Pacific/Kiritimati', gamingDayStart: '00:00' });
    expect(answer).toMatchObject({ status: 422, body: { details: { fields: { gamingDayStart: expect.anything() } } } });
    expect(await kept()).toEqual(before);
  });

  it('is refused while another is to come for another day', async () => {
    dataOf(await set());
    const before = await kept();
    for (const answer of [
      await set({ fromGamingDay: dayAfter(today, 5) }),
      await preview({ fromGamingDay: dayAfter(today, 5) }),
    ])
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'DAY_RULE_TO_COME', details: { fromGamingDay: dayAfter(today, 3) } },
      });
    expect(await kept()).toEqual(before);
  });

  it('set by two people at once for two days is one’s, and the other is told', async () => {
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all([
        set({ fromGamingDay: dayAfter(today, 4) }),
        set({ fromGamingDay: dayAfter(today, 6) }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
      const { items } = await read();
      expect(items).toHaveLength(2);
      dataOf(await set({ fromGamingDay: items[0]?.fromGamingDay ?? '', gamingDayStart: '06:00' }));
    }
  });

  it('is seen by everybody and set and tried by admins only', async () => {
    for (const as of [PIT_BOSS, DEALER]) {
      expect(await set({}, as)).toMatchObject({ status: 403 });
      expect(await preview({}, as)).toMatchObject({ status: 403 });
    }
  });
});

describe('what goes by gaming days', () => {
  const shiftsOf = (day: string) => stack.sql<{ name: string; from: string; to: string }[]>`
    select s.name, to_char(s.starts_at at time zone ${NEW_YORK}, 'DD HH24:MI') as from,
      to_char(s.ends_at at time zone ${NEW_YORK}, 'DD HH24:MI') as to
    from app.shifts_of_day(${casinoId}, ${day}) s order by s.starts_at`;

  it('the shifts of the last day by the old rule end with it, also where the worker had stored them', async () => {
    const from = dayAfter(today, 2);
    const tomorrow = dayAfter(today, 1);
    await stack.rpc('service', 'rpc_worker_plan_shifts', {});
    expect((await shiftsOf(tomorrow)).at(-1)).toMatchObject({ name: 'Grave', to: `${from.slice(8)} 06:00` });
    dataOf(await set({ fromGamingDay: from, gamingDayStart: '04:00' }));
    await stack.rpc('service', 'rpc_worker_plan_shifts', {});
    expect((await shiftsOf(tomorrow)).at(-1)).toMatchObject({ name: 'Grave', to: `${from.slice(8)} 04:00` });
    expect((await shiftsOf(from))[0]).toMatchObject({ from: `${from.slice(8)} 04:00` });
    // A day that ends before its last shift would have begun has none of it.
    dataOf(await set({ fromGamingDay: from, timeZone: 'Australia/Lord_Howe', gamingDayStart: '04:00' }));
    const shifts = await stack.sql<{ name: string; is_tiled: boolean }[]>`
      select s.name, s.ends_at = coalesce(lead(s.starts_at) over (order by s.starts_at), app.gaming_day_start(${casinoId}, ${from})) as is_tiled
      from app.shifts_of_day(${casinoId}, ${tomorrow}) s order by s.starts_at`;
    expect(shifts).toEqual([{ name: 'Day', is_tiled: true }]);
  });

  it('a day whose shifts were counted in already keeps them: the change comes a day later at the earliest', async () => {
    await stack.rpc('service', 'rpc_worker_plan_shifts', {});
    await stack.sql`
      insert into public.table_count (casino_id, table_id, shift_id, opening_cents, fills_cents, credits_cents, drop_cents, recorded_by_staff_id)
      select s.casino_id, t.id, s.id, 0, 0, 0, 0, f.id from public.shift s
      join public.gaming_table t on t.casino_id = s.casino_id and t.label = 'BJ-01'
      join public.staff f on f.casino_id = s.casino_id and f.email = ${PIT_BOSS}
      where s.casino_id = ${casinoId} and s.gaming_day = ${dayAfter(today, 1)} and s.name = 'Swing'`;
    expect((await read()).firstSettableGamingDay).toBe(dayAfter(today, 3));
    expect((await read(ELSEWHERE)).firstSettableGamingDay).toBe(dayAfter((await read(ELSEWHERE)).gamingDay, 2));
    expect(await set({ fromGamingDay: dayAfter(today, 2) })).toMatchObject({ status: 422 });
    dataOf(await set());
  });

  it('the worker and somebody who sets it at once: tomorrow is stored with the end that it has', async () => {
    const [tomorrow, from] = [dayAfter(today, 1), dayAfter(today, 2)];
    const plan = () => stack.rpc('service', 'rpc_worker_plan_shifts', {});
    for (const start of ['04:00', '05:00', '07:30', '03:00']) {
      await Promise.all([plan(), set({ fromGamingDay: from, gamingDayStart: start }), plan()]);
      await plan();
      expect((await shiftsOf(tomorrow)).at(-1)).toMatchObject({ to: `${from.slice(8)} ${start}` });
    }
  });

  it('coupons, promo days, alerts, reports and packs of the days around a change are cut where the days are', async () => {
    const from = dayAfter(today, -4);
    await keepRules([{ from, timeZone: 'America/Chicago', start: '03:00' }]);
    await stack.sql`delete from public.promo_day_rollup where casino_id = ${casinoId}`;
    await stack.sql`select app.close_promo_days(${casinoId}, 60)`;
    const [days] = await stack.sql`
      select count(*) filter (where starts_at <> app.gaming_day_start(casino_id, gaming_day)
          or ends_at <> app.gaming_day_start(casino_id, gaming_day + 1))::int as wrong, (count(*) > 20) as are_many,
        max(cardinality(issued_count_by_hour)) filter (where gaming_day = ${from}::date - 1)::int as hours
      from public.promo_day_rollup where casino_id = ${casinoId}`;
    // From 6:00 in New York to 3:00 in Chicago, which is 4:00 there: 22 hours, unless the clocks change in that night.
    const [length] = await stack.sql<{ hours: number }[]>`
      select round(extract(epoch from app.gaming_day_start(${casinoId}, ${from}) - app.gaming_day_start(${casinoId}, ${from}::date - 1)) / 3600)::int as hours`;
    expect(days).toEqual({ wrong: 0, are_many: true, hours: length?.hours });
    const report = dataOf<{ startsAt: string; endsAt: string }>(
      await stack.http(ADMIN, 'GET', `/reports/gaming-day?gamingDay=${dayAfter(from, -1)}`),
    );
    expect((Date.parse(report.endsAt) - Date.parse(report.startsAt)) / 3_600_000).toBe(length?.hours);
    const [earlier] = await stack.sql`
      select app.pack_earlier_day_rules(row(${casinoId}, null, null, null, ${today}::date)::app.rls_context, ${from}::date - 3, ${from}::date) as rules,
        app.pack_earlier_day_rules(row(${casinoId}, null, null, null, ${today}::date)::app.rls_context, ${from}::date, ${from}::date) as none`;
    expect(earlier).toEqual({
      rules: [{ through: dayAfter(from, -1), time_zone: NEW_YORK, gaming_day_start: '06:00' }],
      none: [],
    });
    const [limits] = await stack.sql`
      select count(*) filter (where not (starts_at <= at and (ends_at is null or at < ends_at)))::int as outside
      from generate_series(now() - interval '12 days', now(), interval '97 minutes') at
      cross join lateral app.limit_windows(${casinoId}, at, at)`;
    expect(limits).toEqual({ outside: 0 });
  });
});
