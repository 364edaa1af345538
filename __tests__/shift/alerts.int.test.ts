import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { AlertKind } from '@/lib/shared/kinds';
import type { PromoRollup } from '@/services/promo/dtos';
import type { AcknowledgementResult, AcknowledgementsResult, Alert } from '@/services/shift/dtos';
import { createFloorDesk, dataOf, type FloorDesk, type Table } from '../floor/floor-desk';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createShiftDesk, type ShiftDesk } from './shift-desk';

let stack: TestStack;
let floor: FloorDesk;
let desk: ShiftDesk;
let today: string;

beforeAll(async () => {
  stack = await startTestStack();
  floor = createFloorDesk(stack);
  desk = createShiftDesk(stack);
  today = await desk.gamingDay();
});
afterEach(() => desk.restoreThresholds());
afterAll(() => stack.dispose());

const MINUTE = 60;
const of = (alerts: Alert[], entityKey: string) => alerts.find((alert) => alert.entityKey === entityKey);

describe('an idle table', () => {
  let table: Table;
  beforeEach(async () => {
    table = await floor.addTable();
  });
  const idleFor = async (seconds: number): Promise<Alert | undefined> => {
    await stack.sql`update public.gaming_table set last_played_at = now() - make_interval(secs => ${seconds}) where id = ${table.id}`;
    return of(await desk.alerts('table_idle'), table.id);
  };

  it('warns from 20 minutes and is critical from 45', async () => {
    expect(await idleFor(20 * MINUTE - 10)).toBeUndefined();
    expect(await idleFor(20 * MINUTE)).toMatchObject({
      severity: 'warn',
      isFiring: true,
      value: 20,
      threshold: 20,
      unit: 'minutes',
    });
    expect(await idleFor(45 * MINUTE - 10)).toMatchObject({ severity: 'warn', value: 44 });
    expect(await idleFor(45 * MINUTE)).toMatchObject({
      severity: 'critical',
      value: 45,
      threshold: 45,
      baseline: null,
      entity: { type: 'table', id: table.id, label: table.label },
      message: `Nobody has played at ${table.label} for 45 min; the limit is 45 min.`,
    });
  });

  it('is none while it is closed or somebody sits there, paused too, and begins anew when they leave', async () => {
    await stack.sql`update public.gaming_table set status = 'closed' where id = ${table.id}`;
    expect(await idleFor(60 * MINUTE)).toBeUndefined();
    await stack.sql`update public.gaming_table set status = 'open' where id = ${table.id}`;
    expect(await idleFor(60 * MINUTE)).toBeDefined();
    const player = await floor.enrol();
    const slip = dataOf<{ id: string }>(
      await floor.open({ playerId: player.id, tableId: table.id, averageBetCents: 1_000 }),
    );
    expect(await idleFor(60 * MINUTE)).toBeUndefined();
    await floor.step(slip.id, 'pause');
    expect(await idleFor(60 * MINUTE)).toBeUndefined();
    await floor.step(slip.id, 'resume');
    const elsewhere = await floor.addTable();
    await floor.move(slip.id, elsewhere.id, 1);
    expect(of(await desk.alerts('table_idle'), table.id)).toBeUndefined();
    const [left] =
      await stack.sql`select now() - last_played_at < interval '1 minute' as recent from public.gaming_table where id = ${table.id}`;
    expect(left?.recent).toBe(true);
    await stack.sql`update public.gaming_table set last_played_at = now() - interval '1 day' where id = ${elsewhere.id}`;
    await floor.step(slip.id, 'close');
    expect(of(await desk.alerts('table_idle'), elsewhere.id)).toBeUndefined();
  });

  it('goes by the thresholds as they are set, and not at all when the rule is off', async () => {
    await desk.changeThresholds({ tableIdle: { warnMinutes: 5, criticalMinutes: 6 } });
    expect(await idleFor(5 * MINUTE)).toMatchObject({ severity: 'warn', threshold: 5 });
    expect(await idleFor(6 * MINUTE)).toMatchObject({ severity: 'critical', threshold: 6 });
    await desk.changeThresholds({ tableIdle: { enabled: false } });
    expect(await desk.alerts('table_idle')).toEqual([]);
  });

  it('belongs to the gaming day of now', async () => {
    expect(await idleFor(60 * MINUTE)).toBeDefined();
    for (const kind of ['table_idle', 'slip_duration', 'pause_duration'] as const) {
      expect(await desk.alerts(kind, await desk.gamingDay(1))).toEqual([]);
    }
  });
});

describe('a slip', () => {
  it('warns from 4 hours and is critical from 8, pauses included', async () => {
    const { slip, table, player } = await floor.seat();
    const find = async () => of(await desk.alerts('slip_duration'), slip.id);
    await floor.setBack(slip.id, 240 * MINUTE - 20);
    expect(await find()).toBeUndefined();
    await floor.setBack(slip.id, 20);
    expect(await find()).toMatchObject({
      severity: 'warn',
      value: 240,
      entity: { type: 'slip', id: slip.id, label: `${table.label}/1` },
      message: `${player.name} at ${table.label}, seat 1, has a slip running for 4 h 00; the limit is 4 h 00.`,
    });
    await floor.step(slip.id, 'pause');
    await floor.setBack(slip.id, 240 * MINUTE);
    expect(await find()).toMatchObject({ severity: 'critical', value: 480 });
    await floor.step(slip.id, 'close');
    expect(await find()).toBeUndefined();
  });

  it('paused for 30 minutes warns, and never more', async () => {
    const { slip } = await floor.seat();
    const find = async () => of(await desk.alerts('pause_duration'), slip.id);
    await floor.step(slip.id, 'pause');
    await floor.setBack(slip.id, 30 * MINUTE - 20);
    expect(await find()).toBeUndefined();
    await floor.setBack(slip.id, 20);
    expect(await find()).toMatchObject({
      severity: 'warn',
      value: 30,
      message: expect.stringContaining('paused for 30 min;'),
    });
    await floor.setBack(slip.id, 1_000 * MINUTE);
    expect(await find()).toMatchObject({ severity: 'warn' });
    await floor.step(slip.id, 'resume');
    expect(await find()).toBeUndefined();
  });
});

