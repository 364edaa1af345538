import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { IssuedReward, Offer, OfferList, Reward, RewardPreview, RewardResult } from '@/services/catalog/dtos';
import type { VisitResult } from '@/services/floor/dtos';
import type { LedgerPosting } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { createLoyaltyDesk, MANAGER } from '../loyalty/loyalty-desk';
import { type CouponRow, createPromoDesk, insertCoupons } from '../promo/promo-desk';
import { type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

type Sql = TestStack['sql'];
type Call = { key?: string; as?: Email | null; correlationId?: string };
type Body = Record<string, unknown>;
/** A redemption or a coupon as history has it; times as PostgreSQL reads them. */
export type PastUse = { playerId: string; rewardId: string; at: string; visitId?: string | null };

const CENTS = 2500;

/** Everything that a refused step of the catalog must leave as it was: the five tables of rewards, points, coupons, events. */
export async function catalogSnapshot(sql: Sql): Promise<{ audits: number; rest: unknown }> {
  const [row] = await sql`
    select (select md5(string_agg(r::text, ',' order by r.casino_id, r.id)) from public.reward_catalog r) as rewards,
      (select md5(string_agg(p::text, ',' order by p.casino_id, p.reward_id)) from public.reward_price_points p) as prices,
      (select md5(string_agg(e::text, ',' order by e.casino_id, e.id)) from public.reward_entitlement_tier e) as benefits,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.id)) from public.reward_limits l) as limits,
      (select md5(string_agg(g::text, ',' order by g.casino_id, g.reward_id)) from public.reward_eligibility g) as conditions,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.player_id)) from public.player_loyalty l) as standings,
      (select count(*) from public.loyalty_ledger) as entries,
      (select md5(string_agg(c::text, ',' order by c.casino_id, c.id)) from public.promo_coupon c) as coupons,
      (select count(*) from public.loyalty_outbox where event_type <> 'exclusion.hit') as events,
      (select count(*)::int from public.audit_log) as audits`;
  const { audits, ...rest } = row ?? {};
  return { audits, rest };
}

/** A free play or match play as a tier gets it, exact. */
export function benefit(instrumentType: 'match_play' | 'free_play', faceValueCents = CENTS, figures: Body = {}): Body {
  const requiredMatchWagerCents = instrumentType === 'match_play' ? faceValueCents : 0;
  return { instrumentType, faceValueCents, requiredMatchWagerCents, ...figures };
}

/** What is done with the catalog, in the office and on the floor, as short steps through the API. */
export function createCatalogDesk(stack: TestStack) {
  let made = 0;
  const promo = createPromoDesk(stack);
  const loyalty = createLoyaltyDesk(stack);
  const send = promo.send;

  const desk = {
    promo,
    loyalty,
    floor: loyalty.floor,
    send,

    /** A comp of 100 points, unless the body says otherwise. */
    createReward: (body: Body = {}, call: Call = {}) => {
      made += 1;
      const isComp = (body.family ?? 'points_comp') === 'points_comp';
      const own = isComp
        ? { price: { pointsCost: 100 } }
        : { tiers: [{ tier: 'bronze', benefit: benefit('free_play') }] };
      const reward = {
        code: `TEST_${made}`,
        name: `Test ${made}`,
        family: 'points_comp',
        kind: 'meal',
        ...own,
        ...body,
      };
      return send('POST', '/rewards', reward, { as: MANAGER, ...call });
    },
    async addReward(body: Body = {}): Promise<RewardResult> {
      return dataOf(await desk.createReward(body));
    },
    addComp: (pointsCost: number, body: Body = {}) => desk.addReward({ price: { pointsCost }, ...body }),
    /** An entitlement of free play for bronze, the tier of new players, unless the body says otherwise. */
    addEntitlement: (body: Body = {}) => desk.addReward({ family: 'entitlement', kind: 'free_play', ...body }),
    editReward: (rewardId: string, change: Body, call: Call = {}) =>
      send('PATCH', `/rewards/${rewardId}`, change, { as: MANAGER, ...call }),
    /** Changes a reward at the version it is at. */
    async edited(rewardId: string, change: Body): Promise<RewardResult> {
      const { version } = await desk.getReward(rewardId);
      return dataOf(await desk.editReward(rewardId, { version, ...change }));
    },
    async getReward(rewardId: string): Promise<Reward> {
      return dataOf(await stack.http(PIT_BOSS, 'GET', `/rewards/${rewardId}`));
    },
    async preview(rewardId: string): Promise<RewardPreview> {
      return dataOf(await stack.http(MANAGER, 'GET', `/rewards/${rewardId}/preview`));
    },

    async offers(playerId: string, visitId?: string): Promise<OfferList> {
      const query = visitId ? `?visitId=${visitId}` : '';
      return dataOf(await stack.http(PIT_BOSS, 'GET', `/players/${playerId}/offers${query}`));
    },
    async offer(playerId: string, rewardId: string): Promise<Offer> {
      const offer = (await desk.offers(playerId)).items.find((item) => item.rewardId === rewardId);
      if (!offer) throw new Error('This reward is not offered.');
      return offer;
    },

    issue: (rewardId: string, body: Body, call: Call = {}) => send('POST', `/rewards/${rewardId}/issue`, body, call),
    async issued(rewardId: string, body: Body, call: Call = {}): Promise<IssuedReward> {
      return dataOf(await desk.issue(rewardId, body, call));
    },
    redeem: (rewardId: string, body: Body, call: Call = {}) =>
      send('POST', '/loyalty/redemptions', { rewardId, ...body }, call),
    async redeemed(rewardId: string, body: Body, call: Call = {}): Promise<LedgerPosting> {
      return dataOf(await desk.redeem(rewardId, body, call));
    },

    /** A new player of the lowest tier with so many points. */
    async enrol(points = 0): Promise<string> {
      const { id } = await promo.enrol();
      if (points !== 0) dataOf(await loyalty.correct(id, points));
      return id;
    },
    /** A new player with points, in the house. */
    async enrolOnVisit(points = 0): Promise<{ playerId: string; visitId: string }> {
      const playerId = await desk.enrol(points);
      return { playerId, visitId: (await promo.checkIn(playerId)).id };
    },
    async checkInAs(kind: 'rated' | 'unrated', playerId: string): Promise<VisitResult> {
      return dataOf(await send('POST', '/visits', { playerId, kind }));
    },
    exclude: promo.exclude,
    async balanceOf(playerId: string): Promise<number> {
      return (await loyalty.standing(playerId)).balance;
    },
    async givenCount(playerId: string): Promise<{ redemptions: number; coupons: number }> {
      const [row] = await stack.sql<{ redemptions: number; coupons: number }[]>`
        select (select count(*)::int from public.loyalty_ledger where player_id = ${playerId} and reason = 'redemption') as redemptions,
          (select count(*)::int from public.promo_coupon where player_id = ${playerId}) as coupons`;
      return row ?? { redemptions: 0, coupons: 0 };
    },

    /** A redemption of long ago, through the ledger's one writer. Returns the entry's id. */
    async addPastRedemption({ playerId, rewardId, at, visitId = null }: PastUse): Promise<string> {
      const [row] = await stack.sql<{ id: string }[]>`
        select (app.post_ledger_entry(
          row(p.casino_id, s.id, s.role, gen_random_uuid(), app.gaming_day(p.casino_id, ${at}::timestamptz))::app.rls_context,
          jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', p.id, 'points', -1, 'reason', 'redemption',
            'reward_id', ${rewardId}::uuid, 'visit_id', ${visitId}::uuid, 'created_at', ${at}::timestamptz,
            'idempotency_key', gen_random_uuid(), 'request_hash', '\\x00'))
        )).id as id
        from public.player p join public.staff s on s.casino_id = p.casino_id and s.role = 'pit_boss'
        where p.id = ${playerId}`;
      if (!row) throw new Error('There is no such player.');
      return row.id;
    },
    /** A coupon of long ago with any fate. Returns its id. */
    async addPastCoupon({ playerId, rewardId, at, visitId = null }: PastUse, fate: CouponRow = {}): Promise<string> {
      const [row] = await stack.sql`
        select p.casino_id as "casinoId", app.gaming_day(p.casino_id, ${at}::timestamptz)::text as day, g.id as "programId",
          (${at}::timestamptz + interval '1 hour')::text as "expiresAt"
        from public.player p join public.promo_program g on g.casino_id = p.casino_id where p.id = ${playerId} limit 1`;
      const id = newId();
      const coupon = {
        casino_id: row?.casinoId,
        id,
        promo_program_id: row?.programId,
        validation_number: id,
        validation_key: id.replaceAll('-', '').toUpperCase(),
        status: 'issued',
        face_value_cents: CENTS,
        required_match_wager_cents: 0,
        player_id: playerId,
        visit_id: visitId,
        reward_id: rewardId,
        gaming_day: row?.day,
        issued_at: at,
        expires_at: row?.expiresAt,
        metadata: null,
        correlation_id: newId(),
        ...fate,
      };
      await insertCoupons(stack.sql, [{ ...coupon, metadata: '{}' }]);
      return id;
    },

    /** Runs a refusal and holds everything it must not have touched against what was there before. */
    async expectRefused(code: string, act: () => Promise<Answer>, { onRecord = 0 } = {}): Promise<Answer> {
      const before = await catalogSnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      const after = await catalogSnapshot(stack.sql);
      expect(after).toEqual({ ...before, audits: before.audits + onRecord });
      return answer;
    },
  };
  return desk;
}

export type CatalogDesk = ReturnType<typeof createCatalogDesk>;
