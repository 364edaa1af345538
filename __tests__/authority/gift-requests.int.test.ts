import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { RewardDecision, RewardRequestResult } from '@/services/authority/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { type AuthorityDesk, createAuthorityDesk } from './authority-desk';

/** Another pit boss of the house, at the account of its cashier. */
const OTHER: Email = 'cashier@harbor.example';

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
  await desk.set({ staffId: await desk.staffId(PIT_BOSS) }, { valueAtOnceCents: 100 });
});

const NOTE = 'A long wait';
type Call = { as?: Email; key?: string };
const askForComp = (body: object, { as = PIT_BOSS, key = newId() }: Call = {}) =>
  stack.http(as, 'POST', '/reward-requests/comps', { body: { note: NOTE, ...body }, key });
const askForCoupon = (body: object, { as = PIT_BOSS, key = newId() }: Call = {}) =>
  stack.http(as, 'POST', '/reward-requests/coupons', { body: { note: NOTE, ...body }, key });
const codeOf = ({ body }: Answer) => (body as { code: string }).code;
const worthOf = async (points: number) => {
  const [row] = await stack.sql<{ cents: number }[]>`
    select app.points_worth_cents(casino_id, ${points}, app.gaming_day(casino_id))::int as cents from public.staff where email = ${PIT_BOSS}`;
  return row?.cents ?? 0;
};
/** What a player holds of what was given: how many comps and coupons. */
const heldBy = (playerId: string) => desk.catalog.givenCount(playerId);
/** Nothing of the catalog, of points or of coupons has changed, and nothing is on record. */
const refused = (code: string, act: () => Promise<Answer>) => desk.catalog.expectRefused(code, act);

/** What is asked for of a kind, whom it is for, and what undoes the ground of it; nobody has given anything yet. */
const KINDS = {
  comp: {
    capability: 'reward.issue',
    async arrange() {
      const { id: rewardId, name } = await desk.catalog.addComp(500);
      const { playerId, visitId } = await desk.catalog.enrolOnVisit(600);
      const ask = (call?: Call) => askForComp({ rewardId, playerId }, call);
      return { playerId, visitId, name, points: 500, valueCents: await worthOf(500), ask };
    },
    given: { redemptions: 1, coupons: 0 },
  },
  coupon: {
    capability: 'coupon.manage',
    async arrange() {
      const program = await desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 5000 });
      const { playerId, visitId } = await desk.catalog.enrolOnVisit();
      const ask = (call?: Call) => askForCoupon({ promoProgramId: program.id, playerId, visitId }, call);
      return { playerId, visitId, name: program.name, points: null, valueCents: 5000, ask };
    },
    given: { redemptions: 0, coupons: 1 },
  },
};