describe('the drop of a table and shift', () => {
  const JUDGED = 1;
  let table: Table;
  beforeAll(async () => {
    await stack.sql`select app.plan_shifts(id, app.gaming_day(id) - back) from public.casino cross join generate_series(16, 40) back where slug = 'harbor'`;
  });
  beforeEach(async () => {
    table = await floor.addTable();
  });

  /** Counts the table's swing shift so many gaming days back; without a closing it is not counted. */
  const count = async (daysBack: number, dropCents: number, { isCounted = true, shift = 'Swing' } = {}) => {
    await stack.sql`
      insert into public.table_count (casino_id, table_id, shift_id, opening_cents, closing_cents, fills_cents, credits_cents, drop_cents, recorded_by_staff_id)
      select c.id, ${table.id}, app.shift_id(c.id, app.gaming_day(c.id) - ${daysBack}::integer, ${shift}), 0, ${isCounted ? 0 : null}, 0, 0, ${dropCents}, ${newId()}
      from public.casino c where c.slug = 'harbor'
      on conflict (casino_id, table_id, shift_id) do update set drop_cents = excluded.drop_cents`;
  };
  const history = async (from: number, drops: number[]) => {
    for (const [index, drop] of drops.entries()) await count(from + index, drop);
  };
  const judged = async (drop: number): Promise<Alert> => {
    await count(JUDGED, drop);
    const alert = of(await desk.alerts('drop_anomaly', await desk.gamingDay(JUDGED)), `${table.id}:Swing`);
    if (!alert) throw new Error('The drop is not judged.');
    return alert;
  };
  /** Median 1,000,000, MAD 50,000: 222,390 are allowed, and 25 % of the median is 250,000. */
  const WEEK = [1_000_000, 1_100_000, 900_000, 1_050_000, 950_000, 1_000_000, 1_020_000];

  it('fires both ways once it is beyond the spread and both floors', async () => {
    await history(JUDGED + 1, WEEK);
    expect(await judged(1_250_000)).toMatchObject({
      severity: 'warn',
      value: 1_250_000,
      unit: 'cents',
      threshold: 222_390,
      readinessText: 'ready',
      baseline: { median: 1_000_000, mad: 50_000, n: 7, method: 'mad', readiness: 'ready', readinessText: 'ready' },
      entity: { type: 'table', label: table.label, metric: 'Swing' },
      message: `${table.label} dropped $12,500 in Swing: $2,500 above the usual $10,000, more than the $2,223.90 allowed.`,
    });
    expect(await judged(1_249_999)).toMatchObject({
      severity: 'none',
      isFiring: false,
      message: expect.stringContaining('too small a change'),
    });
    expect(await judged(750_000)).toMatchObject({
      severity: 'warn',
      message: expect.stringContaining('below the usual'),
    });
    expect(await judged(750_001)).toMatchObject({ severity: 'none' });
    expect(await judged(1_100_000)).toMatchObject({
      severity: 'none',
      message: expect.stringContaining('within the $2,223.90'),
    });
    await desk.changeThresholds({ baseline: { minChangePercent: 0, minChangeCents: 222_391 } });
    expect(await judged(1_222_390)).toMatchObject({ severity: 'none' });
    expect(await judged(1_222_391)).toMatchObject({ severity: 'warn' });
    await desk.changeThresholds({ baseline: { minChangeCents: 222_392 } });
    expect(await judged(1_222_391)).toMatchObject({ severity: 'none' });
    await desk.changeThresholds({ dropAnomaly: { enabled: false } });
    expect(await desk.alerts('drop_anomaly', await desk.gamingDay(JUDGED))).toEqual([]);
  });

  it('is judged by a fixed percent until there are enough days, and says so', async () => {
    expect(await judged(9_000_000)).toMatchObject({
      severity: 'none',
      threshold: null,
      readinessText: 'building 0/3',
      baseline: { median: null, mad: null, n: 0, method: 'fallback', readiness: 'building' },
      message: expect.stringContaining('there is no earlier day to compare with yet'),
    });
    await history(JUDGED + 1, [900_000, 1_100_000]);
    expect(await judged(1_500_000)).toMatchObject({
      severity: 'none',
      threshold: 500_000,
      readinessText: 'building 2/3',
    });
    expect(await judged(1_500_001)).toMatchObject({
      severity: 'warn',
      message: expect.stringContaining('a fixed 50 % while history is building 2/3'),
    });
    await history(JUDGED + 3, [1_000_000]);
    expect(await judged(1_500_001)).toMatchObject({ readinessText: 'ready', baseline: { method: 'mad', n: 3 } });
  });

  it('is judged by a fixed percent when the last day on record is more than a week back', async () => {
    await history(JUDGED + 8, WEEK);
    expect(await judged(1_500_001)).toMatchObject({
      severity: 'warn',
      threshold: 500_000,
      readinessText: 'stale',
      baseline: { method: 'fallback', readiness: 'stale', n: 7 },
      message: expect.stringContaining('because the last day on record is'),
    });
    await count(JUDGED + 7, 1_000_000);
    expect(await judged(1_500_001)).toMatchObject({ baseline: { readiness: 'ready', n: 7 } });
  });

  it('never looks at itself, further back than 28 days, or at other shifts', async () => {
    await count(JUDGED + 29, 1_000_000);
    await count(JUDGED + 2, 77, { shift: 'Day' });
    expect(await judged(5_000_000)).toMatchObject({ baseline: { n: 0 } });
    await count(JUDGED + 28, 1_000_000);
    expect(await judged(5_000_000)).toMatchObject({ baseline: { n: 1, median: 1_000_000 } });
    // What came later is no history either.
    await count(0, 9_999_999);
    expect(await judged(5_000_000)).toMatchObject({ baseline: { n: 1 } });
  });

  it('skips days on which the table was closed, counts days on which nothing was dropped, and takes the last seven', async () => {
    for (const back of [1, 3, 5, 7, 9, 11]) await count(JUDGED + back, 1_000_000);
    await count(JUDGED + 2, 3, { isCounted: false });
    expect(await judged(1_000_000)).toMatchObject({ baseline: { n: 6, median: 1_000_000 } });
    await count(JUDGED + 4, 0);
    expect(await judged(1_000_000)).toMatchObject({ baseline: { n: 7, mad: 0, method: 'mean_ad' } });
    await count(JUDGED + 6, 0);
    await count(JUDGED + 8, 0);
    await count(JUDGED + 10, 0);
    // 1, 3, 4, 5, 6, 7, 8 days back: three of seven are zero.
    expect(await judged(1_000_000)).toMatchObject({ baseline: { n: 7, median: 1_000_000, mad: 0 } });
    await desk.changeThresholds({ baseline: { gamingDays: 10 } });
    expect(await judged(1_000_000)).toMatchObject({ baseline: { n: 10, median: 1_000_000 } });
  });

  it('without any spread is judged by a fixed percent', async () => {
    await history(JUDGED + 1, Array(7).fill(1_000_000));
    expect(await judged(1_500_001)).toMatchObject({
      severity: 'warn',
      threshold: 500_000,
      baseline: { method: 'fallback', readiness: 'ready', mad: 0 },
    });
  });

  it('that is not counted yet is not judged', async () => {
    await history(JUDGED + 1, WEEK);
    await count(JUDGED, 9_000_000, { isCounted: false });
    expect(of(await desk.alerts('drop_anomaly', await desk.gamingDay(JUDGED)), `${table.id}:Swing`)).toBeUndefined();
  });
});

