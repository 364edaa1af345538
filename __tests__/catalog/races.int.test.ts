import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { IssuedReward, Offer } from '@/services/catalog/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Answer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { benefit, type CatalogDesk, createCatalogDesk } from './catalog-desk';

const ROUNDS = 10;
const FREE = [{ tier: 'bronze', benefit: benefit('free_play', 1000) }];

let stack: TestStack;
let desk: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const times = <T>(count: number, work: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => work(at));

/** The answer that won, and the ones that were refused; a deadlock or a broken constraint would be a 5xx. */
function split(answers: Answer[]): { won: Answer; lost: Answer[] } {
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const [won, ...others] = answers.filter((answer) => answer.body.ok);
  if (!won || others.length > 0) throw new Error(`One must win, not ${others.length + (won ? 1 : 0)}.`);
  return { won, lost: answers.filter((answer) => answer !== won) };
}

/** Starts `late` while the transaction of `early` is open, and lets that one commit only once `late` waits for it. */
async function overtake(
  as: typeof ADMIN,
  early: (sql: postgres.TransactionSql) => Promise<unknown>,
  late: () => Promise<Answer>,
): Promise<Answer> {
  const { waiting } = await stack.asRole('authenticated', as, async (sql) => {
    await early(sql);
    const waiting = late();
    await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
    return { waiting };
  });
  return waiting;
}