describe.each(Object.entries(KINDS))('a %s beyond the limits', (kind, { arrange, capability, given }) => {
  async function asked() {
    const trial = await arrange();
    return { ...trial, request: dataOf<RewardRequestResult>(await trial.ask()) };
  }

  it('is asked for by one person and given by another, once, with both names', async () => {
    const { playerId, request, name, points, valueCents } = await asked();
    expect(request).toMatchObject({ kind, status: 'pending', name, points, valueCents, note: NOTE, playerId });
    expect(await heldBy(playerId)).toEqual({ redemptions: 0, coupons: 0 });
    expect(await desk.requests(ADMIN)).toMatchObject([{ id: request.id, givenTodayCents: 0 }]);

    const key = newId();
    const first = dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: true }, { key }));
    const again = dataOf<RewardDecision>(await desk.decide(request.id, { isApproved: true }, { key }));
    expect(again).toEqual({ ...first, isExisting: true });
    expect(first).toMatchObject({
      status: 'approved',
      entryId: first.entry?.id ?? null,
      couponId: first.coupon?.id ?? null,
    });
    expect(await heldBy(playerId)).toEqual(given);
    const [row] = await stack.sql`
      select staff_id as by, metadata, note, idempotency_key as key from public.loyalty_ledger where id = ${first.entryId}
      union all
      select issued_by_staff_id, metadata, metadata ->> 'note', (
        select idempotency_key from public.audit_log where entity_id = ${first.couponId} and domain = 'promo')
      from public.promo_coupon where id = ${first.couponId}`;
    expect(row).toMatchObject({ by: await desk.staffId(ADMIN), note: NOTE, key: `approval:${request.id}` });
    expect(row?.metadata).toMatchObject({ approval_id: request.id, requested_by_name: 'Harbor Pit Boss' });
    const trail = await stack.sql`
      select s.full_name as by, a.after ->> 'requested_by_name' as asked from public.audit_log a
      join public.staff s on s.id = a.staff_id where a.entity_id = ${request.id} and a.action = 'approval.approve_reward'`;
    expect([...trail]).toEqual([{ by: 'Harbor Admin', asked: 'Harbor Pit Boss' }]);
    expect((await desk.requests(PIT_BOSS))[0]).toMatchObject({ status: 'approved', decidedByName: 'Harbor Admin' });
    await desk.loyalty.expectProof(playerId);
  });

  it('is asked for once under one key', async () => {
    const { ask } = await arrange();
    const key = newId();
    const first = dataOf<RewardRequestResult>(await ask({ key }));
    expect(dataOf(await ask({ key }))).toEqual({ ...first, isExisting: true });
    expect(await desk.requests(PIT_BOSS)).toHaveLength(1);
  });

  it('has nothing that could be lowered, and is refused with a word or by nobody for themselves', async () => {
    const { playerId, request } = await asked();
    await refused('VALIDATION_FAILED', () => desk.decide(request.id, { isApproved: true, points: 1 }));
    await refused('OWN_REQUEST', () => desk.decide(request.id, { isApproved: true }, { as: PIT_BOSS }));
    const answer = await desk.decide(request.id, { isApproved: false, note: 'Not tonight' });
    expect(dataOf(answer)).toMatchObject({ status: 'refused', entry: null, coupon: null, decisionNote: 'Not tonight' });
    expect(await heldBy(playerId)).toEqual({ redemptions: 0, coupons: 0 });
  });

  it('is within the authority of who approves', async () => {
    const { request, valueCents } = await asked();
    await desk.set({ staffId: await desk.staffId(OTHER) }, { valueAtOnceCents: valueCents - 1 });
    await refused('OVER_AUTHORITY', () => desk.decide(request.id, { isApproved: true }, { as: OTHER }));
    await desk.set({ staffId: await desk.staffId(OTHER) }, { valueAtOnceCents: null, valuePerDayCents: 10_000_000 });
    const before = await desk.tightest('cents', undefined, OTHER);
    expect(codeOf(await desk.decide(request.id, { isApproved: true }, { as: OTHER }))).toBe('OK');
    // It counts as what who approved gave.
    expect(await desk.tightest('cents', undefined, OTHER)).toBe((before ?? 0) - valueCents);
  });

  it('is given by one of two who approve at once, and once', async () => {
    const { playerId, request } = await asked();
    const both = [desk.decide(request.id), desk.decide(request.id, { isApproved: true }, { as: OTHER })];
    expect((await Promise.all(both)).map(codeOf).toSorted()).toEqual(['APPROVAL_NOT_PENDING', 'OK']);
    expect(await heldBy(playerId)).toEqual(given);
  });

  it('is either given or taken back, when both come at once', async () => {
    const { playerId, request } = await asked();
    const [approved, taken] = await Promise.all([desk.decide(request.id), desk.withdraw(request.id)]);
    expect([codeOf(approved), codeOf(taken)].toSorted()).toEqual(['APPROVAL_NOT_PENDING', 'OK']);
    const isGiven = codeOf(approved) === 'OK';
    expect(await heldBy(playerId)).toEqual(isGiven ? given : { redemptions: 0, coupons: 0 });
  });

  it('is not given by an approval that waited while it lapsed', async () => {
    const { playerId, request } = await asked();
    const { waiting } = await stack.sql.begin(async (tx) => {
      await tx`update public.approval set lapses_at = now() where id = ${request.id}`;
      const waits = desk.decide(request.id);
      await vi.waitUntil(() => isSomeoneWaiting(stack.sql));
      return { waiting: waits };
    });
    expect(codeOf(await waiting)).toBe('APPROVAL_NOT_PENDING');
    expect(await heldBy(playerId)).toEqual({ redemptions: 0, coupons: 0 });
  });

  it('takes the right to issue it, of who asks and of who approves', async () => {
    const { request, ask } = await asked();
    await desk.takeRight(OTHER, capability);
    await refused('FORBIDDEN', () => desk.decide(request.id, { isApproved: true }, { as: OTHER }));
    expect(await desk.requests(OTHER)).toEqual([]);
    await stack.sql`update public.staff set is_active = false where email = ${OTHER}`;
    await refused('FORBIDDEN', () => desk.decide(request.id, { isApproved: true }, { as: OTHER }));
    await desk.takeRight(PIT_BOSS, capability);
    await refused('APPROVAL_NOT_PENDING', () => desk.decide(request.id));
    await refused('FORBIDDEN', () => ask());
  });

  it('is neither given to nor asked for a player who was excluded since', async () => {
    const { playerId, request, ask } = await asked();
    await desk.promo.exclude(playerId);
    expect(codeOf(await desk.decide(request.id))).toBe('PLAYER_EXCLUDED');
    expect(codeOf(await ask())).toBe('PLAYER_EXCLUDED');
    expect(await heldBy(playerId)).toEqual({ redemptions: 0, coupons: 0 });
    expect((await desk.requests(ADMIN))[0]?.status).toBe('pending');
  });

  it('is beyond the house’s limit for one player whoever approves', async () => {
    const { request, valueCents } = await asked();
    await desk.set({}, { playerPerDayCents: valueCents - 1 });
    await refused('OVER_AUTHORITY', () => desk.decide(request.id));
  });
});

