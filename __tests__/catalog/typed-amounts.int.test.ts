import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { pointsFor } from '@/lib/shared/points-for';
import type { RewardDecision, RewardRequestResult } from '@/services/authority/dtos';
import type { LedgerPosting } from '@/services/loyalty/dtos';
import type { GamingDayReport } from '@/services/reports/dtos';
import { type AuthorityDesk, createAuthorityDesk } from '../authority/authority-desk';
import { dataOf } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { SEED } from '../support/seed';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import type { CatalogDesk } from './catalog-desk';

let stack: TestStack;
let desk: AuthorityDesk;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createAuthorityDesk(stack);
  catalog = desk.catalog;
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.authority_limit`;
  await setValue(1_000);
});

/** What a thousand points are worth, in cents, from long ago on. */
async function setValue(centsPer1000Points: number): Promise<void> {
  await stack.sql`delete from public.point_value`;
  await stack.sql`
    insert into public.point_value (casino_id, from_gaming_day, cents_per_1000_points, set_by_staff_id)
    select casino_id, date '2000-01-01', ${centsPer1000Points}, id from public.staff where email = ${PIT_BOSS}`;
}
/** A comp of an amount from $5 to $100, and a player with points for it. */
async function arrange(points = 20_000) {
  const reward = await catalog.addReward({ price: { minAmountCents: 500, maxAmountCents: 10_000 } });
  return { reward, rewardId: reward.id, ...(await catalog.enrolOnVisit(points)) };
}

describe('a comp whose amount is typed', () => {
  it('costs the points that pay for it, by the value of the day, and keeps the amount', async () => {
    const { rewardId, playerId } = await arrange();
    await setValue(1_500);
    expect(await catalog.offer(playerId, rewardId)).toMatchObject({
      eligible: true,
      minAmountCents: 500,
      maxAmountCents: 10_000,
      // Of the smallest: 500 / 1.5, rounded up.
      pointsCost: 334,
    });
    const expected = { pointsCost: pointsFor(2_501, 1_500) };
    const key = newId();
    const given = await catalog.issued(rewardId, { playerId, amountCents: 2_501, expected }, { key });
    expect(given).toMatchObject({ balance: 20_000 - 1_668, entry: { points: -1_668, amountCents: 2_501 } });
    const again = await catalog.issued(rewardId, { playerId, amountCents: 2_501, expected }, { key });
    expect(again).toEqual({ ...given, isExisting: true });
    await catalog.expectRefused('IDEMPOTENCY_KEY_REUSED', () =>
      catalog.issue(rewardId, { playerId, amountCents: 2_500, expected }, { key }),
    );
    const posted: LedgerPosting = await catalog.redeemed(rewardId, { playerId, amountCents: 500 });
    expect(posted.entry).toMatchObject({ points: -334, amountCents: 500 });
    await desk.loyalty.expectProof(playerId);
  });

  it('takes an amount within its bounds, and any other comp takes none', async () => {
    const { rewardId, playerId } = await arrange();
    for (const amountCents of [undefined, 499, 10_001]) {
      await catalog.expectRefused('VALIDATION_FAILED', () => catalog.issue(rewardId, { playerId, amountCents }));
    }
    const { id: fixed } = await catalog.addComp(100);
    await catalog.expectRefused('VALIDATION_FAILED', () => catalog.issue(fixed, { playerId, amountCents: 500 }));
    expect((await catalog.issued(fixed, { playerId })).entry).toMatchObject({ points: -100, amountCents: null });
  });

  it('is not given for more than the balance, nor at a price that is no longer so', async () => {
    const { rewardId, playerId } = await arrange(1_000);
    expect(await catalog.offer(playerId, rewardId)).toMatchObject({ eligible: true, pointsCost: 500 });
    await catalog.expectRefused('INSUFFICIENT_POINTS', () => catalog.issue(rewardId, { playerId, amountCents: 1_001 }));
    const expected = { pointsCost: 700 };
    await setValue(500);
    const answer = await catalog.expectRefused('OFFER_CHANGED', () =>
      catalog.issue(rewardId, { playerId, amountCents: 700, expected }),
    );
    expect(answer.body).toMatchObject({ details: { pointsCost: 1_400 } });
    // Nor can who has too few for the smallest have it at all.
    const { rewardId: other, playerId: poor } = await arrange(400);
    expect(await catalog.offer(poor, other)).toMatchObject({ eligible: false, reasons: ['INSUFFICIENT_POINTS'] });
  });

  it('counts by its amount, against limits and in what is reported', async () => {
    const { reward, rewardId, playerId } = await arrange();
    await setValue(300);
    await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { valueAtOnceCents: 700, valuePerDayCents: 1_000_000 });
    await desk.set({}, { playerPerDayCents: 100_000 });
    const [left, playerLeft] = [await leftOf('valuePerDay'), await leftOf('playerPerDay', playerId)];
    await catalog.expectRefused('OVER_AUTHORITY', () => catalog.issue(rewardId, { playerId, amountCents: 701 }));
    // 700 / 0.3 is 2,333 and a third; 2,334 points are worth 700.2.
    await catalog.issued(rewardId, { playerId, amountCents: 700 });
    await catalog.issued(rewardId, { playerId, amountCents: 500 });
    expect(left - (await leftOf('valuePerDay'))).toBe(1_200);
    expect(playerLeft - (await leftOf('playerPerDay', playerId))).toBe(1_200);

    const report = dataOf<GamingDayReport>(await stack.http(ADMIN, 'GET', '/reports/gaming-day'));
    expect(report.comps.find((row) => row.rewardId === rewardId)).toMatchObject({
      name: reward.name,
      count: 2,
      points: 2_334 + 1_667,
      cents: 1_200,
    });
    const values = await stack.sql<{ cents: number }[]>`
      select v.comp_cents::int as cents from public.staff s
      cross join lateral app.list_player_values(s.casino_id, app.gaming_day(s.casino_id), app.gaming_day(s.casino_id), ${playerId}) v
      where s.email = ${PIT_BOSS}`;
    expect([...values]).toEqual([{ cents: 1_200 }]);
  });

  it('is asked for, and given for a smaller amount, never for a larger one', async () => {
    await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { valueAtOnceCents: 1_000 });
    const { rewardId, playerId } = await arrange();
    const body = { rewardId, playerId, amountCents: 4_000, note: 'Anniversary' };
    const asked = () => stack.http(PIT_BOSS, 'POST', '/reward-requests/comps', { body, key: newId() });
    const request = dataOf<RewardRequestResult>(await asked());
    expect(request).toMatchObject({ kind: 'comp', amountCents: 4_000, valueCents: 4_000, points: 4_000 });
    for (const amountCents of [4_001, 499]) {
      await catalog.expectRefused('VALIDATION_FAILED', () =>
        desk.decide(request.id, { isApproved: true, amountCents }),
      );
    }
    const { entry } = dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: true, amountCents: 2_500 }));
    expect(entry).toMatchObject({ points: -2_500, amountCents: 2_500, staffName: 'Harbor Admin' });
    const whole = dataOf<RewardRequestResult>(await asked());
    expect(dataOf<RewardDecision>(await desk.decide(whole.id)).entry).toMatchObject({ amountCents: 4_000 });

    const { id: fixed } = await catalog.addComp(5_000);
    const key = newId();
    const other = dataOf<RewardRequestResult>(
      await stack.http(PIT_BOSS, 'POST', '/reward-requests/comps', {
        body: { ...body, rewardId: fixed, amountCents: undefined },
        key,
      }),
    );
    await catalog.expectRefused('VALIDATION_FAILED', () =>
      desk.decide(other.id, { isApproved: true, amountCents: 1_000 }),
    );
  });

  it('becomes one of a fixed price and back, and is never both', async () => {
    const { reward } = await arrange();
    expect(reward.price).toEqual({ minAmountCents: 500, maxAmountCents: 10_000, allowOverdraw: false });
    const fixed = await catalog.edited(reward.id, { price: { pointsCost: 300 } });
    expect(fixed.price).toEqual({ pointsCost: 300, allowOverdraw: false });
    const back = await catalog.edited(reward.id, { price: { minAmountCents: 700, maxAmountCents: 700 } });
    expect(back.price).toEqual({ minAmountCents: 700, maxAmountCents: 700, allowOverdraw: false });
    for (const price of [
      { points_cost: 5, min_amount_cents: 5, max_amount_cents: 6 },
      { min_amount_cents: 5 },
      { min_amount_cents: 6, max_amount_cents: 5 },
      { min_amount_cents: 0, max_amount_cents: 5 },
      { min_amount_cents: 5, max_amount_cents: 100_000_001 },
      {},
    ]) {
      const args = { p_reward: { price }, p_reward_id: reward.id, p_expected_version: back.version };
      const { body } = await stack.rpc('loyalty@harbor.example', 'rpc_upsert_reward', {
        ...args,
        p_idempotency_key: newId(),
      });
      expect(body).toMatchObject({ message: 'VALIDATION_FAILED' });
    }
  });
});

it('what is charged is worth the amount, and one point less would not be, whatever a point is worth', async () => {
  const drawn = fc.sample(
    fc.record({ cents: fc.integer({ min: 1, max: 100_000_000 }), rate: fc.integer({ min: 1, max: 1_000_000 }) }),
    { seed: SEED, numRuns: 200 },
  );
  const edges = [1, 2, 999, 1_000, 1_001, 100_000_000].flatMap((cents) =>
    [1, 3, 7, 999, 1_000, 1_001, 1_000_000].map((rate) => ({ cents, rate })),
  );
  const [casino] = await stack.sql<
    { id: string }[]
  >`select casino_id as id from public.staff where email = ${PIT_BOSS}`;
  for (const { cents, rate } of [...edges, ...drawn]) {
    await setValue(rate);
    const [row] = await stack.sql<{ points: string; worth: string }[]>`
      select p.points::text, app.points_worth_cents(${casino?.id ?? ''}, p.points, current_date)::text as worth
      from app.points_for_cents(${casino?.id ?? ''}, ${cents}, current_date) p (points)`;
    const points = BigInt(row?.points ?? 0);
    // Exactly, and as it is rounded where worth is shown.
    expect(points * BigInt(rate) >= BigInt(cents) * 1000n).toBe(true);
    expect((points - 1n) * BigInt(rate) < BigInt(cents) * 1000n).toBe(true);
    expect(Number(row?.worth)).toBeGreaterThanOrEqual(cents);
    // The screen says the same before it is confirmed.
    expect(pointsFor(cents, rate)).toBe(Number(points));
  }
});

/** What is left of a limit, of the pit boss or towards a player. */
async function leftOf(limit: string, playerId?: string): Promise<number> {
  const items = await desk.left(playerId);
  return items.find((item) => item.limit === limit && item.unit === 'cents')?.left ?? Number.NaN;
}
