import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { RelationList, RelationResult, RewardRequestResult } from '@/services/authority/dtos';
import { dataOf } from '../floor/floor-desk';
import { liftRewardRate, snapshot } from '../support/ledger';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { type AuthorityDesk, createAuthorityDesk } from './authority-desk';

const COMPLIANCE: Email = 'compliance@harbor.example';
const RELATED = {
  status: 409,
  body: { code: 'OVER_AUTHORITY', details: { limit: 'relation', most: 0, left: 0 } },
};

let stack: TestStack;
let desk: AuthorityDesk;
let pitBoss: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  desk = createAuthorityDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from public.staff_relation`;
  await stack.sql`delete from public.authority_limit`;
  await stack.sql`update public.casino_settings set has_authority_limits = false`;
  pitBoss = await desk.staffId(PIT_BOSS);
});

const declare = (playerId: string, staffId = pitBoss, { as = COMPLIANCE as Email, key = newId() } = {}) =>
  stack.http(as, 'POST', `/players/${playerId}/relations`, { body: { staffId, reason: 'Siblings' }, key });
const end = (id: string, { as = COMPLIANCE as Email, key = newId() } = {}) =>
  stack.http(as, 'POST', `/relations/${id}/end`, { body: { reason: 'A mistake' }, key });
const list = async (playerId: string) =>
  dataOf<RelationList>(await stack.http(COMPLIANCE, 'GET', `/players/${playerId}/relations`));
const hasLimits = async () => {
  const [row] = await stack.sql<{ is: boolean }[]>`
    select has_authority_limits as is from public.casino_settings s join public.casino c on c.id = s.casino_id
    where c.slug = 'harbor'`;
  return row?.is;
};
/** Runs a refusal, which must leave everything as it was. */
async function refused(act: () => Promise<Answer>): Promise<Answer> {
  const before = await snapshot(stack.sql);
  const answer = await act();
  expect(await snapshot(stack.sql)).toEqual(before);
  return answer;
}

describe('somebody who is close to a player', () => {
  it('gives them nothing, neither points nor comps nor coupons, and is told so before', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.loyalty.given(slip.id, 900);
    const comp = await desk.compOf(100);
    const coupon = await desk.couponOf(500);
    await declare(slip.playerId);
    expect(await desk.left(slip.playerId)).toEqual([
      { limit: 'relation', unit: 'points', most: 0, left: 0 },
      { limit: 'relation', unit: 'cents', most: 0, left: 0 },
    ]);
    for (const give of [() => desk.loyalty.bonus(slip.id, 1), () => comp(slip.playerId), () => coupon(slip.playerId)])
      expect(await refused(give)).toMatchObject(RELATED);
  });

  it('gives others what they may, and others give the player', async () => {
    const [{ slip }, other] = [await desk.loyalty.floor.seat(), await desk.loyalty.floor.seat()];
    await declare(slip.playerId);
    expect(await desk.left(other.slip.playerId)).toEqual([]);
    await desk.loyalty.given(other.slip.id, 900);
    expect(await desk.left(slip.playerId, ADMIN)).toEqual([]);
    expect((await desk.loyalty.bonus(slip.id, 900, { as: ADMIN })).status).toBe(201);
  });

  it('asks somebody else, who gives it; and approves nothing for them', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await declare(slip.playerId);
    const ask = async (as: Email) =>
      dataOf<RewardRequestResult>(
        await stack.http(as, 'POST', '/reward-requests', {
          body: { ratingSlipId: slip.id, points: 100, reason: 'promotion', note: 'A long wait' },
          key: newId(),
        }),
      );
    const decide = (id: string, as: Email) =>
      stack.http(as, 'POST', `/reward-requests/${id}/decide`, { body: { isApproved: true }, key: newId() });
    const asked = await ask(PIT_BOSS);
    const other = await ask(ADMIN);
    expect(await refused(() => decide(other.id, PIT_BOSS))).toMatchObject(RELATED);
    expect((await decide(asked.id, ADMIN)).status).toBe(201);
  });

  it('gives again once the relation has ended, and the casino that has none left looks for none', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await stack.sql`
      insert into public.staff_relation (casino_id, staff_id, player_id, reason, declared_by_staff_id)
      select c.id, s.id, p.id, 'Of another house', s.id from public.casino c
      join lateral (select id from public.staff where casino_id = c.id limit 1) s on true
      join lateral (select id from public.player where casino_id = c.id limit 1) p on true where c.slug = 'summit'`;
    const { id } = dataOf<RelationResult>(await declare(slip.playerId));
    expect(await hasLimits()).toBe(true);
    await desk.set({ role: 'pit_boss' }, { pointsAtOnce: 1000 });
    expect((await end(id)).status).toBe(201);
    expect(await hasLimits()).toBe(true);
    await desk.loyalty.given(slip.id, 900);
    await desk.set({ role: 'pit_boss' }, { pointsAtOnce: null });
    expect(await hasLimits()).toBe(false);
  });

  it('keeps a relation when the last figure is emptied', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    await desk.set({ role: 'pit_boss' }, { pointsAtOnce: 1000 });
    await declare(slip.playerId);
    await desk.set({ role: 'pit_boss' }, { pointsAtOnce: null });
    expect(await refused(() => desk.loyalty.bonus(slip.id, 1))).toMatchObject(RELATED);
  });
});

describe('a relation', () => {
  it('is declared once at a time, stays on record when it has ended, and can be declared anew', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const before = await list(slip.playerId);
    expect(before.people.map(({ id }) => id)).toContain(pitBoss);
    const first = dataOf<RelationResult>(await declare(slip.playerId));
    expect(await refused(() => declare(slip.playerId))).toMatchObject({
      status: 409,
      body: { code: 'RELATION_EXISTS' },
    });
    expect((await list(slip.playerId)).people.map(({ id }) => id)).not.toContain(pitBoss);
    await end(first.id);
    expect(await refused(() => end(first.id, { as: ADMIN }))).toMatchObject({
      status: 409,
      body: { code: 'RELATION_ENDED', details: { staffName: 'Harbor Compliance' } },
    });
    const second = dataOf<RelationResult>(await declare(slip.playerId));
    expect((await list(slip.playerId)).items).toMatchObject([
      { id: second.id, staffName: 'Harbor Pit Boss', reason: 'Siblings', endedAt: null },
      { id: first.id, endedByName: 'Harbor Compliance', endReason: 'A mistake' },
    ]);
  });

  it('is declared by one of two at once', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const answers = await Promise.all([ADMIN, COMPLIANCE].map((as) => declare(slip.playerId, pitBoss, { as })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await list(slip.playerId)).items).toHaveLength(1);
  });

  it('is nobody’s own to end, and no issuer’s to declare', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const own = dataOf<RelationResult>(await declare(slip.playerId, await desk.staffId(ADMIN)));
    expect(await refused(() => end(own.id, { as: ADMIN }))).toMatchObject({
      status: 403,
      body: { code: 'OWN_RELATION' },
    });
    expect(await refused(() => declare(slip.playerId, pitBoss, { as: PIT_BOSS }))).toMatchObject({ status: 403 });
    expect(await refused(() => end(own.id, { as: PIT_BOSS }))).toMatchObject({ status: 403 });
  });

  it('is of a player and somebody of the house', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const [stranger] = await stack.sql<
      { id: string }[]
    >`select id from public.staff where email like '%@summit.example' limit 1`;
    const [guest] = await stack.sql<{ id: string }[]>`
      select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit' limit 1`;
    expect(await refused(() => declare(slip.playerId, stranger?.id))).toMatchObject({
      status: 404,
      body: { code: 'STAFF_NOT_FOUND' },
    });
    expect(await refused(() => declare(String(guest?.id)))).toMatchObject({
      status: 404,
      body: { code: 'PLAYER_NOT_FOUND' },
    });
    expect(await refused(() => end(newId()))).toMatchObject({ status: 404, body: { code: 'RELATION_NOT_FOUND' } });
  });

  it('is said once under a key, whoever asks again', async () => {
    const { slip } = await desk.loyalty.floor.seat();
    const key = newId();
    const first = dataOf<RelationResult>(await declare(slip.playerId, pitBoss, { key }));
    expect(dataOf<RelationResult>(await declare(slip.playerId, pitBoss, { key }))).toEqual({
      ...first,
      isExisting: true,
    });
  });
});
