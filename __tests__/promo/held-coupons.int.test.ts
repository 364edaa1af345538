import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PromoInventory } from '@/services/promo/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createPromoDesk, type PromoDesk } from './promo-desk';

let stack: TestStack;
let desk: PromoDesk;
let programId: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createPromoDesk(stack);
  programId = (await desk.addProgram({ faceValueCents: 2_500, requiredMatchWagerCents: 2_500 })).id;
});
afterAll(() => stack.dispose());

async function player(): Promise<string> {
  const body = { firstName: 'Held', lastName: newId() };
  return dataOf<{ id: string }>(await stack.http(PIT_BOSS, 'POST', '/players', { body, key: newId() })).id;
}
const issued = (playerId: string) => desk.issued({ promoProgramId: programId, playerId });

async function exclude(playerId: string, times: object = {}): Promise<string> {
  const body = { playerId, kind: 'self', reason: 'Private reason', ...times };
  const answer = await stack.http(ADMIN, 'POST', '/exclusions', { body, key: newId() });
  return dataOf<{ id: string }>(answer).id;
}
const lift = (id: string) =>
  stack.http(ADMIN, 'POST', `/exclusions/${id}/lift`, { body: { reason: 'Another person' }, key: newId() });

async function inventory() {
  const { items } = dataOf<PromoInventory>(await stack.http(PIT_BOSS, 'GET', '/promo-coupons/inventory'));
  const counts = Object.fromEntries(items.map(({ status, count }) => [status, count])) as Record<string, number>;
  return { counts, total: items.reduce((sum, { count }) => sum + count, 0) };
}
const listed = async (query: string) =>
  (await desk.list(`?promoProgramId=${programId}&${query}`)).items.map(({ id }) => id);

describe('the outstanding coupons of a player who is excluded', () => {
  it('are held, stay among what is outstanding, and are good again when the exclusion is lifted', async () => {
    const [playerId, other] = [await player(), await player()];
    const own = [await issued(playerId), await issued(playerId)];
    const others = await issued(other);
    const ids = own.map(({ id }) => id);
    const [before, exposed] = [await inventory(), await desk.rollup()];
    expect(exposed.heldCount).toBe(0);

    const exclusion = await exclude(playerId);
    expect(await desk.get(own[0]?.id ?? '')).toEqual({ ...own[0], status: 'held' });
    expect(await desk.get(others.id)).toEqual(others);
    expect(await listed(`playerId=${playerId}&status=held`)).toEqual(ids.toReversed());
    expect(await listed(`playerId=${playerId}&status=issued`)).toEqual([]);
    expect(await listed('status=issued')).toContain(others.id);
    const held = await inventory();
    expect(held.counts).toEqual({ ...before.counts, issued: (before.counts.issued ?? 0) - 2, held: 2 });
    expect(held.total).toBe(before.total);
    expect(await desk.rollup()).toMatchObject({
      outstandingCount: exposed.outstandingCount,
      outstandingFaceValueCents: exposed.outstandingFaceValueCents,
      outstandingPatronRiskCents: exposed.outstandingPatronRiskCents,
      heldCount: 2,
      heldFaceValueCents: 5_000,
      heldPatronRiskCents: 5_000,
    });

    await lift(exclusion);
    expect(await desk.get(own[0]?.id ?? '')).toEqual(own[0]);
    expect(await inventory()).toEqual(before);
    expect(await listed(`playerId=${playerId}&status=issued`)).toEqual(ids.toReversed());
  });

  it('can be voided and not replaced, and say nothing of why', async () => {
    const playerId = await player();
    const [first, second] = [await issued(playerId), await issued(playerId)];
    await exclude(playerId);
    expect(await desk.replace(first.id)).toMatchObject({ status: 409, body: { code: 'PLAYER_EXCLUDED' } });
    const { body } = await stack.http(PIT_BOSS, 'GET', `/promo-coupons/${first.id}`);
    expect(JSON.stringify(body)).not.toMatch(/self|private|exclu/i);
    expect(await desk.void(second.id)).toMatchObject({ status: 201 });
    expect(await desk.get(second.id)).toMatchObject({ status: 'voided' });
  });

  it('expire when they would: a hold gives no time', async () => {
    const playerId = await player();
    const overdue = await desk.addOverdue(programId, { player_id: playerId });
    await exclude(playerId);
    expect(await desk.get(overdue)).toMatchObject({ status: 'expired' });
    await stack.rpc('service', 'rpc_worker_expire_promo_coupons', {});
    expect(await desk.get(overdue)).toMatchObject({ status: 'expired' });
    expect(await listed(`playerId=${playerId}&status=held`)).toEqual([]);
  });

  it('are not held by an exclusion that is to come, nor by one that is over, nor by another player’s', async () => {
    const playerId = await player();
    const coupon = await issued(playerId);
    const hour = 3_600_000;
    await exclude(playerId, { startsAt: new Date(Date.now() + hour).toISOString() });
    await exclude(await player());
    expect(await desk.get(coupon.id)).toMatchObject({ status: 'issued' });
  });
});