describe('a comp that was asked for', () => {
  async function asked(body: object = {}) {
    const reward = await desk.catalog.addComp(500, { limits: [{ scope: 'per_gaming_day', maxIssues: 1 }], ...body });
    const { playerId, visitId } = await desk.catalog.enrolOnVisit(600);
    const answer = await askForComp({ rewardId: reward.id, playerId, visitId });
    return { reward, playerId, visitId, request: dataOf<RewardRequestResult>(answer) };
  }

  it('costs what it did when it was asked for, or is not given', async () => {
    const { reward, request } = await asked();
    await desk.catalog.edited(reward.id, { price: { pointsCost: 550 } });
    await refused('OFFER_CHANGED', () => desk.decide(request.id));
  });

  it('is not given once it is switched off, had, or no longer paid for, or the visit is over', async () => {
    const [off, had, poor, left] = [await asked(), await asked(), await asked({ limits: [] }), await asked()];
    await desk.catalog.edited(off.reward.id, { isActive: false });
    await refused('REWARD_INACTIVE', () => desk.decide(off.request.id));
    await desk.catalog.issued(had.reward.id, { playerId: had.playerId }, { as: ADMIN });
    await refused('LIMIT_REACHED', () => desk.decide(had.request.id));
    await desk.catalog.issued(poor.reward.id, { playerId: poor.playerId }, { as: ADMIN });
    await refused('INSUFFICIENT_POINTS', () => desk.decide(poor.request.id));
    await desk.promo.endVisit(left.visitId);
    await refused('VISIT_ENDED', () => desk.decide(left.request.id));
  });

  it('is not asked for where it could not be issued either', async () => {
    const { id: rewardId } = await desk.catalog.addComp(500);
    const playerId = await desk.catalog.enrol(100);
    await refused('INSUFFICIENT_POINTS', () => askForComp({ rewardId, playerId }));
    await refused('OFFER_CHANGED', () => askForComp({ rewardId, playerId, expected: { pointsCost: 499 } }));
    await refused('VALIDATION_FAILED', () => askForComp({ rewardId, playerId, note: ' ' }));
    await refused('REWARD_NOT_FOUND', () => askForComp({ rewardId: newId(), playerId }));
  });

  it('may be a coupon by tier', async () => {
    const { id: rewardId, name } = await desk.catalog.addEntitlement();
    await desk.promo.addProgram({ promoType: 'free_play' });
    const { playerId } = await desk.catalog.enrolOnVisit();
    const request = dataOf<RewardRequestResult>(await askForComp({ rewardId, playerId }));
    expect(request).toMatchObject({ kind: 'comp', name, points: null, valueCents: 2500 });
    const { coupon } = dataOf<RewardDecision>(await desk.decide(request.id));
    expect(coupon).toMatchObject({ playerId, faceValueCents: 2500, rewardId, note: NOTE });
  });
});