describe('two tablets at once', () => {
  it('and one coupon left: exactly one is given, and the other is told until when', async () => {
    const { id } = await desk.addEntitlement({ tiers: FREE, limits: [{ scope: 'per_gaming_day', maxIssues: 2 }] });
    for (let round = 0; round < ROUNDS; round += 1) {
      const { playerId, visitId } = await desk.enrolOnVisit();
      await desk.issued(id, { playerId });
      const answers = await Promise.all([
        desk.issue(id, { playerId }, { as: PIT_BOSS }),
        desk.issue(id, { playerId, visitId }, { as: ADMIN }),
        desk.issue(id, { playerId }, { as: ADMIN }),
      ]);
      const { lost } = split(answers);
      const { nextEligibleAt } = await desk.offer(playerId, id);
      expect(Date.parse(nextEligibleAt ?? '')).toBeGreaterThan(Date.now());
      for (const { body } of lost) {
        const { nextEligibleAt: at, ...details } = body.details ?? {};
        expect({ code: body.code, details }).toEqual({
          code: 'LIMIT_REACHED',
          details: { scope: 'per_gaming_day', maxIssues: 2 },
        });
        expect(new Date(String(at)).toISOString()).toBe(nextEligibleAt);
      }
      expect(await desk.givenCount(playerId)).toEqual({ redemptions: 0, coupons: 2 });
    }
  });

  it('and a cooldown: one is given, and the others wait', async () => {
    const { id } = await desk.addComp(1, { limits: [{ scope: 'per_month', maxIssues: 1000, cooldownMinutes: 30 }] });
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.enrol(100);
      const { won, lost } = split(await Promise.all(times(4, () => desk.issue(id, { playerId }))));
      const until = Date.parse(dataOf<IssuedReward>(won).entry?.createdAt ?? '') + 30 * 60_000;
      for (const { body } of lost) {
        expect(body.code).toBe('COOLDOWN_ACTIVE');
        expect(Date.parse(String(body.details?.nextEligibleAt))).toBe(until);
      }
    }
  });

  it('and points for one comp: one debit, and the other is told what is left', async () => {
    const [one, other] = [await desk.addComp(60), await desk.addComp(70)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.enrol(100);
      const answers = await Promise.all([
        desk.issue(one.id, { playerId }),
        desk.redeem(other.id, { playerId }, { as: ADMIN }),
        desk.issue(one.id, { playerId }, { as: ADMIN }),
      ]);
      const { won, lost } = split(answers);
      const { balance } = dataOf<IssuedReward>(won);
      for (const { body } of lost) {
        expect(body).toMatchObject({ code: 'INSUFFICIENT_POINTS', details: { balance } });
      }
      expect(await desk.balanceOf(playerId)).toBe(balance);
      expect(await desk.givenCount(playerId)).toEqual({ redemptions: 1, coupons: 0 });
      await desk.loyalty.expectProof(playerId);
    }
  });

  it('and the rate of one person: no more than its limit are given', async () => {
    const { id } = await desk.addComp(1);
    const players = await Promise.all(times(6, () => desk.enrol(5)));
    const [staff] = await stack.sql`select casino_id, id from public.staff where email = ${ADMIN}`;
    const [row] = await stack.sql`
      select count(*)::int as recent from public.loyalty_ledger where staff_id = ${staff?.id} and created_at > now() - interval '1 minute'`;
    const limit = row?.recent + 2;
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = ${limit} where casino_id = ${staff?.casino_id}`;
    const answers = await Promise.all(players.map((playerId) => desk.issue(id, { playerId }, { as: ADMIN })));
    await liftRewardRate(stack.sql);
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', 'OK', ...times(4, () => 'RATE_LIMITED')]);
  });
});

describe('identical calls at once', () => {
  it.each(['points_comp', 'entitlement'])('of a %s: one effect, and equal answers', async (family) => {
    const limits = [{ scope: 'per_month' }];
    const { id } =
      family === 'entitlement'
        ? await desk.addEntitlement({ tiers: FREE, limits })
        : await desk.addComp(40, { limits });
    for (let round = 0; round < 4; round += 1) {
      const playerId = await desk.enrol(50);
      const key = newId();
      const call = (at: number) =>
        (family === 'points_comp' && at % 2 ? desk.redeem : desk.issue)(id, { playerId }, { key });
      const answers = await Promise.all(times(25, call));
      expect(answers.map(({ status }) => status).sort()).toEqual([...times(24, () => 200), 201]);
      const things = answers.map((answer) => {
        const { entry = null, coupon = null, balance } = dataOf<Partial<IssuedReward>>(answer);
        return JSON.stringify({ thing: entry ?? coupon, balance });
      });
      expect(new Set(things).size).toBe(1);
      const count = family === 'entitlement' ? { redemptions: 0, coupons: 1 } : { redemptions: 1, coupons: 0 };
      expect(await desk.givenCount(playerId)).toEqual(count);
      const [row] = await stack.sql`
        select (select count(*)::int from public.audit_log where idempotency_key = ${key}) as audits,
          (select count(*)::int from public.loyalty_outbox where player_id = ${playerId} and payload ->> 'reward_id' = ${id}) as events`;
      expect(row).toEqual({ audits: 1, events: 1 });
    }
  });

  it('with one key for a bonus and a comp: one is given, the other is told, and the chain holds', async () => {
    const { id } = await desk.addComp(1);
    const { slip, player } = await desk.floor.seat();
    dataOf(await desk.loyalty.correct(player.id, 100));
    const elsewhere = await desk.enrol(100);
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = newId();
      const playerId = round % 2 ? player.id : elsewhere;
      const { lost } = split(
        await Promise.all([desk.loyalty.bonus(slip.id, 10, { key }), desk.issue(id, { playerId }, { key })]),
      );
      expect(lost.map(({ body }) => body.code)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    }
    await desk.loyalty.expectProof();
  });
});

describe('issuing against', () => {
  it('an exclusion: given before it, or not at all', async () => {
    const [comp, entitlement] = [await desk.addComp(1), await desk.addEntitlement({ tiers: FREE })];
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.enrol(10);
      const answers = await Promise.all([
        desk.issue(comp.id, { playerId }),
        desk.exclude(playerId),
        desk.issue(entitlement.id, { playerId }),
      ]);
      const given = answers.filter((answer) => answer !== undefined);
      for (const { body } of given) expect(['OK', 'PLAYER_EXCLUDED']).toContain(body.code);
      const [comps, coupons] = given.map(({ body }) => Number(body.ok));
      expect(await desk.givenCount(playerId)).toEqual({ redemptions: comps, coupons });
      expect((await desk.issue(comp.id, { playerId })).body.code).toBe('PLAYER_EXCLUDED');
    }
  });

  it('an exclusion that it waited for: refused, and on record', async () => {
    const { id } = await desk.addEntitlement({ tiers: FREE });
    const playerId = await desk.enrol();
    const late = await overtake(
      ADMIN,
      (sql) => sql`select public.rpc_exclude_player(${playerId}, 'self', 'Private reason', ${newId()})`,
      () => desk.issue(id, { playerId }),
    );
    expect(late).toMatchObject({ status: 409, body: { code: 'PLAYER_EXCLUDED' } });
    expect(await desk.givenCount(playerId)).toEqual({ redemptions: 0, coupons: 0 });
  });

  it('a change of price: the price of before or of after, never another, and never one the issuer did not see', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await desk.addComp(10);
      const playerId = await desk.enrol(1000);
      const [free, seen, edit] = await Promise.all([
        desk.issue(id, { playerId }),
        desk.issue(id, { playerId, expected: { pointsCost: 10 } }, { as: ADMIN }),
        desk.editReward(id, { version: 1, price: { pointsCost: 20 } }),
      ]);
      expect(edit.status).toBe(201);
      const cost = -(dataOf<IssuedReward>(free).entry?.points ?? 0);
      expect([10, 20]).toContain(cost);
      if (seen.body.ok) expect(dataOf<IssuedReward>(seen).entry?.points).toBe(-10);
      else expect(seen.body).toMatchObject({ code: 'OFFER_CHANGED', details: { pointsCost: 20 } });
      expect(await desk.balanceOf(playerId)).toBe(1000 - cost - (seen.body.ok ? 10 : 0));
      await desk.loyalty.expectProof(playerId);
    }
  });

  it('the switch: what waited while the reward was switched off is refused', async () => {
    const { id } = await desk.addComp(1);
    const playerId = await desk.enrol(10);
    const late = await overtake(
      ADMIN,
      async (sql) => {
        await sql`select public.rpc_post_correction(${playerId}, 5, 'Found', ${newId()})`;
        await sql`select public.rpc_upsert_reward('{"is_active": false}', ${newId()}, ${id}, 1)`;
      },
      () => desk.issue(id, { playerId }),
    );
    expect(late.body.code).toBe('REWARD_INACTIVE');
    expect(await desk.balanceOf(playerId)).toBe(15);
  });

  it('the end of the slip it waited for: refused', async () => {
    const { id } = await desk.addComp(1);
    const { slip, player } = await desk.floor.seat();
    dataOf(await desk.loyalty.correct(player.id, 10));
    const late = await overtake(
      PIT_BOSS,
      (sql) => sql`select public.rpc_close_rating_slip(${slip.id}, ${newId()})`,
      () => desk.issue(id, { playerId: player.id, ratingSlipId: slip.id }),
    );
    expect(late.body.code).toBe('SLIP_CLOSED');
    expect(await desk.givenCount(player.id)).toEqual({ redemptions: 0, coupons: 0 });
  });

  it('the reversal that frees its limit: after it, given; the limit is never passed', async () => {
    const { id } = await desk.addComp(5, { limits: [{ scope: 'per_month' }] });
    const codes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.enrol(100);
      const { entry } = await desk.issued(id, { playerId });
      const [reversal, ...issues] = await Promise.all([
        desk.loyalty.reverse(entry?.id ?? ''),
        ...times(3, () => desk.issue(id, { playerId })),
      ]);
      expect(reversal.status).toBe(201);
      const given = issues.filter(({ body }) => body.ok).length;
      expect(given).toBeLessThanOrEqual(1);
      for (const { body } of issues) codes.add(body.code);
      expect((await desk.offer(playerId, id)).remaining).toEqual([
        { scope: 'per_month', maxIssues: 1, left: 1 - given },
      ]);
      await desk.loyalty.expectProof(playerId);
    }
    expect([...codes].every((code) => ['OK', 'LIMIT_REACHED'].includes(code))).toBe(true);

    const playerId = await desk.enrol(5);
    const { entry } = await desk.issued(id, { playerId });
    const late = await overtake(
      ADMIN,
      (sql) => sql`select public.rpc_reverse_entry(${entry?.id ?? null}::uuid, 'Wrong player', ${newId()})`,
      () => desk.issue(id, { playerId }),
    );
    expect(late.status).toBe(201);
  });

  it('the void that frees its limit: at most one outstanding coupon, whoever was first', async () => {
    const { id } = await desk.addEntitlement({ tiers: FREE, limits: [{ scope: 'per_gaming_day' }] });
    for (let round = 0; round < ROUNDS; round += 1) {
      const playerId = await desk.enrol();
      const { coupon } = await desk.issued(id, { playerId });
      const [voided, ...issues] = await Promise.all([
        desk.promo.void(coupon?.id ?? ''),
        ...times(3, () => desk.issue(id, { playerId })),
      ]);
      expect(voided.status).toBe(201);
      expect(issues.filter(({ status }) => status >= 500)).toEqual([]);
      const given = issues.filter(({ body }) => body.ok).length;
      expect(given).toBeLessThanOrEqual(1);
      const [row] = await stack.sql`
        select count(*)::int as outstanding from public.promo_coupon where player_id = ${playerId} and status = 'issued'`;
      expect(row?.outstanding).toBe(given);
    }
  });

  it('everything at once: nobody waits forever, no limit is passed, and the ledger proves itself', async () => {
    const limits = [
      { scope: 'per_visit', maxIssues: 3 },
      { scope: 'per_month', maxIssues: 4 },
    ];
    const [comp, entitlement] = [
      await desk.addComp(10, { limits }),
      await desk.addEntitlement({ tiers: FREE, limits }),
    ];
    const { slip, player } = await desk.floor.seat();
    const playerId = player.id;
    dataOf(await desk.loyalty.correct(playerId, 1000));
    const { coupon } = await desk.issued(entitlement.id, { playerId });
    const { entry } = await desk.issued(comp.id, { playerId });
    const answers = await Promise.all([
      ...times(6, (at) => desk.issue(comp.id, at % 2 ? { playerId } : { playerId, ratingSlipId: slip.id })),
      ...times(6, () => desk.issue(entitlement.id, { playerId }, { as: ADMIN })),
      desk.promo.replace(coupon?.id ?? ''),
      desk.loyalty.reverse(entry?.id ?? ''),
      desk.editReward(comp.id, { version: 1, price: { pointsCost: 11 } }),
      desk.editReward(entitlement.id, { version: 1, name: 'Renamed' }, { as: ADMIN }),
      desk.loyalty.bonus(slip.id, 50),
      desk.floor.step(slip.id, 'pause'),
      stack.http(MANAGER, 'GET', `/rewards/${comp.id}/preview`),
      stack.http(PIT_BOSS, 'GET', `/players/${playerId}/offers`),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.slice(12).filter(({ body }) => !body.ok)).toEqual([]);
    const offers = (await desk.offers(playerId)).items;
    const leftOf = (id: string) =>
      offers.find(({ rewardId }: Offer) => rewardId === id)?.remaining.map(({ left }) => left);
    expect(leftOf(entitlement.id)).toEqual([0, 1]);
    expect(answers.slice(6, 12).filter(({ body }) => body.ok)).toHaveLength(2);
    const comps = answers.slice(0, 6).filter(({ body }) => body.ok).length;
    expect(leftOf(comp.id)).toEqual([3 - comps, 4 - comps]);
    await desk.loyalty.expectProof(playerId);
  });
});