describe('coupons', () => {
  /** The gaming days before today as closed ones: what was issued in the first hour and in an hour that has not come yet. */
  const closeDays = async (firstHours: (number | null)[], laterHour = 0) => {
    await stack.sql.begin(async (sql) => {
      await sql`alter table public.promo_coupon disable trigger all`;
      await sql`alter table public.promo_day_rollup disable trigger all`;
      await sql`delete from public.promo_coupon`;
      await sql`delete from public.promo_day_rollup`;
      for (const [index, first] of Array.from({ length: 28 }, (_, day) => firstHours[day] ?? null).entries()) {
        await sql`
          insert into public.promo_day_rollup (casino_id, gaming_day, starts_at, ends_at, is_open, issued_count, issued_face_value_cents,
            issued_patron_risk_cents, voided_count, voided_face_value_cents, voided_patron_risk_cents, replaced_count, replaced_face_value_cents,
            replaced_patron_risk_cents, expired_count, expired_face_value_cents, expired_patron_risk_cents, issued_count_by_hour,
            issued_face_value_cents_by_hour)
          select c.id, d.day, app.gaming_day_start(c.id, d.day), app.gaming_day_start(c.id, d.day + 1), ${first !== null}, ${first ?? 0},
            ${(first ?? 0) * 1_000}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, h.counts, array(select n * 1000 from unnest(h.counts) n)
          from public.casino c
          cross join lateral (select app.gaming_day(c.id) - ${index + 1}::integer as day,
            floor(extract(epoch from now() - app.gaming_day_start(c.id, app.gaming_day(c.id))) / 3600)::integer + 2 as ahead) d
          cross join lateral (select array(select case n when 0 then ${first ?? 0}::bigint when d.ahead then ${laterHour}::bigint else 0 end
            from generate_series(0, 23) n) as counts) h
          where c.slug = 'harbor'`;
      }
    });
  };
  type Coupon = { hoursAgo?: number; hoursLeft?: number; faceValueCents?: number; isVoided?: boolean };
  const issue = async (
    coupons: number,
    { hoursAgo = 0, hoursLeft = 48, faceValueCents = 1_000, isVoided = false }: Coupon = {},
  ) => {
    await stack.sql`
      insert into public.promo_coupon (casino_id, promo_program_id, validation_number, validation_key, face_value_cents,
        required_match_wager_cents, gaming_day, issued_at, expires_at, correlation_id, status, voided_at, void_reason)
      select c.id, p.id, k.key, k.key, ${faceValueCents}, ${faceValueCents}, app.gaming_day(c.id), now() - make_interval(hours => ${hoursAgo}),
        now() + make_interval(hours => ${hoursLeft}), app.uuid_v7(), (case when ${isVoided} then 'voided' else 'issued' end)::public.promo_coupon_status,
        case when ${isVoided} then now() end, case when ${isVoided} then 'Misprint' end
      from public.casino c
      cross join lateral (select id from public.promo_program where casino_id = c.id limit 1) p
      cross join generate_series(1, ${coupons}::integer) n
      cross join lateral (select upper(md5(${newId()} || n)) as key) k
      where c.slug = 'harbor'`;
  };
  const spike = async (metric: 'count' | 'face_value', gamingDay?: string) =>
    of(await desk.alerts('promo_issuance_spike', gamingDay), metric);
  /** Median 10, MAD 1: 4.4478 are allowed, and the floors are 5 coupons and 25 %. */
  const WEEK = [10, 10, 9, 11, 8, 12, 10];

  it('issued so far today are held against earlier days up to the same hour, upwards only', async () => {
    await closeDays(WEEK, 500);
    expect(await spike('count')).toMatchObject({
      severity: 'none',
      value: 0,
      message: expect.stringContaining('only more than usual is an alert'),
    });
    await issue(14);
    expect(await spike('count')).toMatchObject({
      severity: 'none',
      value: 14,
      threshold: 4.4478,
      baseline: { median: 10, mad: 1, n: 7, method: 'mad' },
    });
    await issue(1);
    expect(await spike('count')).toMatchObject({
      severity: 'warn',
      value: 15,
      unit: 'count',
      entity: { type: 'casino', id: null, metric: 'count' },
      message: '15 coupons were issued: 5 coupons above the usual 10 coupons, more than the 4.4 coupons allowed.',
    });
    // In cents the floor is $200: $50 more is no alert.
    expect(await spike('face_value')).toMatchObject({
      severity: 'none',
      value: 15_000,
      unit: 'cents',
      baseline: { median: 10_000 },
    });
    await issue(1, { faceValueCents: 15_000 });
    expect(await spike('face_value')).toMatchObject({
      severity: 'warn',
      value: 30_000,
      message: expect.stringMatching(/^\$300 in coupons was issued/),
    });
    await desk.changeThresholds({ promoIssuanceSpike: { enabled: false } });
    expect(await desk.alerts('promo_issuance_spike')).toEqual([]);
  });

  it('of days on which the casino was closed are no history; of open days without a coupon they are', async () => {
    await closeDays([10, null, 10, null, null, 0, 0, null, 0]);
    expect(await spike('count')).toMatchObject({
      readinessText: 'ready',
      baseline: { n: 5, median: 0, mad: 0, method: 'mean_ad' },
    });
    await closeDays([null, 10, 10]);
    expect(await spike('count')).toMatchObject({
      readinessText: 'building 2/3',
      baseline: { n: 2, method: 'fallback' },
    });
    await closeDays([null, null, null, null, null, null, null, 10, 10, 10]);
    expect(await spike('count')).toMatchObject({
      readinessText: 'stale',
      threshold: 10,
      baseline: { n: 3, readiness: 'stale' },
    });
  });

  it('of a day that is over are held against whole days', async () => {
    await closeDays([40, 10, 10, 9, 11, 10], 500);
    expect(await spike('count', await desk.gamingDay(1))).toMatchObject({ value: 40, baseline: { n: 5 } });
    await closeDays([40, 10, 10, 9, 11, 10]);
    expect(await spike('count', await desk.gamingDay(1))).toMatchObject({
      severity: 'warn',
      value: 40,
      baseline: { n: 5, median: 10 },
    });
  });

  it('voided are an alert above 5 percent, once 20 were issued', async () => {
    await closeDays(WEEK);
    const rate = async () => (await desk.alerts('promo_void_rate'))[0];
    expect(await rate()).toMatchObject({ severity: 'none', value: 0, readinessText: 'too few' });
    await issue(17);
    await issue(2, { isVoided: true });
    expect(await rate()).toMatchObject({
      severity: 'none',
      value: 10.53,
      readinessText: 'too few',
      message: expect.stringContaining('too few to tell, it takes 20'),
    });
    await issue(1);
    expect(await rate()).toMatchObject({
      severity: 'warn',
      value: 10,
      threshold: 5,
      unit: 'percent',
      readinessText: null,
    });
    await issue(20);
    expect(await rate()).toMatchObject({
      severity: 'none',
      value: 5,
      message: '2 voided of 40 coupons issued, 5 %, within the limit of 5 %.',
    });
    await desk.changeThresholds({ promoVoidRate: { warnPercent: 4.9 } });
    expect(await rate()).toMatchObject({ severity: 'warn', threshold: 4.9 });
  });

  /** So many coupons that each were replaced now, without those that took their place: those are no issuances. */
  const replace = async (coupons: number, staffName: string) => {
    await issue(coupons, { hoursAgo: 30 });
    await stack.sql`
      update public.promo_coupon c set status = 'replaced', replaced_at = now(), replacement_coupon_id = c.id,
        replaced_by_staff_id = (select id from public.staff s where s.casino_id = c.casino_id and s.full_name = ${staffName})
      where c.status = 'issued' and c.issued_at < now() - interval '29 hours'`;
  };

  it('replaced are an alert above 5 percent, once 20 were issued, and it says who replaced most', async () => {
    await closeDays(WEEK);
    const rate = async () => (await desk.alerts('promo_replacement_rate'))[0];
    await issue(20);
    await replace(1, 'Harbor Admin');
    expect(await rate()).toMatchObject({
      severity: 'none',
      value: 5,
      unit: 'percent',
      threshold: 5,
      readinessText: null,
      message: '1 replaced of 20 coupons issued, 5 %, within the limit of 5 %.',
    });
    await replace(2, 'Harbor Pit Boss');
    expect(await rate()).toMatchObject({
      severity: 'warn',
      value: 15,
      details: { issuedCount: 20, replacedCount: 3, mostByStaffName: 'Harbor Pit Boss', mostByCount: 2 },
      message: '3 replaced of 20 coupons issued, 15 %, more than the limit of 5 %. Harbor Pit Boss replaced 2 of them.',
    });
    // Voids don't hide among replacements: 2 of 20 are 10 percent, however many were replaced.
    await issue(2, { hoursAgo: 30, isVoided: true });
    expect((await desk.alerts('promo_void_rate'))[0]).toMatchObject({ severity: 'warn', value: 10 });
    await desk.changeThresholds({ promoReplacementRate: { warnPercent: 15 } });
    expect(await rate()).toMatchObject({ severity: 'none' });
    await desk.changeThresholds({ promoReplacementRate: { enabled: false } });
    expect(await rate()).toBeUndefined();
  });

  it('replaced over and over are an alert also in a busy house, whatever the rate', async () => {
    await closeDays(WEEK);
    const rate = async () => (await desk.alerts('promo_replacement_rate'))[0];
    await issue(400);
    await replace(9, 'Harbor Pit Boss');
    expect(await rate()).toMatchObject({ severity: 'none', value: 2.25, details: { mostOfOneCount: 9 } });
    await replace(1, 'Harbor Pit Boss');
    // Another coupon, issued at another time.
    expect(await rate()).toMatchObject({ severity: 'none', details: { mostOfOneCount: 9 } });
    await stack.sql`
      update public.promo_coupon set issued_at = now() - interval '31 hours', expires_at = now()
      where status = 'replaced' and casino_id = (select casino_id from public.staff where email = ${PIT_BOSS})`;
    expect(await rate()).toMatchObject({
      severity: 'warn',
      value: 2.5,
      details: { mostOfOneCount: 10 },
      message:
        '10 replaced of 400 coupons issued, 2.5 %, within the limit of 5 %. One coupon was replaced 10 times. Harbor Pit Boss replaced 10 of them.',
    });
  });

  it('replaced over and over are an alert also when few were issued, or none', async () => {
    await closeDays(WEEK);
    const rate = async () => (await desk.alerts('promo_replacement_rate'))[0];
    expect(await rate()).toMatchObject({
      severity: 'none',
      value: 0,
      unit: 'count',
      threshold: 10,
      readinessText: 'too few',
      details: { mostByStaffName: null, mostByCount: 0 },
    });
    await replace(9, 'Harbor Pit Boss');
    expect(await rate()).toMatchObject({ severity: 'none', value: 9, readinessText: 'too few' });
    await replace(1, 'Harbor Pit Boss');
    expect(await rate()).toMatchObject({
      severity: 'warn',
      value: 10,
      readinessText: null,
      message: expect.stringContaining('10 replaced of 0 coupons issued: too few for a rate, which takes 20; from 10'),
    });
    await issue(19);
    expect(await rate()).toMatchObject({ severity: 'warn', value: 10, unit: 'count' });
    await issue(181);
    expect(await rate()).toMatchObject({ severity: 'none', value: 5, unit: 'percent' });
  });

  it('outstanding for over a day are an alert when they are many or worth much', async () => {
    await closeDays(WEEK);
    const aging = async () => (await desk.alerts('outstanding_aging'))[0];
    await issue(25, { hoursAgo: 25 });
    await issue(50, { hoursAgo: 23 });
    await issue(50, { hoursAgo: 30, hoursLeft: 0 });
    expect(await aging()).toMatchObject({
      severity: 'none',
      value: 25_000,
      unit: 'cents',
      threshold: 200_000,
      details: { couponCount: 25 },
    });
    await issue(1, { hoursAgo: 25 });
    expect(await aging()).toMatchObject({
      severity: 'warn',
      value: 26,
      unit: 'count',
      threshold: 25,
      message: expect.stringContaining('more than the limit of 25 coupons or $2,000'),
    });
    await desk.changeThresholds({ outstandingAging: { maxCoupons: 100 } });
    await issue(1, { hoursAgo: 25, faceValueCents: 174_000 });
    expect(await aging()).toMatchObject({ severity: 'none', value: 200_000 });
    await issue(1, { hoursAgo: 25, faceValueCents: 1 });
    expect(await aging()).toMatchObject({ severity: 'warn', value: 200_001, unit: 'cents' });
    // A replacement is as old as what it replaces.
    await closeDays(WEEK);
    await issue(26);
    expect(await aging()).toMatchObject({ details: { couponCount: 0 } });
    await stack.sql`
      update public.promo_coupon set replaces_coupon_id = id, first_issued_at = issued_at - interval '25 hours'`;
    expect(await aging()).toMatchObject({ details: { couponCount: 26 } });
  });

  it('that expire within a day are an alert, those that have expired are not', async () => {
    await closeDays(WEEK);
    const expiring = async () => (await desk.alerts('expiring_soon'))[0];
    await issue(3, { hoursLeft: 25 });
    await issue(3, { hoursAgo: 2, hoursLeft: 0 });
    expect(await expiring()).toMatchObject({
      severity: 'none',
      value: 0,
      message: expect.stringContaining('from 1 coupon on this is an alert'),
    });
    // Good for a day, or half of it, and issued now: that is their nature.
    await issue(3, { hoursLeft: 24 });
    await issue(3, { hoursLeft: 12 });
    await issue(3, { hoursAgo: 11, hoursLeft: 13 });
    expect(await expiring()).toMatchObject({ severity: 'none', value: 0 });
    await issue(1, { hoursAgo: 24, hoursLeft: 24 });
    await issue(1, { hoursAgo: 12, hoursLeft: 12 });
    expect(await expiring()).toMatchObject({
      severity: 'warn',
      value: 2,
      message: '2 coupons worth $20 expire within 24 hours.',
    });
    await desk.changeThresholds({ expiringSoon: { minCoupons: 3 } });
    expect(await expiring()).toMatchObject({ severity: 'none', threshold: 3 });
  });

  it('that expire soon call again when they have become five and a quarter more than somebody has seen', async () => {
    await closeDays(WEEK);
    const expiring = async () => (await desk.alerts('expiring_soon'))[0];
    const alert = { gamingDay: today, kind: 'expiring_soon' as const, entityKey: 'casino' };
    const soon = { hoursAgo: 24, hoursLeft: 12 };
    await issue(2, soon);
    expect((await desk.acknowledge(alert)).status).toBe(201);
    await issue(4, soon);
    expect(await expiring()).toMatchObject({ value: 6, acknowledgement: { value: 2 }, outgrownAcknowledgement: null });
    await desk.expectRefused('ALERT_ACKNOWLEDGED', () => desk.acknowledge(alert));
    await issue(1, soon);
    expect(await expiring()).toMatchObject({ value: 7, acknowledgement: null, outgrownAcknowledgement: { value: 2 } });
    await issue(33, soon);
    const answers = await Promise.all([PIT_BOSS, ADMIN].map((as) => desk.acknowledge(alert, newId(), as)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    // A quarter of 40 is ten.
    await issue(9, soon);
    expect(await expiring()).toMatchObject({ value: 49, acknowledgement: { value: 40 } });
    await issue(1, soon);
    expect(await expiring()).toMatchObject({ value: 50, acknowledgement: null });
  });

  it('are listed also where the history is gone that they were seen with', async () => {
    const rows = await stack.sql<{ figures: unknown; grown: boolean }[]>`
      select app.alert_figures(a) as figures, app.has_outgrown(app.alert_figures(a), '{"cents_above": 5}', '{}') as grown
      from unnest(array['drop_anomaly', 'promo_issuance_spike']) kind
      cross join lateral jsonb_populate_record(null::app.alert,
        jsonb_build_object('kind', kind, 'unit', 'count', 'value', 7, 'details', '{}'::jsonb)) a`;
    expect([...rows]).toEqual(Array(2).fill({ figures: {}, grown: false }));
  });

  it('voided, replaced or grown old by many more call again, though the rate is as it was', async () => {
    await closeDays(WEEK);
    const acknowledge = (kind: AlertKind) => desk.acknowledge({ gamingDay: today, kind, entityKey: 'casino' });
    const seen = async (kind: AlertKind) => (await desk.alerts(kind))[0]?.acknowledgement !== null;
    await issue(40);
    await issue(4, { hoursAgo: 30, isVoided: true });
    expect((await acknowledge('promo_void_rate')).status).toBe(201);
    await issue(40);
    await issue(4, { hoursAgo: 30, isVoided: true });
    expect(await seen('promo_void_rate')).toBe(true);
    await issue(1, { hoursAgo: 30, isVoided: true });
    expect(await seen('promo_void_rate')).toBe(false);
    await replace(10, 'Harbor Admin');
    expect((await acknowledge('promo_replacement_rate')).status).toBe(201);
    await replace(4, 'Harbor Admin');
    expect(await seen('promo_replacement_rate')).toBe(true);
    await replace(1, 'Harbor Admin');
    expect(await seen('promo_replacement_rate')).toBe(false);
    // Many, and then worth much: whichever figure grows.
    await issue(26, { hoursAgo: 25, hoursLeft: 48 });
    expect((await acknowledge('outstanding_aging')).status).toBe(201);
    await issue(1, { hoursAgo: 25, hoursLeft: 48, faceValueCents: 19_999 });
    expect(await seen('outstanding_aging')).toBe(true);
    await issue(1, { hoursAgo: 25, hoursLeft: 48, faceValueCents: 1 });
    expect(await seen('outstanding_aging')).toBe(false);
  });

  it('issued by hour are judged as the spike alert judges: the band, its method, and whether the hour is above it', async () => {
    const hour = async (): Promise<PromoRollup['byHour'][number] | undefined> =>
      dataOf<PromoRollup>(await stack.http(PIT_BOSS, 'GET', `/promo-rollups?gamingDay=${await desk.gamingDay(1)}`))
        .byHour[0];
    const facts = async () => {
      const { low, high, isAbove, method, readiness } = (await hour()) ?? {};
      return [low, high, isAbove, method, readiness];
    };
    await closeDays([15, ...WEEK]);
    expect(await facts()).toEqual([5.5522, 14.4478, true, 'mad', 'ready']);
    await closeDays([14, ...WEEK]);
    expect(await facts()).toEqual([5.5522, 14.4478, false, 'mad', 'ready']);
    // Most days alike: the mean distance of 14/7 = 2 coupons, and 3 times 1.2533 of it.
    await closeDays([18, 10, 10, 10, 10, 10, 17, 17]);
    expect(await facts()).toEqual([2.4802, 17.5198, true, 'mean_ad', 'ready']);
    await closeDays([20, 10, 10, 10, 10]);
    expect(await facts()).toEqual([0, 20, false, 'fallback', 'ready']);
    await closeDays([21, 10, 10]);
    expect(await facts()).toEqual([0, 20, true, 'fallback', 'building']);
    await closeDays([21, null, null, null, null, null, null, null, 10, 10, 10]);
    expect(await facts()).toEqual([0, 20, true, 'fallback', 'stale']);
    await closeDays([50]);
    expect(await facts()).toEqual([null, null, false, 'fallback', 'building']);
  });
});

describe('acknowledging', () => {
  const idle = async (minutes: number) => {
    const table = await floor.addTable();
    await setIdle(table.id, minutes);
    return { gamingDay: today, kind: 'table_idle' as const, entityKey: table.id };
  };
  const setIdle = (tableId: string, minutes: number) =>
    stack.sql`update public.gaming_table set last_played_at = now() - make_interval(mins => ${minutes}) where id = ${tableId}`;

  it('notes who has seen it and what they say, and a replay answers the same', async () => {
    const [alert, key] = [await idle(25), newId()];
    const answer = await desk.acknowledge({ ...alert, note: ' On break ' }, key);
    expect(answer.status).toBe(201);
    const seen = { staffName: 'Harbor Pit Boss', note: 'On break', severity: 'warn' };
    expect(dataOf(answer)).toMatchObject({ ...alert, ...seen, value: 25, isExisting: false });
    expect(of(await desk.alerts('table_idle'), alert.entityKey)?.acknowledgement).toMatchObject(seen);
    const replay = await desk.acknowledge({ ...alert, note: 'On break' }, key);
    expect(replay.status).toBe(200);
    expect(dataOf<AcknowledgementResult>(replay)).toEqual({
      ...dataOf<AcknowledgementResult>(answer),
      isExisting: true,
    });
  });

  const shown = ({ kind, entityKey }: Awaited<ReturnType<typeof idle>>, severity = 'warn') => ({
    kind,
    entityKey,
    severity,
  });
  const seenOf = async (entityKey: string) => of(await desk.alerts('table_idle'), entityKey)?.acknowledgement;

  it('of many is one step under one note: what a colleague was first with stays theirs, what is graver than it was shown calls on', async () => {
    const [mine, theirs, graver, gone] = [await idle(25), await idle(25), await idle(50), await idle(5)];
    const other = await idle(25);
    dataOf(await desk.acknowledge({ ...theirs, note: 'Mine' }, newId(), ADMIN));
    const body = { gamingDay: today, alerts: [mine, theirs, graver, gone].map((one) => shown(one)), note: ' Seen ' };
    const key = newId();
    const answer = await desk.acknowledgeAll(body, key);
    expect(answer.status).toBe(201);
    const noted = dataOf<AcknowledgementsResult>(answer);
    expect(noted).toMatchObject({
      acknowledgedCount: 1,
      items: [{ entityKey: mine.entityKey, note: 'Seen', staffName: 'Harbor Pit Boss' }],
    });
    expect(await seenOf(mine.entityKey)).toMatchObject({ note: 'Seen' });
    expect(await seenOf(theirs.entityKey)).toMatchObject({ note: 'Mine', staffName: 'Harbor Admin' });
    expect([await seenOf(graver.entityKey), await seenOf(other.entityKey)]).toEqual([null, null]);
    expect(dataOf(await desk.acknowledgeAll(body, key))).toEqual({ ...noted, isExisting: true });
    expect(dataOf(await desk.acknowledgeAll(body))).toMatchObject({ acknowledgedCount: 0, items: [] });
    dataOf(await desk.acknowledgeAll({ gamingDay: today, alerts: [shown(graver, 'critical')] }));
    expect(await seenOf(graver.entityKey)).toMatchObject({ severity: 'critical' });

    const audits = await stack.sql`
      select action, jsonb_array_length(after -> 'items') as alerts from public.audit_log where idempotency_key = ${key}`;
    expect([...audits]).toEqual([{ action: 'shift.acknowledge_alerts', alerts: 1 }]);
  });

  it('of the same many by several people at once notes each once', async () => {
    const alerts = await Promise.all(Array.from({ length: 6 }, () => idle(25)));
    const named = alerts.map((one) => shown(one));
    const answers = await Promise.all(
      [PIT_BOSS, ADMIN, PIT_BOSS, ADMIN].map((as, place) =>
        desk.acknowledgeAll({ gamingDay: today, alerts: place % 2 ? named : named.toReversed() }, newId(), as),
      ),
    );
    const noted = answers.flatMap((answer) =>
      dataOf<AcknowledgementsResult>(answer).items.map((item) => item.entityKey),
    );
    expect(noted.sort()).toEqual(alerts.map(({ entityKey }) => entityKey).sort());
  });

  it('of many is refused without leaving anything: who may not, a day that never comes, a note beyond its length, none at all, and none that fires', async () => {
    const body = { gamingDay: today, alerts: [shown(await idle(25))] };
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance'] as const)
      await desk.expectRefused('FORBIDDEN', () => desk.acknowledgeAll(body, newId(), `${account}@harbor.example`));
    await desk.expectRefused('VALIDATION_FAILED', () => desk.acknowledgeAll({ ...body, gamingDay: '2999-01-01' }));
    await desk.expectRefused('VALIDATION_FAILED', () => desk.acknowledgeAll({ ...body, note: 'x'.repeat(501) }));
    await desk.expectRefused('VALIDATION_FAILED', () => desk.acknowledgeAll({ ...body, alerts: [] }));
    const quiet = [shown(await idle(5)), { ...shown(await idle(25)), entityKey: 'nothing' }];
    await desk.expectRefused('ALERT_NOT_FIRING', () => desk.acknowledgeAll({ ...body, alerts: quiet }));
  });

  it('by ten people at once is done by one; the others learn who', async () => {
    const alert = await idle(25);
    const people = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? PIT_BOSS : ADMIN));
    const answers = await Promise.all(people.map((as) => desk.acknowledge(alert, newId(), as)));
    const winner = answers.find(({ status }) => status === 201);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    const { staffName, at } = dataOf<AcknowledgementResult>(winner as never);
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ code: 'ALERT_ACKNOWLEDGED', details: { staffName, at } });
    }
    await desk.expectRefused('ALERT_ACKNOWLEDGED', () => desk.acknowledge(alert));
  });

  it('a warning does not silence what becomes critical', async () => {
    const alert = await idle(25);
    await desk.acknowledge(alert);
    await setIdle(alert.entityKey, 50);
    expect(of(await desk.alerts('table_idle'), alert.entityKey)).toMatchObject({
      severity: 'critical',
      acknowledgement: null,
    });
    expect((await desk.acknowledge(alert)).status).toBe(201);
    expect(of(await desk.alerts('table_idle'), alert.entityKey)).toMatchObject({
      acknowledgement: { severity: 'critical' },
    });
  });

  it('of what lasts calls again after an hour, and a quarter, more', async () => {
    const alert = await idle(50);
    const seen = async () => of(await desk.alerts('table_idle'), alert.entityKey)?.acknowledgement;
    const [{ since } = { since: null }] = await stack.sql<{ since: Date }[]>`
      select last_played_at as since from public.gaming_table where id = ${alert.entityKey}`;
    const shift = (minutes: number) => stack.sql`
      with moved as (update public.gaming_table set last_played_at = ${since} - make_interval(mins => ${minutes})
        where id = ${alert.entityKey} returning last_played_at)
      update public.alert_acknowledgement set since_at = (select last_played_at from moved) where entity_key = ${alert.entityKey}`;
    expect((await desk.acknowledge(alert)).status).toBe(201);
    await shift(30);
    expect(await seen()).toMatchObject({ value: 50 });
    await shift(90);
    expect(await seen()).toBeNull();
    expect((await desk.acknowledge(alert)).status).toBe(201);
    expect(await seen()).toMatchObject({ severity: 'critical' });
  });

  it.each([
    ['minutes', 50, 109, 110],
    ['minutes', 320, 399, 400],
    ['count', 2, 6, 7],
    ['count', 40, 49, 50],
    ['cents', 10_000, 29_999, 30_000],
    ['cents_below', 200_000, 249_999, 250_000],
  ])('of %s seen at %d holds at %d and is outgrown at %d', async (figure, then, below, from) => {
    const outgrown = async (now: number) => {
      const [row] = await stack.sql<{ is: boolean }[]>`
        select app.has_outgrown(jsonb_build_object(${figure}::text, ${now}::numeric), jsonb_build_object(${figure}::text, ${then}::numeric),
          app.default_alert_thresholds() -> 'baseline') as is`;
      return row?.is;
    };
    expect([await outgrown(then), await outgrown(below), await outgrown(from)]).toEqual([false, false, true]);
  });

  it('of a table’s idle time is for that one: when the table falls idle anew, it calls again', async () => {
    const alert = await idle(50);
    expect((await desk.acknowledge(alert)).status).toBe(201);
    await setIdle(alert.entityKey, 0);
    expect(of(await desk.alerts('table_idle'), alert.entityKey)).toBeUndefined();
    await setIdle(alert.entityKey, 46);
    expect(of(await desk.alerts('table_idle'), alert.entityKey)).toMatchObject({
      severity: 'critical',
      acknowledgement: null,
    });
    expect((await desk.acknowledge(alert)).status).toBe(201);
  });

  it('what does not fire, not any more, or never did is refused', async () => {
    const alert = await idle(25);
    await setIdle(alert.entityKey, 5);
    await desk.expectRefused('ALERT_NOT_FIRING', () => desk.acknowledge(alert));
    await desk.expectRefused('ALERT_NOT_FIRING', () => desk.acknowledge({ ...alert, entityKey: 'nothing' }));
    await desk.expectRefused('ALERT_NOT_FIRING', () => desk.acknowledge({ ...alert, kind: 'drop_anomaly' }));
  });

  it('is refused without a shift manager’s role, on a day to come, and with a note that is too long', async () => {
    const alert = await idle(25);
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance'] as const) {
      await desk.expectRefused('FORBIDDEN', () => desk.acknowledge(alert, newId(), `${account}@harbor.example`));
    }
    await desk.expectRefused('VALIDATION_FAILED', () => desk.acknowledge({ ...alert, gamingDay: '2999-01-01' }));
    await desk.expectRefused('VALIDATION_FAILED', () => desk.acknowledge({ ...alert, note: 'x'.repeat(501) }));
    const args = { p_gaming_day: today, p_kind: alert.kind, p_entity_key: alert.entityKey, p_idempotency_key: newId() };
    expect(await stack.rpc(PIT_BOSS, 'rpc_acknowledge_alert', { ...args, p_note: 'x'.repeat(501) })).toMatchObject({
      status: 422,
    });
  });
});

describe('the list', () => {
  it('is for whoever reads the dashboard, the most severe first', async () => {
    const answer = await stack.http('compliance@harbor.example', 'GET', '/alerts');
    const { items, gamingDay, nextCursor } = dataOf<{ items: Alert[]; gamingDay: string; nextCursor: null }>(answer);
    expect({ gamingDay, nextCursor }).toEqual({ gamingDay: today, nextCursor: null });
    const ranks = items.map(({ severity }) => ['critical', 'warn', 'none'].indexOf(severity));
    expect(ranks).toEqual([...ranks].sort());
    for (const { message } of items) expect(message).toMatch(/\.$/);
    expect((await stack.http('dealer@harbor.example', 'GET', '/alerts')).status).toBe(403);
  });

  it('of the demo has an odd drop yesterday and nothing else odd about drops', async () => {
    const [odd, ...rest] = (
      await desk.alerts('drop_anomaly', await desk.gamingDay(1, 'summit'), 'pitboss@summit.example')
    ).filter(({ isFiring }) => isFiring);
    expect(odd?.entity).toMatchObject({ label: 'BJ-11', metric: 'Swing' });
    expect(rest).toEqual([]);
  });
});
