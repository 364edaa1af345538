import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { RewardDecision, RewardRequestList, RewardRequestResult } from '@/services/authority/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { liftRewardRate, snapshot } from '../support/ledger';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { type AuthorityDesk, createAuthorityDesk } from './authority-desk';

/** Another pit boss of the house, at the account of its cashier. */
const OTHER: Email = 'cashier@harbor.example';
const DEALER: Email = 'dealer@harbor.example';

let stack: TestStack;
let desk: AuthorityDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  desk = createAuthorityDesk(stack);
  await liftRewardRate(stack.sql);
  await stack.sql`update public.staff set role = 'pit_boss' where email = ${OTHER}`;
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.approval`;
  await stack.sql`delete from public.staff_permission`;
  await stack.sql`delete from public.authority_limit`;
  await stack.sql`update public.staff set is_active = true where email in (${OTHER}, ${ADMIN}, ${PIT_BOSS})`;
  await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { pointsAtOnce: 100 });
});

const ask = (ratingSlipId: string, points = 400, { as = PIT_BOSS as Email, key = newId() } = {}) =>
  stack.http(as, 'POST', '/reward-requests', {
    body: { ratingSlipId, points, reason: 'promotion', note: 'A long wait' },
    key,
  });
const codeOf = ({ body }: Answer) => (body as { code: string }).code;
async function asked(points?: number) {
  const seat = await desk.loyalty.floor.seat();
  return { ...seat, request: dataOf<RewardRequestResult>(await ask(seat.slip.id, points)) };
}
async function refused(act: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot(stack.sql);
  const answer = await act();
  expect(await snapshot(stack.sql)).toEqual(before);
  return answer;
}
const entriesOf = (slipId: string) => stack.sql`
  select points::int, staff_id, metadata ->> 'requested_by_name' as asked from public.loyalty_ledger where rating_slip_id = ${slipId}`;

describe('a reward beyond the limits', () => {
  it('is asked for by one person and given by another, once, with both names', async () => {
    const { slip, request } = await asked();
    expect(request).toMatchObject({ status: 'pending', points: 400, requestedByName: 'Harbor Pit Boss' });
    expect(await entriesOf(slip.id)).toEqual([]);
    expect((await desk.requests(ADMIN)).map(({ id }) => id)).toEqual([request.id]);

    const key = newId();
    const first = dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: true }, { key }));
    expect(first).toMatchObject({
      status: 'approved',
      entry: { points: 400, staffName: 'Harbor Admin' },
      isExisting: false,
    });
    const again = dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: true }, { key }));
    expect(again).toMatchObject({ isExisting: true, entry: { id: first.entry?.id } });
    expect(await entriesOf(slip.id)).toEqual([
      { points: 400, staff_id: await desk.staffId(ADMIN), asked: 'Harbor Pit Boss' },
    ]);
    expect((await desk.requests(PIT_BOSS))[0]).toMatchObject({ status: 'approved', decidedByName: 'Harbor Admin' });
    await desk.loyalty.expectProof(slip.playerId);
  });

  it('is given in part, never in more than was asked for', async () => {
    const { slip, request } = await asked();
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: true, points: 401 })))).toBe(
      'VALIDATION_FAILED',
    );
    dataOf(await desk.decide(request.id, { isApproved: true, points: 250 }));
    expect(await entriesOf(slip.id)).toMatchObject([{ points: 250 }]);
  });

  it('is refused with a word, and by nobody for themselves', async () => {
    const { slip, request } = await asked();
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: true }, { as: PIT_BOSS })))).toBe(
      'OWN_REQUEST',
    );
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: false })))).toBe('VALIDATION_FAILED');
    expect(
      dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: false, note: 'Not tonight' })),
    ).toMatchObject({
      status: 'refused',
      entry: null,
      decisionNote: 'Not tonight',
    });
    expect(codeOf(await refused(() => desk.decide(request.id)))).toBe('APPROVAL_NOT_PENDING');
    expect(await entriesOf(slip.id)).toEqual([]);
  });

  it('is within the authority of who approves', async () => {
    const { request } = await asked();
    await desk.set({ staffId: await desk.staffId(OTHER) }, { pointsAtOnce: 300 });
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: true }, { as: OTHER })))).toBe(
      'OVER_AUTHORITY',
    );
    expect(codeOf(await desk.decide(request.id, { isApproved: true, points: 300 }, { as: OTHER }))).toBe('OK');
  });

  it('lapses after ten minutes, and with who asked', async () => {
    const [late, left] = [await asked(), await asked()];
    await stack.sql`update public.approval set lapses_at = now() where id = ${late.request.id}`;
    expect(codeOf(await refused(() => desk.decide(late.request.id)))).toBe('APPROVAL_NOT_PENDING');
    await stack.sql`update public.staff set is_active = false where email = ${PIT_BOSS}`;
    expect(codeOf(await refused(() => desk.decide(left.request.id)))).toBe('APPROVAL_NOT_PENDING');
  });

  it('is given by one of two who approve at once, and once', async () => {
    const { slip, request } = await asked();
    const answers = await Promise.all([
      desk.decide(request.id),
      desk.decide(request.id, { isApproved: true }, { as: OTHER }),
    ]);
    expect(answers.map(codeOf).toSorted()).toEqual(['APPROVAL_NOT_PENDING', 'OK']);
    expect(await entriesOf(slip.id)).toHaveLength(1);
  });

  it('is given by nobody who was deactivated or whose right was taken since it was asked for', async () => {
    const { request } = await asked();
    await stack.sql`update public.staff set is_active = false where email = ${OTHER}`;
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: true }, { as: OTHER })))).toBe('FORBIDDEN');
    await stack.sql`update public.staff set is_active = true where email = ${OTHER}`;
    await desk.takeRight(OTHER, 'reward.approve');
    expect(codeOf(await refused(() => desk.decide(request.id, { isApproved: true }, { as: OTHER })))).toBe('FORBIDDEN');
    expect(await desk.requests(OTHER)).toEqual([]);
    expect(codeOf(await desk.decide(request.id))).toBe('OK');
  });

  it('lapses when who asked may no longer give', async () => {
    const { slip, request } = await asked();
    await desk.takeRight(PIT_BOSS, 'reward.issue');
    expect(codeOf(await refused(() => desk.decide(request.id)))).toBe('APPROVAL_NOT_PENDING');
    expect(codeOf(await ask(slip.id))).toBe('FORBIDDEN');
  });

  it('is not given by an approval that waited while it lapsed', async () => {
    const { slip, request } = await asked();
    const answer = await stack.sql.begin(async (tx) => {
      await tx`update public.approval set lapses_at = now() where id = ${request.id}`;
      const waiting = desk.decide(request.id);
      await vi.waitUntil(() => isSomeoneWaiting(stack.sql));
      return { waiting };
    });
    expect(codeOf(await answer.waiting)).toBe('APPROVAL_NOT_PENDING');
    expect(await entriesOf(slip.id)).toEqual([]);
  });

  it('is not given, nor asked for, on a slip that closed or to somebody who was excluded since', async () => {
    const [closed, excluded] = [await asked(), await asked()];
    await desk.loyalty.close(closed.slip.id);
    expect(codeOf(await refused(() => desk.decide(closed.request.id)))).toBe('SLIP_CLOSED');
    expect(codeOf(await ask(closed.slip.id))).toBe('SLIP_CLOSED');
    await desk.promo.exclude(excluded.slip.playerId);
    expect(codeOf(await desk.decide(excluded.request.id))).toBe('PLAYER_EXCLUDED');
    expect(codeOf(await ask(excluded.slip.id))).toBe('PLAYER_EXCLUDED');
    expect(await entriesOf(excluded.slip.id)).toEqual([]);
  });

  it('is taken back by who asked and by nobody else, and is not given after that', async () => {
    const { slip, request } = await asked();
    expect(codeOf(await refused(() => desk.withdraw(request.id, { as: ADMIN })))).toBe('NOT_YOUR_REQUEST');
    const key = newId();
    const first = dataOf<RewardRequestResult>(await desk.withdraw(request.id, { key }));
    expect(first).toMatchObject({ status: 'withdrawn', isExisting: false });
    expect(dataOf(await desk.withdraw(request.id, { key }))).toEqual({ ...first, isExisting: true });
    expect(codeOf(await refused(() => desk.decide(request.id)))).toBe('APPROVAL_NOT_PENDING');
    expect(await entriesOf(slip.id)).toEqual([]);
  });

  it('is either given or taken back, when both come at once', async () => {
    const { slip, request } = await asked();
    const [given, taken] = await Promise.all([desk.decide(request.id), desk.withdraw(request.id)]);
    expect([codeOf(given), codeOf(taken)].toSorted()).toEqual(['APPROVAL_NOT_PENDING', 'OK']);
    expect(await entriesOf(slip.id)).toHaveLength(codeOf(given) === 'OK' ? 1 : 0);
  });

  it('tells whoever waits for requests whether anybody of the house has to ask', async () => {
    const hasLimits = async () =>
      dataOf<RewardRequestList>(await stack.http(ADMIN, 'GET', '/reward-requests?isPending=true')).hasLimits;
    expect(await hasLimits()).toBe(true);
    await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { pointsAtOnce: null });
    expect(await hasLimits()).toBe(false);
  });

  it('says what the player was given today, until it is decided', async () => {
    const { slip, request } = await asked();
    const given = async () => (await desk.requests(ADMIN)).find(({ id }) => id === request.id)?.givenTodayCents;
    const [value] = await stack.sql<{ cents: number }[]>`
      select app.points_worth_cents(casino_id, 400, app.gaming_day(casino_id))::int as cents from public.rating_slip where id = ${slip.id}`;
    expect(await given()).toBe(0);
    await desk.loyalty.given(slip.id, 100);
    expect(await given()).toBe((value?.cents ?? 0) / 4);
    dataOf(await desk.decide(request.id));
    expect(await given()).toBeNull();
  });

  it('is seen by who asked and by who may decide, and by nobody else', async () => {
    const { request } = await asked();
    const idsOf = async (as: Email, query = '') =>
      dataOf<RewardRequestList>(await stack.http(as, 'GET', `/reward-requests${query}`)).items.map(({ id }) => id);
    expect(await idsOf(PIT_BOSS, '?isPending=true')).toEqual([request.id]);
    expect(await idsOf(ADMIN, '?isPending=true')).toEqual([request.id]);
    expect(await idsOf(ADMIN, '?isPending=false')).toEqual([]);
    expect(await idsOf(DEALER)).toEqual([]);
    await desk.takeRight(PIT_BOSS, 'reward.approve');
    expect(await idsOf(PIT_BOSS)).toEqual([request.id]);
  });

  it('is no request for permissions, nor the other way about', async () => {
    const { request } = await asked();
    const permissions = stack.http(ADMIN, 'POST', `/approvals/${request.id}/approve`, {
      body: { note: null },
      key: newId(),
    });
    expect(codeOf(await permissions)).toBe('APPROVAL_NOT_FOUND');
    expect(dataOf<{ items: unknown[] }>(await stack.http(ADMIN, 'GET', '/approvals')).items).toEqual([]);
  });
});
