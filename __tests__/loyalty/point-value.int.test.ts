import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PointValues } from '@/services/loyalty/dtos';
import type { ShiftDashboard } from '@/services/shift/dtos';
import { dataOf } from '../floor/floor-desk';
import { dayAfter } from '../support/days';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;
let today: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.point_value`;
  today = (await values()).gamingDay;
});

const values = (as: Email = PIT_BOSS) => desk.read<PointValues>('/loyalty/point-values', as);
const set = (fromGamingDay: string, centsPer1000Points: number, { key = newId(), as = MANAGER as Email } = {}) =>
  stack.http(as, 'POST', '/loyalty/point-values', { body: { fromGamingDay, centsPer1000Points }, key });

/** What so many points of the casino are worth on a day, as SQL says. */
async function worth(points: number, day: string, casino = 'harbor'): Promise<number> {
  const [row] = await stack.sql<{ cents: number }[]>`
    select app.points_worth_cents(id, ${points}, ${day}::date)::float8 as cents from public.casino where slug = ${casino}`;
  return row?.cents ?? Number.NaN;
}

/** Rows of the trail and of the values, which a refusal must leave as they were. */
const snapshot = () => stack.sql`
  select (select count(*) from public.audit_log) as audits,
    (select jsonb_agg(to_jsonb(v) order by v.id) from public.point_value v) as values`;

describe('the value of points', () => {
  it('is a cent a point until the casino sets one, which it may do from today on', async () => {
    expect(await values()).toEqual({
      gamingDay: today,
      centsPer1000Points: 1000,
      firstSettableGamingDay: today,
      items: [],
    });
    expect(await worth(250, today)).toBe(250);
    dataOf(await set(today, 500));
    expect(await values()).toMatchObject({
      centsPer1000Points: 500,
      firstSettableGamingDay: dayAfter(today),
      items: [{ fromGamingDay: today, centsPer1000Points: 500, setByStaffName: 'Harbor Loyalty Manager' }],
    });
    expect(await worth(250, today)).toBe(125);
    // The day before had none in force.
    expect(await worth(250, dayAfter(today, -1))).toBe(250);
  });

  it('changes from a day to come on: the days before keep theirs, and the value of that day is the latest one set by then', async () => {
    dataOf(await set(today, 500));
    dataOf(await set(dayAfter(today, 10), 2000));
    dataOf(await set(dayAfter(today, 5), 1500));
    const days = [0, 4, 5, 9, 10, 400].map((later) => dayAfter(today, later));
    expect(await Promise.all(days.map((day) => worth(1000, day)))).toEqual([500, 500, 1500, 1500, 2000, 2000]);
    const { items, centsPer1000Points } = await values();
    expect(centsPer1000Points).toBe(500);
    expect(items.map(({ fromGamingDay }) => fromGamingDay)).toEqual([10, 5, 0].map((later) => dayAfter(today, later)));
  });

  it('that is still to come is replaced by another for the same day, and the trail has what would have been', async () => {
    dataOf(await set(today, 500));
    dataOf(await set(dayAfter(today), 700));
    dataOf(await set(dayAfter(today), 900, { as: ADMIN }));
    expect((await values()).items[0]).toMatchObject({ centsPer1000Points: 900, setByStaffName: 'Harbor Admin' });
    const [row] = await stack.sql`
      select before -> 'cents_per_1000_points' as before, after -> 'cents_per_1000_points' as after
      from public.audit_log where action = 'loyalty.set_point_value' order by id desc limit 1`;
    expect(row).toEqual({ before: 700, after: 900 });
  });

  it('is refused for a day whose points were valued already, beyond a year ahead, or beyond its bounds', async () => {
    dataOf(await set(today, 500));
    const before = await snapshot();
    for (const [day, cents] of [
      [today, 600],
      [dayAfter(today, -1), 600],
      [dayAfter(today, 367), 600],
      [dayAfter(today), 0],
      [dayAfter(today), 1_000_001],
    ] as const) {
      expect((await set(day, cents)).body).toMatchObject({ ok: false, code: 'VALIDATION_FAILED' });
    }
    expect((await set(dayAfter(today), 600, { as: PIT_BOSS })).body).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await snapshot()).toEqual(before);
    dataOf(await set(dayAfter(today, 366), 600));
  });

  it('is set once under a key, however often it is asked, and by one of those who set the first at once', async () => {
    const key = newId();
    const once = await Promise.all([1, 2, 3].map(() => set(today, 800, { key })));
    expect(once.map(({ body }) => (body as { ok: boolean }).ok)).toEqual([true, true, true]);
    expect((await values()).items).toHaveLength(1);

    await stack.sql`delete from public.point_value`;
    const raced = await Promise.all([set(today, 300), set(today, 400, { as: ADMIN })]);
    expect(raced.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect((await values()).items).toHaveLength(1);
  });

  it('is the casino’s own: another one’s points are worth what that one says', async () => {
    dataOf(await set(today, 500));
    expect(await worth(1000, today, 'summit')).toBe(1000);
    const theirs = await values(OTHER_PIT_BOSS);
    expect(theirs.items).toEqual([]);
    expect(theirs.firstSettableGamingDay).toBe(theirs.gamingDay);
  });

  it('is rounded once, to the nearest cent and half a cent away from zero', async () => {
    dataOf(await set(today, 1500));
    const points = [1, 2, 3, -1, -3, 333, 0];
    expect(await Promise.all(points.map((one) => worth(one, today)))).toEqual([2, 3, 5, -2, -5, 500, 0]);
    // A sum is valued as a sum: three points at 1.5 cents are 4.5, not three times 2.
    dataOf(await set(dayAfter(today), 333));
    expect(await worth(1, dayAfter(today))).toBe(0);
    expect(await worth(3000, dayAfter(today))).toBe(999);
  });

  it('stands beside the points of a shift: those of a day by the value of that day, what is owed by today’s', async () => {
    const { slip } = await desk.floor.seat();
    dataOf(await set(today, 1234));
    await desk.given(slip.id, 77);
    const { points } = await desk.read<ShiftDashboard>('/shift-dashboard');
    expect(points.bonusPoints).toBeGreaterThan(0);
    expect(points.bonusCents).toBe(Math.round(points.bonusPoints * 1.234));
    expect(points.outstandingCents).toBe(Math.round(points.outstandingPoints * 1.234));

    const yesterday = await desk.read<ShiftDashboard>(`/shift-dashboard?gamingDay=${dayAfter(today, -1)}`);
    expect(yesterday.points.accruedCents).toBe(yesterday.points.accruedPoints);
    expect(yesterday.points.outstandingCents).toBe(points.outstandingCents);
  });
});