describe('a coupon that was asked for', () => {
  const program = () => desk.promo.addProgram({ promoType: 'free_play', faceValueCents: 5000 });
  async function asked(body: object = {}) {
    const { id } = await program();
    const { playerId, visitId } = await desk.catalog.enrolOnVisit();
    const answer = await askForCoupon({ promoProgramId: id, playerId, visitId, ...body });
    return { programId: id, visitId, request: dataOf<RewardRequestResult>(answer) };
  }

  it('is not issued of a program that was switched off or is worth something else since, nor on a visit that is over', async () => {
    const [off, dearer, left] = [await asked(), await asked(), await asked()];
    const edited = async (id: string, change: object) => {
      const { version } = dataOf<{ version: number }>(await stack.http(ADMIN, 'GET', `/promo-programs/${id}`));
      return desk.promo.editProgram(id, { version, ...change });
    };
    dataOf(await edited(off.programId, { status: 'inactive' }));
    await refused('PROGRAM_INACTIVE', () => desk.decide(off.request.id));
    dataOf(await edited(dearer.programId, { faceValueCents: 6000 }));
    await refused('OFFER_CHANGED', () => desk.decide(dearer.request.id));
    await desk.promo.endVisit(left.visitId);
    await refused('VISIT_ENDED', () => desk.decide(left.request.id));
  });

  it('has the number of its paper, unless another coupon was made of it meanwhile', async () => {
    const [number, taken] = [newId(), newId()];
    const [one, two] = [await asked({ validationNumber: number }), await asked({ validationNumber: taken })];
    const { coupon } = dataOf<RewardDecision>(await desk.decide(one.request.id));
    expect(coupon?.validationNumber).toBe(number);
    await desk.promo.issued(
      { promoProgramId: two.programId, validationNumber: taken, playerId: two.request.playerId },
      { as: ADMIN },
    );
    await refused('VALIDATION_NUMBER_TAKEN', () => desk.decide(two.request.id));
  });

  it('is on record as confirmed above what the visit’s play is worth', async () => {
    const { request } = await asked();
    const { couponId } = dataOf<RewardDecision>(await desk.decide(request.id));
    const [row] = await stack.sql`select before from public.audit_log where entity_id = ${couponId}`;
    expect(row?.before).toMatchObject({ confirmed_above_theo: { given_cents: 0 } });
  });

  it('may be for nobody by name, where the house issues such', async () => {
    const { id } = await program();
    await desk.promo.withSetting('promo_allow_anonymous_issuance', false, () =>
      refused('ANONYMOUS_ISSUANCE_DISABLED', () => askForCoupon({ promoProgramId: id })),
    );
    const request = dataOf<RewardRequestResult>(await askForCoupon({ promoProgramId: id }));
    expect(request).toMatchObject({ playerId: null, playerName: null, valueCents: 5000 });
    expect((await desk.requests(ADMIN))[0]?.givenTodayCents).toBeNull();
    const { coupon } = dataOf<RewardDecision>(await desk.decide(request.id));
    expect(coupon).toMatchObject({ playerId: null, faceValueCents: 5000, issuedByStaffName: 'Harbor Admin' });
  });
});
