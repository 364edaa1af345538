import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoInventory } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { SEED } from '../support/seed';
import { OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import {
  addDays,
  type Calendar,
  type Coupon,
  createCalendar,
  DAY,
  faceValue,
  HOUR,
  patronRisk,
  rollupByHand,
  statusAt,
  totalsOf,
  type Window,
} from './promo-by-hand';
import { createPromoDesk, essence, insertCoupons, moveToNewCasino, type PromoDesk } from './promo-desk';

const COUPONS = 1500;

let stack: TestStack;
let desk: PromoDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createPromoDesk(stack);
});
afterAll(() => stack.dispose());

/** One casino with a random past: its coupons in memory, as they are in the table. */
type Past = {
  casinoId: string;
  calendar: Calendar;
  coupons: Coupon[];
  visitDays: Set<string>;
  shifts: (Window & { id: string; day: string })[];
  /** Every day worth asking for. */
  days: string[];
};

/** A coupon before it has a place in time: where in its days it falls, how long it lasts, and what becomes of it. */
const draft = fc.record({
  day: fc.nat(1000),
  place: fc.oneof(
    { weight: 9, arbitrary: fc.record({ share: fc.integer({ min: 0, max: 999_999 }) }) },
    // On the hour, or a millisecond beside it, where windows meet.
    { weight: 1, arbitrary: fc.record({ hour: fc.integer({ min: 0, max: 25 }), off: fc.constantFrom(-1, 0, 1) }) },
  ),
  program: fc.nat(3),
  faceValueCents: fc.integer({ min: 1, max: 100_000 }),
  lastsMinutes: fc.oneof(fc.integer({ min: 1, max: 4320 }), fc.constantFrom(60, 1440)),
  fate: fc.constantFrom('issued', 'issued', 'voided', 'replaced', 'expired', 'expired', 'cleared', 'cleared'),
  fateShare: fc.integer({ min: 0, max: 999 }),
  /** How many took its place one after another, if it was replaced. */
  replacements: fc.integer({ min: 1, max: 4 }),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

function issuedAt({ day, place }: Draft, days: string[], calendar: Calendar, now: number): number {
  const { from, to } = calendar.windowOf(days[day % days.length] ?? '');
  const end = Math.min(to, now);
  if ('share' in place) return from + Math.floor(((end - from - 1) * place.share) / 1_000_000);
  return Math.min(from + place.hour * HOUR + place.off, now - 1);
}

function fateOf(
  { fate, fateShare }: Draft,
  issued: number,
  expiresAt: number,
  now: number,
): Pick<Coupon, 'status' | 'at'> {
  const last = Math.min(expiresAt, now) - 1;
  if (fate === 'expired') return { status: expiresAt <= now ? 'expired' : 'issued', at: null };
  if (fate === 'issued' || last <= issued) return { status: 'issued', at: null };
  return { status: fate as Coupon['status'], at: issued + Math.floor(((last - issued) * fateShare) / 1000) };
}

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** A drawn coupon and those that took its place, one after another; the last of the line is voided, or left as it is. */
function lineOf(drawn: Draft, days: string[], calendar: Calendar, now: number): Coupon[] {
  const issued = issuedAt(drawn, days, calendar, now);
  const expiresAt = issued + drawn.lastsMinutes * 60_000;
  const { status, at } = fateOf(drawn, issued, expiresAt, now);
  const shared = {
    expiresAt,
    faceValueCents: drawn.faceValueCents,
    // Of four programs the last is free play.
    patronRiskCents: drawn.program === 3 ? 0 : drawn.faceValueCents * 2,
  };
  if (status !== 'replaced' || at === null) return [{ ...shared, issuedAt: issued, firstIssuedAt: null, status, at }];
  const last = Math.min(expiresAt, now) - 1;
  const times = Array.from({ length: drawn.replacements }, (_, place) =>
    Math.floor(at + ((last - at) * place) / drawn.replacements),
  );
  const isVoided = drawn.fateShare % 3 === 0;
  const end = { status: isVoided ? 'voided' : 'issued', at: isVoided ? last : null } as const;
  return [issued, ...times].map((time, place) => ({
    ...shared,
    issuedAt: time,
    firstIssuedAt: place === 0 ? null : issued,
    ...(place < times.length ? { status, at: times[place] ?? null } : end),
  }));
}

/** Coupons of random days, each replaced one with its line, written past the RPCs: only the owner has a past. */
async function addCoupons(past: Past, programIds: string[], days: string[], now: number, seed: number): Promise<void> {
  const rows = fc.sample(draft, { numRuns: COUPONS, seed }).flatMap((drawn) => {
    const line = lineOf(drawn, days, past.calendar, now);
    past.coupons.push(...line);
    const ids = line.map(() => newId());
    return line.map(({ status, at, ...coupon }, place) => ({
      casino_id: past.casinoId,
      id: ids[place] ?? null,
      promo_program_id: programIds[drawn.program] ?? null,
      validation_number: ids[place] ?? null,
      validation_key: ids[place]?.replaceAll('-', '').toUpperCase() ?? null,
      face_value_cents: coupon.faceValueCents,
      required_match_wager_cents: coupon.patronRiskCents,
      gaming_day: past.calendar.dayOf(coupon.issuedAt),
      issued_at: iso(coupon.issuedAt),
      first_issued_at: iso(coupon.firstIssuedAt),
      expires_at: iso(coupon.expiresAt),
      status,
      voided_at: status === 'voided' ? iso(at) : null,
      void_reason: status === 'voided' ? 'Torn' : null,
      replaced_at: status === 'replaced' ? iso(at) : null,
      replacement_coupon_id: ids[place + 1] ?? null,
      replaces_coupon_id: ids[place - 1] ?? null,
      expired_at: status === 'expired' ? iso(coupon.expiresAt) : null,
      cleared_at: status === 'cleared' ? iso(at) : null,
      correlation_id: newId(),
    }));
  });
  await insertCoupons(stack.sql, rows);
}

async function addShifts(past: Past, day: string): Promise<void> {
  const { from, to } = past.calendar.windowOf(day);
  // The last but one begins off the hour.
  const bounds = [from, from + 8 * HOUR, from + 15.5 * HOUR, to];
  for (const [place, end] of bounds.slice(1).entries()) {
    const shift = { id: newId(), day, from: bounds[place] ?? 0, to: end };
    await stack.sql`
      insert into public.shift (casino_id, id, gaming_day, name, starts_at, ends_at)
      values (${past.casinoId}, ${shift.id}, ${day}, ${`Shift ${place}`}, ${iso(shift.from)}, ${iso(shift.to)})`;
    past.shifts.push(shift);
  }
}

/** Where the clocks change by an hour, by an hour at another time, and by half an hour, in the other half of the year. */
const ZONES = [
  { timeZone: 'America/New_York', startHour: 6, change: HOUR },
  { timeZone: 'Europe/London', startHour: 4, change: HOUR },
  { timeZone: 'Australia/Lord_Howe', startHour: 6, change: HOUR / 2 },
];

const lengthOf = ({ from, to }: Window) => to - from;

/** The latest gaming day of a length, far enough back that its neighbours are no neighbours of today. */
function findDayOfLength(calendar: Calendar, length: number): string {
  const today = calendar.dayOf(Date.now());
  for (let back = 14; back < 400; back += 1) {
    const day = addDays(today, -back);
    if (lengthOf(calendar.windowOf(day)) === length) return day;
  }
  throw new Error('The clocks do not change there.');
}

describe.each(ZONES)('in $timeZone', ({ timeZone, startHour, change }) => {
  const calendar = createCalendar(timeZone, startHour);
  const [shortDay, longDay] = [findDayOfLength(calendar, DAY - change), findDayOfLength(calendar, DAY + change)];
  const [firstChange = ''] = [shortDay, longDay].toSorted();
  /** Between the two changes, with a day before and after it on which nothing happened at all. */
  const quietDay = addDays(firstChange, 20);
  const past: Past = { casinoId: '', calendar, coupons: [], visitDays: new Set(), shifts: [], days: [] };
  const ofSpan = (day: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => addDays(day, from + at));

  beforeAll(async () => {
    past.casinoId = await moveToNewCasino(stack.sql, PIT_BOSS, { timeZone, gamingDayStart: `0${startHour}:00` });
    const programs = [];
    for (let count = 0; count < 4; count += 1) {
      programs.push(await desk.addProgram(count === 3 ? { promoType: 'free_play' } : {}));
    }
    const [clock] = await stack.sql<{ now: Date }[]>`select now() as now`;
    const now = clock?.now.getTime() ?? 0;
    const today = calendar.dayOf(now);
    // Around both changes of the clocks, and up to now; with a day each on which nothing was issued.
    const spans = [ofSpan(shortDay, -5, 4), ofSpan(longDay, -5, 4), ofSpan(today, -6, 0)];
    const busy = spans.flatMap((span) => span.filter((_, at) => at !== 1 && at !== 3));
    await addCoupons(
      past,
      programs.map(({ id }) => id),
      busy,
      now,
      SEED + startHour,
    );

    // On some days without coupons somebody came in.
    const player = await desk.enrol();
    for (const day of [...spans.map((span) => span[1] ?? ''), quietDay]) {
      past.visitDays.add(day);
      await stack.sql`
        insert into public.visit (casino_id, player_id, gaming_day, started_at, ended_at)
        values (${past.casinoId}, ${player.id}, ${day}, ${iso(calendar.startOf(day))}, ${iso(calendar.startOf(day) + HOUR)})`;
    }
    for (const day of [shortDay, longDay, addDays(longDay, 1), today]) await addShifts(past, day);
    const others = [addDays(firstChange, -6), quietDay, addDays(quietDay, 1), addDays(quietDay, 3), addDays(today, 1)];
    past.days = [...spans.flat(), ...others].toSorted();
  });

  /** Holds every day and every shift, with that long a baseline, against the computation by hand. */
  async function expectAllRight(baselineDays = 7): Promise<void> {
    await stack.sql`
      update public.casino_settings
      set alert_thresholds = jsonb_set(alert_thresholds, '{baseline,gaming_days}', to_jsonb(${baselineDays}::integer))
      where casino_id = ${past.casinoId}`;
    const asked = [
      ...past.days.map((gamingDay) => ({ gamingDay, shift: null })),
      ...past.shifts.map((shift) => ({ gamingDay: shift.day, shift })),
    ];
    for (const { gamingDay, shift } of asked) {
      const query = `?gamingDay=${gamingDay}${shift ? `&shiftId=${shift.id}` : ''}`;
      const { asOf, ...answer } = await desk.rollup(query);
      const expected = rollupByHand(past, { gamingDay, shift, baselineDays, asOf: Date.parse(asOf) });
      expect(answer, `seed ${SEED} ${query}`).toEqual(expected);
    }
  }

  async function expectInventoryRight(): Promise<void> {
    const { asOf, items } = dataOf<PromoInventory>(await stack.http(PIT_BOSS, 'GET', '/promo-coupons/inventory'));
    expect(items, `seed ${SEED}`).toEqual(
      (['issued', 'voided', 'replaced', 'expired', 'cleared'] as const).map((status) => {
        const own = past.coupons.filter((coupon) => statusAt(coupon, Date.parse(asOf)) === status);
        return { status, count: own.length, faceValueCents: faceValue(own), patronRiskCents: patronRisk(own) };
      }),
    );
  }

  const closedDays = () => stack.sql`
    select gaming_day::text as day, r.* from public.promo_day_rollup r where casino_id = ${past.casinoId} order by gaming_day`;
  const close = async () => {
    const { status, body } = await stack.rpc('service', 'rpc_worker_close_promo_days', {});
    expect(status).toBe(200);
    return body as { done: number; has_more: boolean };
  };
  const closeAll = async (): Promise<void> => {
    while ((await close()).has_more);
  };

  it('the past holds what it is to prove', async () => {
    expect(past.coupons.length).toBeGreaterThan(COUPONS);
    const overdue = past.coupons.filter((coupon) => coupon.status !== statusAt(coupon, Date.now()));
    const ahead = past.coupons.filter((coupon) => coupon.expiresAt > Date.now());
    for (const some of [overdue, ahead]) expect(some.length).toBeGreaterThan(20);
  });

  it('every gaming day and shift is right while no day is closed, and so is the inventory', async () => {
    expect(await closedDays()).toHaveLength(0);
    await expectAllRight();
    await expectInventoryRight();
  });

  it('two that close the days at once agree: each day once, one after another, as counted by hand', async () => {
    await Promise.all([closeAll(), closeAll()]);
    const now = Date.now();
    const rows = await closedDays();
    const firstDay = calendar.dayOf(Math.min(...past.coupons.map((coupon) => coupon.issuedAt)));
    expect(rows.map(({ day }) => day)).toEqual(rows.map((_, at) => addDays(firstDay, at)));
    const next = calendar.windowOf(addDays(firstDay, rows.length));
    expect(next.to).toBeGreaterThan(now - HOUR);
    expect(rows.at(-1)?.ends_at.getTime()).toBeLessThanOrEqual(now - HOUR);
    for (const row of rows) {
      const { from, to } = calendar.windowOf(row.day);
      const totals = totalsOf(past.coupons, { from, to }, past.visitDays.has(row.day), now);
      const sums = (['issued', 'voided', 'replaced', 'expired'] as const).flatMap((kind) => [
        [`${kind}_count`, String(totals[kind].length)],
        [`${kind}_face_value_cents`, String(faceValue(totals[kind]))],
        [`${kind}_patron_risk_cents`, String(patronRisk(totals[kind]))],
      ]);
      expect(row, `seed ${SEED} ${row.day}`).toMatchObject({
        ...Object.fromEntries(sums),
        starts_at: new Date(from),
        ends_at: new Date(to),
        is_open: totals.isOpen,
        issued_count_by_hour: totals.byHour.map(({ count }) => String(count)),
        issued_face_value_cents_by_hour: totals.byHour.map(({ faceValueCents }) => String(faceValueCents)),
      });
    }
    // A day on which somebody came in is open without a coupon; a day on which nobody did is not.
    const isOpen = (day: string) => rows.find((row) => row.day === day)?.is_open;
    expect([isOpen(quietDay), isOpen(addDays(quietDay, 1))]).toEqual([true, false]);
  });

  it('closing again changes nothing', async () => {
    const before = await closedDays();
    expect(await close()).toMatchObject({ has_more: false });
    expect([...(await closedDays())]).toEqual([...before]);
  });

  it('every gaming day and shift is as right when the days are closed, with a longer baseline too', async () => {
    await expectAllRight(28);
    await expectInventoryRight();
  });

  it('marking the overdue ones changes no figure', async () => {
    const { status } = await stack.rpc('service', 'rpc_worker_expire_promo_coupons', {});
    expect(status).toBe(200);
    const [row] = await stack.sql`
      select count(*)::int as count from public.promo_coupon where casino_id = ${past.casinoId} and status = 'expired'`;
    expect(row?.count).toBeGreaterThan(past.coupons.filter((coupon) => coupon.status === 'expired').length);
    // With the baseline of the beginning, now over closed days.
    await expectAllRight();
    await expectInventoryRight();
  });
});

describe('a rollup', () => {
  it('of a coupon replaced 80 times counts one issuance and 80 replacements', async () => {
    await moveToNewCasino(stack.sql, PIT_BOSS);
    const { id } = await desk.addProgram({ faceValueCents: 20_000, requiredMatchWagerCents: 20_000 });
    let { id: couponId } = await desk.issued({ promoProgramId: id, playerId: (await desk.enrol()).id });
    const [alone] = [await desk.rollup()];
    for (let time = 0; time < 80; time += 1) couponId = (await desk.replaced(couponId)).coupon.id;
    const { asOf: _, replacedCount, replacementCount, replacementRate, ...after } = await desk.rollup();
    expect({ replacedCount, replacementCount, replacementRate }).toEqual({
      replacedCount: 80,
      replacementCount: 80,
      replacementRate: 80,
    });
    // Issued, outstanding, by hour, rates: all as if it had never been replaced.
    expect(alone).toMatchObject(after);
    expect(after).toMatchObject({ issuedCount: 1, issuedFaceValueCents: 20_000, outstandingCount: 1, voidRate: 0 });
    await desk.void(couponId);
    expect(await desk.rollup()).toMatchObject({ voidedCount: 1, voidRate: 1, outstandingCount: 0, issuedCount: 1 });
    const { items } = dataOf<PromoInventory>(await stack.http(PIT_BOSS, 'GET', '/promo-coupons/inventory'));
    expect(items.map(({ status, count }) => [status, count])).toEqual([
      ['issued', 0],
      ['voided', 1],
      ['replaced', 80],
      ['expired', 0],
      ['cleared', 0],
    ]);
  });

  it('of a day on which nothing was issued but something replaced has no rates, and is an open day', async () => {
    const casinoId = await moveToNewCasino(stack.sql, PIT_BOSS);
    const { id } = await desk.addProgram();
    const couponId = await desk.addOverdue(id, {
      issued_at: new Date(Date.now() - 2 * DAY).toISOString(),
      expires_at: new Date(Date.now() + DAY).toISOString(),
    });
    const { coupon } = await desk.replaced(couponId);
    expect(await desk.rollup()).toMatchObject({
      issuedCount: 0,
      issuedPatronRiskCents: 0,
      replacementCount: 1,
      replacementRate: null,
      voidRate: null,
    });
    const [day] = await stack.sql`
      select (app.promo_day(${casinoId}, app.gaming_day(${casinoId}))).is_open as "isOpen", app.gaming_day(${casinoId}) as day`;
    expect(day?.isOpen).toBe(true);
    // Replacing makes nothing younger: it has been out for two days.
    const { coupon: again } = await desk.replaced(coupon.id);
    const [row] = await stack.sql`
      select first_issued_at = (select issued_at from public.promo_coupon where id = ${couponId}) as "isAsOld"
      from public.promo_coupon where id = ${again.id}`;
    expect(row?.isAsOld).toBe(true);
    const { outstandingByAge } = await desk.rollup();
    expect(outstandingByAge.filter(({ count }) => count > 0)).toMatchObject([{ fromHours: 24, toHours: 72, count: 1 }]);
  });

  it('of a closed day stays as it was closed', async () => {
    const casinoId = await moveToNewCasino(stack.sql, PIT_BOSS);
    const { id } = await desk.addProgram();
    const twoDaysAgo = (await stack.sql`select now() - interval '3 days' as at`)[0]?.at as Date;
    const times = (at: Date) => ({
      issued_at: at.toISOString(),
      expires_at: new Date(at.getTime() + HOUR).toISOString(),
    });
    await desk.addOverdue(id, times(twoDaysAgo));
    while (((await stack.rpc('service', 'rpc_worker_close_promo_days', {})).body as { has_more: boolean }).has_more);
    const { dayOf } = createCalendar('America/New_York', 6);
    const query = `?gamingDay=${dayOf(twoDaysAgo.getTime())}`;
    const { asOf: _, ...before } = await desk.rollup(query);
    expect(before.issuedCount).toBe(1);
    // What only the owner could do: write into a day that is over.
    await desk.addOverdue(id, times(twoDaysAgo));
    expect(await desk.rollup(query)).toMatchObject(before);
    const attempt = (statement: string) =>
      stack.asRole('service_role', null, (sql) => sql.unsafe(statement)).catch((error: { code: string }) => error.code);
    for (const statement of [
      'update public.promo_day_rollup set issued_count = 0',
      'delete from public.promo_day_rollup',
      'truncate public.promo_day_rollup',
    ]) {
      expect(await attempt(statement)).toBe('42501');
    }
    const [row] =
      await stack.sql`select count(*)::int as days from public.promo_day_rollup where casino_id = ${casinoId}`;
    expect(row?.days).toBeGreaterThan(0);
  });

  it('and the inventory of a casino without a single coupon are all zeros', async () => {
    await moveToNewCasino(stack.sql, PIT_BOSS);
    const rollup = await desk.rollup();
    expect(rollup).toMatchObject({ issuedCount: 0, voidRate: null, outstandingCount: 0, shiftId: null });
    for (const hour of rollup.byHour) {
      expect(hour).toMatchObject({ issuedCount: 0, issuedFaceValueCents: 0, baselineMedian: null, baselineMad: null });
    }
    const { items } = dataOf<PromoInventory>(await stack.http(PIT_BOSS, 'GET', '/promo-coupons/inventory'));
    expect(items.map(({ count, faceValueCents, patronRiskCents }) => count + faceValueCents + patronRiskCents)).toEqual(
      Array(5).fill(0),
    );
    expect(await stack.rpc('service', 'rpc_worker_close_promo_days', {})).toMatchObject({ status: 200 });
  });

  it('is of today unless a day is given', async () => {
    const { dayOf } = createCalendar('America/New_York', 6);
    const { gamingDay, asOf } = await desk.rollup();
    expect(gamingDay).toBe(dayOf(Date.parse(asOf)));
  });

  it('of another casino’s shift, of a missing one, and of one of another day: the same 404', async () => {
    const { dayOf } = createCalendar('America/New_York', 6);
    const today = dayOf(Date.now());
    const [foreign] = await stack.sql`
      select s.id, s.gaming_day::text as day from public.shift s join public.staff p on p.casino_id = s.casino_id
      where p.email = ${OTHER_PIT_BOSS} order by s.gaming_day limit 1`;
    const [own] = await stack.sql`
      insert into public.shift (casino_id, id, gaming_day, name, starts_at, ends_at)
      select casino_id, ${newId()}, ${today}::date - 1, 'Yesterday', now() - interval '1 day', now() - interval '20 hours'
      from public.staff where email = ${PIT_BOSS} returning id`;
    const get = (day: string, shiftId: string) =>
      stack.http(PIT_BOSS, 'GET', `/promo-rollups?gamingDay=${day}&shiftId=${shiftId}`);
    const missing = await get(foreign?.day, newId());
    expect(missing).toMatchObject({ status: 404, body: { code: 'SHIFT_NOT_FOUND' } });
    expect(essence(await get(foreign?.day, foreign?.id))).toEqual(essence(missing));
    expect(essence(await get(today, own?.id))).toEqual(essence(missing));
    expect((await get(addDays(today, -1), own?.id)).status).toBe(200);
  });

  it.each([
    ['a day before there were any', 'gamingDay=1999-12-31'],
    ['a day to come', `gamingDay=${new Date(Date.now() + 4 * DAY).toISOString().slice(0, 10)}`],
    ['a day that is none', 'gamingDay=2026-02-30'],
    ['a shift that is none', 'shiftId=abc'],
    ['an unknown field', 'day=2026-02-03'],
  ])('of %s is refused', async (_, query) => {
    const answer = await stack.http(PIT_BOSS, 'GET', `/promo-rollups?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  });
});
