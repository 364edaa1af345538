import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Page } from '@/lib/shared/schemas';
import type { IssuedReward } from '@/services/catalog/dtos';
import type { SlipResult } from '@/services/floor/dtos';
import type { LedgerEntry, LedgerPosting } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { tracesOf } from '../promo/promo-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Answer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { benefit, type CatalogDesk, createCatalogDesk } from './catalog-desk';

const HOUR = 3_600_000;

let stack: TestStack;
let desk: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

/** A new player with points on a live slip. */
async function seat(points = 1000) {
  const { slip, player } = await desk.floor.seat();
  if (points !== 0) dataOf(await desk.loyalty.correct(player.id, points));
  return { slipId: slip.id, playerId: player.id, visitId: slip.visitId };
}

const entitlementOf = (figures: object, extra: object = {}) =>
  desk.addEntitlement({ tiers: [{ tier: 'bronze', benefit: figures }], ...extra });

const metadataOf = async (table: 'loyalty_ledger' | 'promo_coupon', id: string | undefined) => {
  const [row] = await stack.sql`
    select metadata, reward_id as "rewardId" from ${stack.sql(`public.${table}`)} where id = ${id ?? null}`;
  return row;
};

/** Sets how deep a debt by a comp may be, for as long as `work` takes. */
async function withCompDebtLimit(points: number, work: () => Promise<void>): Promise<void> {
  await stack.sql`update public.casino_settings set comp_debt_limit_points = ${points}`;
  try {
    await work();
  } finally {
    await stack.sql`update public.casino_settings set comp_debt_limit_points = default`;
  }
}

describe('a comp', () => {
  it('has a paper where its reward is given by voucher, and keeps it when the reward is given otherwise later', async () => {
    const reward = await desk.addComp(100, { fulfillment: 'voucher' });
    const { playerId, slipId } = await seat(1000);
    const isByVoucher = async () => {
      const { items } = dataOf<Page<LedgerEntry>>(await stack.http(PIT_BOSS, 'GET', `/players/${playerId}/ledger`));
      return items.filter(({ reason }) => reason === 'redemption').map((entry) => entry.isByVoucher);
    };
    const given = dataOf<IssuedReward>(await desk.issue(reward.id, { playerId, ratingSlipId: slipId }));
    expect(given.entry?.isByVoucher).toBe(true);
    await desk.edited(reward.id, { fulfillment: 'immediate' });
    const later = dataOf<IssuedReward>(await desk.issue(reward.id, { playerId, ratingSlipId: slipId }));
    expect(later.entry?.isByVoucher).toBe(false);
    expect(await isByVoucher()).toEqual([false, true]);
  });

  it('debits exactly its price, on the slip’s visit, with one entry, one event and one audit row that say what was given', async () => {
    const reward = await desk.addComp(300, { kind: 'beverage' });
    const { slipId, playerId, visitId } = await seat(1000);
    const correlationId = newId();
    const answer = await desk.issue(
      reward.id,
      { playerId, ratingSlipId: slipId, note: ' Birthday ' },
      { correlationId },
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    const given = dataOf<IssuedReward>(answer);
    expect(given).toMatchObject({
      isExisting: false,
      family: 'points_comp',
      coupon: null,
      balance: 700,
      entry: {
        playerId,
        visitId,
        ratingSlipId: slipId,
        points: -300,
        balanceAfter: 700,
        reason: 'redemption',
        note: 'Birthday',
        isOverride: false,
        rewardId: reward.id,
        rewardName: reward.name,
        tierUpgrade: null,
        reversedEntryId: null,
        staffName: 'Harbor Pit Boss',
        correlationId,
      },
    });
    expect(await metadataOf('loyalty_ledger', given.entry?.id)).toEqual({
      rewardId: reward.id,
      metadata: {
        reward_id: reward.id,
        reward_code: reward.code,
        reward_name: reward.name,
        reward_kind: 'beverage',
        reward_version: 1,
        tier: 'bronze',
        points_cost: 300,
        note: 'Birthday',
      },
    });
    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(events).toEqual([
      {
        type: 'loyalty.entry_posted',
        playerId,
        payload: {
          entry_id: given.entry?.id,
          entry_no: 2,
          player_id: playerId,
          rating_slip_id: slipId,
          points: -300,
          balance_after: 700,
          reason: 'redemption',
          gaming_day: given.entry?.gamingDay,
          reward_id: reward.id,
          reward_code: reward.code,
        },
      },
    ]);
    expect(audits).toMatchObject([
      {
        action: 'catalog.issue_reward',
        domain: 'catalog',
        outcome: 'done',
        entityId: given.entry?.id,
        before: { balance: 1000 },
        after: { balance: 700 },
      },
    ]);
    expect(await desk.loyalty.standing(playerId)).toMatchObject({ balance: 700, lifetime: 0, tier: 'bronze' });
    await desk.loyalty.expectProof(playerId);
  });

  it('is given down to the last point, and not for one point less', async () => {
    const { id } = await desk.addComp(250);
    const [exact, short] = [await desk.enrol(250), await desk.enrol(249)];
    expect((await desk.issued(id, { playerId: exact })).balance).toBe(0);
    const answer = await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(id, { playerId: short }));
    expect(answer.body.details).toEqual({ balance: 249, pointsCost: 250 });
  });

  it('leaves a debt only where its price allows', async () => {
    const price = { pointsCost: 250, allowOverdraw: true };
    const [onCredit, cash] = [await desk.addReward({ price }), await desk.addComp(1)];
    const playerId = await desk.enrol(100);
    expect((await desk.offer(playerId, onCredit.id)).balanceAfter).toBe(-150);
    expect((await desk.issued(onCredit.id, { playerId })).balance).toBe(-150);
    expect((await desk.issued(onCredit.id, { playerId })).entry?.balanceAfter).toBe(-400);
    const answer = await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(cash.id, { playerId }));
    expect(answer.body.details).toEqual({ balance: -400, pointsCost: 1 });
    await desk.loyalty.expectProof(playerId);
  });

  it('leaves a debt no deeper than the settings say, to the point, and the offer says so', async () => {
    const price = { pointsCost: 250, allowOverdraw: true };
    const [{ id }, playerId] = [await desk.addReward({ price }), await desk.enrol(100)];
    // As a casino begins: 10,000 points.
    const much = await desk.addReward({ price: { pointsCost: 10_100, allowOverdraw: true } });
    const more = await desk.addReward({ price: { pointsCost: 10_101, allowOverdraw: true } });
    expect(await desk.offer(playerId, much.id)).toMatchObject({ eligible: true, debtLimitPoints: 10_000 });
    expect(await desk.offer(playerId, more.id)).toMatchObject({ eligible: false, reasons: ['INSUFFICIENT_POINTS'] });
    await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(more.id, { playerId }));

    await withCompDebtLimit(150, async () => {
      expect(await desk.offer(playerId, id)).toMatchObject({
        eligible: true,
        balanceAfter: -150,
        debtLimitPoints: 150,
      });
      expect((await desk.issued(id, { playerId })).balance).toBe(-150);
      expect(await desk.offer(playerId, id)).toMatchObject({ eligible: false, reasons: ['INSUFFICIENT_POINTS'] });
      const answer = await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(id, { playerId }));
      expect(answer.body.details).toEqual({ balance: -150, pointsCost: 250, debtLimitPoints: 150 });
      await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.redeem(id, { playerId }));
    });
    await withCompDebtLimit(399, async () => {
      await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(id, { playerId }));
    });
    await withCompDebtLimit(400, async () => {
      expect((await desk.issued(id, { playerId })).balance).toBe(-400);
    });
    // No debt at all, though the price allows one: down to the last point.
    await withCompDebtLimit(0, async () => {
      const [exact, short] = [await desk.enrol(250), await desk.enrol(249)];
      expect((await desk.issued(id, { playerId: exact })).balance).toBe(0);
      await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(id, { playerId: short }));
    });
    await desk.loyalty.expectProof(playerId);
  });

  it('costs what the catalog says at the moment it is given', async () => {
    const { id } = await desk.addComp(100);
    const playerId = await desk.enrol(1000);
    await desk.edited(id, { price: { pointsCost: 333 } });
    const { entry } = await desk.issued(id, { playerId });
    expect(entry?.points).toBe(-333);
    expect((await metadataOf('loyalty_ledger', entry?.id))?.metadata).toMatchObject({
      points_cost: 333,
      reward_version: 2,
    });
  });

  it('is kept to the rate of the person who gives, which coupons neither count for nor wait for', async () => {
    const { id } = await desk.addComp(1);
    const entitlement = await entitlementOf(benefit('free_play'));
    const [playerId, another] = [await desk.enrol(1000), await desk.enrol(1000)];
    const [staff] = await stack.sql`select casino_id from public.staff where email = ${ADMIN}`;
    await stack.sql`update public.casino_settings set rewards_per_staff_per_minute = 3 where casino_id = ${staff?.casino_id}`;
    try {
      await desk.issued(entitlement.id, { playerId }, { as: ADMIN });
      const first = { key: newId(), as: ADMIN } as const;
      await desk.issued(id, { playerId }, first);
      for (let time = 0; time < 2; time += 1) await desk.redeemed(id, { playerId }, { as: ADMIN });
      const answer = await desk.expectRefused('RATE_LIMITED', () => desk.issue(id, { playerId }, { as: ADMIN }));
      expect(answer.status).toBe(429);
      expect(answer.body.details).toEqual({
        limit: 3,
        windowSeconds: 60,
        limitPerMinute: 3,
        retryAfterSeconds: expect.any(Number),
      });
      expect((await desk.issue(id, { playerId }, first)).status).toBe(200);
      await desk.issued(entitlement.id, { playerId: another }, { as: ADMIN });
    } finally {
      await liftRewardRate(stack.sql);
    }
  });

  it('leaves nothing behind when a step after its entry fails', async () => {
    const { id } = await desk.addComp(5);
    const playerId = await desk.enrol(10);
    await stack.sql`alter table public.audit_log add constraint injected_fault check (action <> 'catalog.issue_reward') not valid`;
    try {
      await desk.expectRefused('INTERNAL', () => desk.issue(id, { playerId }));
    } finally {
      await stack.sql`alter table public.audit_log drop constraint injected_fault`;
    }
  });
});

describe('an entitlement', () => {
  it('is a coupon with the tier’s figures, whatever the program’s are, and takes no points', async () => {
    const reward = await desk.addEntitlement({
      kind: 'match_play',
      tiers: [
        { tier: 'bronze', benefit: benefit('match_play', 1100, { requiredMatchWagerCents: 2200, validHours: 7 }) },
        { tier: 'gold', benefit: benefit('match_play', 9900) },
      ],
    });
    const { slipId, playerId, visitId } = await seat(50);
    const correlationId = newId();
    const given = await desk.issued(
      reward.id,
      { playerId, visitId, ratingSlipId: slipId, note: 'Regular' },
      { correlationId },
    );
    expect(given).toMatchObject({ family: 'entitlement', entry: null, balance: 50 });
    const { coupon } = given;
    expect(coupon).toMatchObject({
      promoType: 'match_play',
      status: 'issued',
      faceValueCents: 1100,
      requiredMatchWagerCents: 2200,
      playerId,
      visitId,
      rewardId: reward.id,
      rewardName: reward.name,
      note: 'Regular',
      correlationId,
    });
    expect(coupon?.validationNumber).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(Date.parse(coupon?.expiresAt ?? '') - Date.parse(coupon?.issuedAt ?? '')).toBe(7 * HOUR);
    expect(await desk.promo.get(coupon?.id ?? '')).toEqual(coupon);
    expect(await metadataOf('promo_coupon', coupon?.id)).toEqual({
      rewardId: reward.id,
      metadata: {
        reward_id: reward.id,
        reward_code: reward.code,
        reward_name: reward.name,
        reward_kind: 'match_play',
        reward_version: 1,
        tier: 'bronze',
        face_value_cents: 1100,
        required_match_wager_cents: 2200,
        note: 'Regular',
      },
    });
    expect(await desk.loyalty.standing(playerId)).toMatchObject({ balance: 50, entries: 1 });

    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(events).toMatchObject([
      {
        type: 'promo.coupon_issued',
        playerId,
        payload: {
          coupon_id: coupon?.id,
          visit_id: visitId,
          face_value_cents: 1100,
          reward_id: reward.id,
          reward_code: reward.code,
        },
      },
    ]);
    // Whoever holds the number holds the coupon, and events leave the house.
    expect(JSON.stringify(events)).not.toContain(coupon?.validationNumber);
    expect(audits).toMatchObject([
      {
        action: 'catalog.issue_reward',
        entityId: coupon?.id,
        before: { balance: 50 },
        after: { family: 'entitlement', entry: null },
      },
    ]);
  });

  it('is worth what the player’s tier gets, or the next lower one that gets something, and nothing below the lowest', async () => {
    const reward = await desk.addEntitlement({
      tiers: [
        { tier: 'silver', benefit: benefit('free_play', 1000) },
        { tier: 'platinum', benefit: benefit('free_play', 5000) },
      ],
    });
    for (const [tier, faceValueCents] of [
      ['silver', 1000],
      ['gold', 1000],
      ['platinum', 5000],
    ] as const) {
      const playerId = await desk.enrol();
      await desk.loyalty.setTier(playerId, tier);
      expect((await desk.issued(reward.id, { playerId })).coupon).toMatchObject({ faceValueCents });
    }
    const playerId = await desk.enrol();
    const answer = await desk.expectRefused('NOT_ELIGIBLE', () => desk.issue(reward.id, { playerId }));
    expect(answer.body.details).toEqual({ unmet: ['no_benefit'] });
  });

  it('keeps its worth for who is lifted into a tier that was added above the others', async () => {
    const reward = await entitlementOf(benefit('free_play', 2500));
    const { items } = await desk.loyalty.getTiers();
    const held = items.map(({ rank: _place, ...tier }) => tier);
    await desk.loyalty.setTiers([
      ...held,
      { code: 'obsidian', name: 'Obsidian', multiplier: 2, thresholdPoints: 90_000_000 },
    ]);
    const playerId = await desk.enrol();
    await desk.loyalty.setTier(playerId, 'obsidian');
    expect((await desk.issued(reward.id, { playerId })).coupon).toMatchObject({ faceValueCents: 2500 });
  });

  it('is filed under the running program of its kind whose value comes nearest, and lives as that says where it says nothing itself', async () => {
    const soon = new Date(Date.now() + HOUR).toISOString();
    const past = new Date(Date.now() - 2 * HOUR).toISOString();
    const justPast = new Date(Date.now() - HOUR).toISOString();
    // Values that no program of the demo comes near.
    const make = (faceValueCents: number, fields: object = {}) =>
      desk.promo.addProgram({ promoType: 'free_play', faceValueCents, ...fields });
    const near = await make(777_000, { validHours: 5 });
    await make(777_600, { validHours: 6 });
    await make(777_100, { status: 'inactive' });
    await make(777_100, { startAt: soon });
    await make(777_100, { startAt: past, endAt: justPast });
    await make(777_100, { promoType: 'match_play', requiredMatchWagerCents: 777_100 });
    const reward = await entitlementOf(benefit('free_play', 777_100));
    const playerId = await desk.enrol();
    expect(await desk.offer(playerId, reward.id)).toMatchObject({
      promoProgramId: near.id,
      validHours: 5,
      faceValueCents: 777_100,
    });
    const { coupon } = await desk.issued(reward.id, { playerId });
    expect(coupon).toMatchObject({ promoProgramId: near.id, programName: near.name, faceValueCents: 777_100 });
    expect(Date.parse(coupon?.expiresAt ?? '') - Date.parse(coupon?.issuedAt ?? '')).toBe(5 * HOUR);

    // Of two as near, the one that started later.
    const later = await make(777_200, { validHours: 9 });
    expect((await desk.issued(reward.id, { playerId })).coupon?.promoProgramId).toBe(later.id);
  });

  it('is not given while no program of its kind runs', async () => {
    const reward = await entitlementOf(benefit('match_play', 1000));
    const playerId = await desk.enrol();
    const on = await stack.sql<{ id: string }[]>`
      update public.promo_program set status = 'inactive' where promo_type = 'match_play' and status = 'active' returning id`;
    try {
      const answer = await desk.expectRefused('NO_ACTIVE_PROGRAM', () => desk.issue(reward.id, { playerId }));
      expect(answer.body.details).toEqual({ instrumentType: 'match_play' });
      expect(await desk.offer(playerId, reward.id)).toMatchObject({ eligible: false, reasons: ['NO_ACTIVE_PROGRAM'] });
    } finally {
      await stack.sql`update public.promo_program set status = 'active' where id in ${stack.sql(on.map(({ id }) => id))}`;
    }
    expect((await desk.issue(reward.id, { playerId })).status).toBe(201);
  });

  it('that is no exact match is not given while the casino wants it so', async () => {
    const reward = await entitlementOf(benefit('match_play', 1000, { requiredMatchWagerCents: 1500 }));
    const playerId = await desk.enrol();
    await desk.promo.withSetting('promo_require_exact_match', true, async () => {
      const answer = await desk.expectRefused('MATCH_NOT_EXACT', () => desk.issue(reward.id, { playerId }));
      expect(answer.body.details).toEqual({ faceValueCents: 1000, requiredMatchWagerCents: 1500 });
    });
    expect((await desk.issue(reward.id, { playerId })).status).toBe(201);
  });
});

describe('a reward that can’t be given', () => {
  it('is one that is switched off, or that needs a note and gets none', async () => {
    const [off, noted] = [
      await desk.addReward({ isActive: false }),
      await desk.addReward({ limits: [{ scope: 'per_month', maxIssues: 9, requiresNote: true }] }),
    ];
    const playerId = await desk.enrol(1000);
    await desk.expectRefused('REWARD_INACTIVE', () => desk.issue(off.id, { playerId }));
    expect((await desk.offers(playerId)).items.map(({ rewardId }) => rewardId)).not.toContain(off.id);
    expect((await desk.offer(playerId, noted.id)).requiresNote).toBe(true);
    for (const note of [undefined, '', '  ']) {
      const answer = await desk.expectRefused('NOTE_REQUIRED', () => desk.issue(noted.id, { playerId, note }));
      expect(answer.status).toBe(422);
    }
    await desk.expectRefused('VALIDATION_FAILED', () => desk.issue(noted.id, { playerId, note: 'x'.repeat(501) }));
    expect((await desk.issued(noted.id, { playerId, note: 'x'.repeat(500) })).entry?.note).toHaveLength(500);
  });

  it('is one for a player, a visit, a slip or a reward that is not there, or another casino’s', async () => {
    const { id } = await desk.addComp(5);
    const playerId = await desk.enrol(10);
    const [foreign] = await stack.sql`
      select s.id as "slipId", s.visit_id as "visitId", s.player_id as "playerId", r.id as "rewardId"
      from public.rating_slip s join public.casino c on c.id = s.casino_id and c.slug = 'summit'
      join public.reward_catalog r on r.casino_id = c.id limit 1`;
    for (const [code, body, rewardId = id] of [
      ['REWARD_NOT_FOUND', { playerId }, newId()],
      ['REWARD_NOT_FOUND', { playerId }, foreign?.rewardId],
      ['PLAYER_NOT_FOUND', { playerId: newId() }],
      ['PLAYER_NOT_FOUND', { playerId: foreign?.playerId }],
      ['VISIT_NOT_FOUND', { playerId, visitId: newId() }],
      ['VISIT_NOT_FOUND', { playerId, visitId: foreign?.visitId }],
      ['SLIP_NOT_FOUND', { playerId, ratingSlipId: newId() }],
      ['SLIP_NOT_FOUND', { playerId, ratingSlipId: foreign?.slipId }],
    ] as const) {
      const answer = await desk.expectRefused(code, () => desk.issue(rewardId, body));
      expect(answer.status).toBe(404);
    }
  });

  it('is one on a slip, a visit or for a player that do not belong together, or that are over', async () => {
    const { id } = await desk.addComp(5);
    const [one, other] = [await seat(100), await seat(100)];
    const mine = { playerId: one.playerId };
    const mismatch = (body: object) =>
      desk.expectRefused('PLAYER_MISMATCH', () => desk.issue(id, { ...mine, ...body }));
    await mismatch({ ratingSlipId: other.slipId });
    await mismatch({ visitId: other.visitId });
    await mismatch({ ratingSlipId: one.slipId, visitId: other.visitId });
    await mismatch({ ratingSlipId: other.slipId, visitId: one.visitId });
    await mismatch({ ratingSlipId: other.slipId, visitId: other.visitId });
    for (const body of [
      {},
      { visitId: one.visitId },
      { ratingSlipId: one.slipId },
      { visitId: one.visitId, ratingSlipId: one.slipId },
    ]) {
      expect((await desk.issued(id, { ...mine, ...body })).entry).toMatchObject({
        visitId: one.visitId,
        ratingSlipId: 'ratingSlipId' in body ? one.slipId : null,
      });
    }

    const closed = dataOf<SlipResult>(await desk.floor.step(one.slipId, 'close'));
    const slipOver = await desk.expectRefused('SLIP_CLOSED', () =>
      desk.issue(id, { ...mine, ratingSlipId: one.slipId }),
    );
    expect(Date.parse(String(slipOver.body.details?.endedAt))).toBe(Date.parse(closed.endedAt ?? ''));
    await desk.expectRefused('SLIP_CLOSED', () =>
      desk.issue(id, { ...mine, visitId: one.visitId, ratingSlipId: one.slipId }),
    );
    await desk.expectRefused('PLAYER_MISMATCH', () =>
      desk.issue(id, { playerId: other.playerId, ratingSlipId: one.slipId }),
    );
    expect((await desk.issue(id, { ...mine, visitId: one.visitId })).status).toBe(201);

    dataOf(await desk.floor.endVisit(one.visitId));
    await desk.expectRefused('VISIT_ENDED', () => desk.issue(id, { ...mine, visitId: one.visitId }));
    await desk.expectRefused('SLIP_CLOSED', () => desk.issue(id, { ...mine, ratingSlipId: one.slipId }));
    await desk.expectRefused('VISIT_ENDED', () =>
      stack.http(PIT_BOSS, 'GET', `/players/${one.playerId}/offers?visitId=${one.visitId}`),
    );
    await desk.expectRefused('PLAYER_MISMATCH', () =>
      stack.http(PIT_BOSS, 'GET', `/players/${one.playerId}/offers?visitId=${other.visitId}`),
    );
    // Who has left is still a player, on no visit.
    expect((await desk.issued(id, mine)).entry).toMatchObject({ visitId: null, ratingSlipId: null });
  });

  it('stays on record when the player may receive nothing, and nothing else happens', async () => {
    const [comp, entitlement] = [await desk.addComp(5), await entitlementOf(benefit('free_play'))];
    const { playerId, visitId } = await desk.enrolOnVisit(100);
    await desk.exclude(playerId);
    for (const { id, code } of [comp, entitlement]) {
      const correlationId = newId();
      const answer = await desk.expectRefused(
        'PLAYER_EXCLUDED',
        () => desk.issue(id, { playerId, visitId }, { correlationId }),
        { onRecord: 1 },
      );
      expect(answer.status).toBe(409);
      expect(JSON.stringify(answer.body)).not.toContain('Private reason');
      expect(await tracesOf(stack.sql, correlationId)).toMatchObject({
        events: [{ type: 'exclusion.hit', payload: { attempt: 'refuse_reward', outcome: 'refused' } }],
        audits: [
          {
            action: 'exclusion.refuse_reward',
            outcome: 'refused',
            entityId: playerId,
            before: null,
            after: { code: 'PLAYER_EXCLUDED', reward_id: id, reward_code: code },
          },
        ],
      });
      expect(await desk.offer(playerId, id)).toMatchObject({
        eligible: false,
        reasons: ['PLAYER_EXCLUDED'],
        nextEligibleAt: null,
      });
    }
    await desk.expectRefused('PLAYER_EXCLUDED', () => desk.redeem(comp.id, { playerId }), { onRecord: 1 });
  });

  it('says each condition that is not met, for who stands just below it and not for who just meets it', async () => {
    const { id } = await desk.addComp(1, {
      limits: [{ scope: 'per_visit', maxIssues: 9 }],
      eligibility: { minTier: 'silver', maxTier: 'gold', minPointsBalance: 100, visitKinds: ['unrated'] },
    });
    const expectUnmet = async (playerId: string, unmet: string[]) => {
      const answer = await desk.expectRefused('NOT_ELIGIBLE', () => desk.issue(id, { playerId }));
      expect(answer.body.details).toEqual({ unmet });
      expect(await desk.offer(playerId, id)).toMatchObject({ reasons: ['NOT_ELIGIBLE'], unmet, nextEligibleAt: null });
    };
    const playerId = await desk.enrol(99);
    await expectUnmet(playerId, ['min_tier', 'min_points_balance', 'visit_kind', 'no_visit']);
    dataOf(await desk.loyalty.correct(playerId, 1));
    const rated = await desk.checkInAs('rated', playerId);
    await expectUnmet(playerId, ['min_tier', 'visit_kind']);
    dataOf(await desk.floor.endVisit(rated.id));
    await desk.checkInAs('unrated', playerId);
    await desk.loyalty.setTier(playerId, 'platinum');
    await expectUnmet(playerId, ['max_tier']);
    await desk.loyalty.setTier(playerId, 'gold');
    expect((await desk.issue(id, { playerId })).status).toBe(201);
  });
});

describe('what the screen showed', () => {
  it('is what is given: a price that changed in between is told, with the price of now', async () => {
    const { id } = await desk.addComp(100);
    const playerId = await desk.enrol(1000);
    const { pointsCost } = await desk.offer(playerId, id);
    await desk.edited(id, { price: { pointsCost: 90 } });
    const changed = { pointsCost: 90, faceValueCents: null, requiredMatchWagerCents: null, validHours: null };
    const answer = await desk.expectRefused('OFFER_CHANGED', () =>
      desk.issue(id, { playerId, expected: { pointsCost } }),
    );
    expect(answer.body.details).toEqual(changed);
    const again = await desk.expectRefused('OFFER_CHANGED', () =>
      desk.redeem(id, { playerId, expectedPointsCost: pointsCost }),
    );
    expect(again.body.details).toEqual(changed);
    expect((await desk.issued(id, { playerId, expected: { pointsCost: 90 } })).balance).toBe(910);
  });

  it.each([
    ['value', { faceValueCents: 2000, requiredMatchWagerCents: 2000 }, null],
    ['wager', { requiredMatchWagerCents: 2000 }, null],
    ['validity', { validHours: 12 }, null],
    ['tier', {}, 'silver'],
  ] as const)('is what is given: a coupon whose %s changed in between is told', async (_, figures, tier) => {
    const before = benefit('match_play', 1000, { validHours: 24 });
    const silver = { tier: 'silver', benefit: benefit('match_play', 3000, { validHours: 48 }) };
    const reward = await desk.addEntitlement({ tiers: [{ tier: 'bronze', benefit: before }, silver] });
    const playerId = await desk.enrol();
    const offer = await desk.offer(playerId, reward.id);
    const { faceValueCents, requiredMatchWagerCents, validHours } = offer;
    const expected = { faceValueCents, requiredMatchWagerCents, validHours };
    expect(expected).toEqual({ faceValueCents: 1000, requiredMatchWagerCents: 1000, validHours: 24 });
    if (tier) await desk.loyalty.setTier(playerId, tier);
    else await desk.edited(reward.id, { tiers: [{ tier: 'bronze', benefit: { ...before, ...figures } }, silver] });

    const answer = await desk.expectRefused('OFFER_CHANGED', () => desk.issue(reward.id, { playerId, expected }));
    const { instrumentType: _kind, ...now } = tier ? silver.benefit : { ...before, ...figures };
    expect(answer.body.details).toEqual({ pointsCost: null, ...now });
    expect((await desk.issued(reward.id, { playerId, expected: now })).coupon).toMatchObject({
      faceValueCents: now.faceValueCents,
    });
  });

  it('comes before the reasons against, and does not hide that the tier gets nothing any more', async () => {
    const reward = await entitlementOf(benefit('free_play', 1000), { limits: [{ scope: 'per_month' }] });
    const playerId = await desk.enrol();
    await desk.issued(reward.id, { playerId });
    await desk.edited(reward.id, { tiers: [{ tier: 'bronze', benefit: benefit('free_play', 2000) }] });
    const expected = { faceValueCents: 1000 };
    await desk.expectRefused('OFFER_CHANGED', () => desk.issue(reward.id, { playerId, expected }));
    await desk.edited(reward.id, { tiers: [{ tier: 'gold', benefit: benefit('free_play', 1000) }] });
    await desk.expectRefused('NOT_ELIGIBLE', () => desk.issue(reward.id, { playerId, expected }));
  });
});

describe('the visit', () => {
  it('is the running one, said or not, so that leaving it out passes no limit of the visit', async () => {
    const comp = await desk.addComp(5, { limits: [{ scope: 'per_visit' }] });
    const entitlement = await entitlementOf(benefit('free_play'), { limits: [{ scope: 'per_visit' }] });
    for (const { id } of [comp, entitlement]) {
      const { slipId, playerId, visitId } = await seat();
      const given = await desk.issued(id, { playerId });
      expect(given.entry?.visitId ?? given.coupon?.visitId).toBe(visitId);
      for (const body of [{}, { visitId }, { ratingSlipId: slipId }]) {
        const answer = await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId, ...body }));
        // Nobody knows when a visit ends.
        expect(answer.body.details).toEqual({ scope: 'per_visit', maxIssues: 1, nextEligibleAt: null });
      }
      // Another visit begins anew; without one there is no limit to keep, so it is not given.
      dataOf(await desk.floor.step(slipId, 'close'));
      dataOf(await desk.floor.endVisit(visitId));
      const none = await desk.expectRefused('NOT_ELIGIBLE', () => desk.issue(id, { playerId }));
      expect(none.body.details).toEqual({ unmet: ['no_visit'] });
      await desk.promo.checkIn(playerId);
      expect((await desk.issue(id, { playerId })).status).toBe(201);
    }
  });
});

describe('the call that gives any reward and the one that redeems points for a comp', () => {
  it('keep the same limits and keys, and give the same answers', async () => {
    const { id } = await desk.addComp(10, { limits: [{ scope: 'per_month' }] });
    const playerId = await desk.enrol(100);
    const [key, correlationId] = [newId(), newId()];
    const posting = await desk.redeemed(id, { playerId, note: 'Lunch' }, { key, correlationId });
    expect(Object.keys(posting).sort()).toEqual(['balance', 'entry', 'isExisting']);
    expect(posting).toMatchObject({
      isExisting: false,
      balance: 90,
      entry: { points: -10, rewardId: id, note: 'Lunch' },
    });
    expect(await tracesOf(stack.sql, correlationId)).toMatchObject({
      audits: [{ action: 'catalog.issue_reward' }],
      events: [{ type: 'loyalty.entry_posted' }],
    });

    await desk.expectRefused('LIMIT_REACHED', () => desk.issue(id, { playerId, note: 'Lunch' }));
    await desk.expectRefused('LIMIT_REACHED', () => desk.redeem(id, { playerId, note: 'Lunch' }));
    const byOther = await desk.issue(id, { playerId, note: 'Lunch' }, { key });
    expect(byOther.status).toBe(200);
    expect(dataOf<IssuedReward>(byOther).entry).toEqual(posting.entry);
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.redeem(id, { playerId, note: 'Dinner' }, { key }));
  });

  it('lead to different things: an entitlement is not paid for in points', async () => {
    const { id } = await entitlementOf(benefit('free_play'));
    const playerId = await desk.enrol(100);
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.redeem(id, { playerId }));
    expect(Object.keys(answer.body.details?.fields ?? {})).toEqual(['rewardId']);
    await desk.expectRefused('REWARD_NOT_FOUND', () => desk.redeem(newId(), { playerId }));
  });
});

describe('a retry', () => {
  type Case = { rewardId: string; playerId: string; slipId: string; visitId: string };
  const expectReplay = (again: Answer, first: IssuedReward, balance: number) => {
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body.data).toEqual({ ...first, isExisting: true, balance });
  };

  const changes: [string, (on: Case) => Promise<unknown>, number][] = [
    ['the limit was reached by its own first call', () => Promise.resolve(), 0],
    ['the slip was closed', async ({ slipId }) => dataOf(await desk.floor.step(slipId, 'close')), 0],
    [
      'the visit ended',
      async ({ slipId, visitId }) => {
        dataOf(await desk.floor.step(slipId, 'close'));
        dataOf(await desk.floor.endVisit(visitId));
      },
      0,
    ],
    ['the reward was switched off', ({ rewardId }) => desk.edited(rewardId, { isActive: false }), 0],
    [
      'its limits and conditions changed',
      ({ rewardId }) =>
        desk.edited(rewardId, {
          limits: [{ scope: 'per_week', requiresNote: true }],
          eligibility: { minTier: 'gold' },
        }),
      0,
    ],
    ['the player was excluded', ({ playerId }) => desk.exclude(playerId), 0],
    ['the tier changed', ({ playerId }) => desk.loyalty.setTier(playerId, 'platinum'), 0],
    ['points came in', async ({ playerId }) => dataOf(await desk.loyalty.correct(playerId, 77)), 77],
  ];

  it.each(changes)('of a comp and of an entitlement gets the first answer, though %s', async (_, change, more) => {
    const limits = [{ scope: 'per_visit' }, { scope: 'per_month', cooldownMinutes: 60 }];
    for (const reward of [
      await desk.addComp(100, { limits }),
      await entitlementOf(benefit('free_play', 500, { validHours: 3 }), { limits }),
    ]) {
      const on = { ...(await seat(150)), rewardId: reward.id };
      const body = { playerId: on.playerId, ratingSlipId: on.slipId };
      const key = newId();
      const first = await desk.issued(reward.id, body, { key });
      await change(on);
      const audits = async () => (await stack.sql`select count(*)::int as count from public.audit_log`)[0]?.count;
      const [before, given] = [await audits(), await desk.givenCount(on.playerId)];
      expectReplay(await desk.issue(reward.id, body, { key }), first, first.balance + more);
      expect([await audits(), await desk.givenCount(on.playerId)]).toEqual([before, given]);
      expect(first.entry?.balanceAfter ?? 50).toBe(50);
    }
  });

  it('gets the first answer though the price changed or the balance is spent; the entry keeps the balance of then', async () => {
    const [reward, other] = [await desk.addComp(100), await desk.addComp(30)];
    const playerId = await desk.enrol(130);
    const key = newId();
    const body = { playerId, expected: { pointsCost: 100 } };
    const first = await desk.issued(reward.id, body, { key });
    await desk.edited(reward.id, { price: { pointsCost: 101 } });
    await desk.issued(other.id, { playerId });
    expectReplay(await desk.issue(reward.id, body, { key }), first, 0);
    expect(first.entry?.balanceAfter).toBe(30);
  });

  it('gets the coupon as it was issued, though it was voided since', async () => {
    const reward = await entitlementOf(benefit('free_play'));
    const playerId = await desk.enrol();
    const key = newId();
    const first = await desk.issued(reward.id, { playerId }, { key });
    dataOf(await desk.promo.void(first.coupon?.id ?? ''));
    expectReplay(await desk.issue(reward.id, { playerId }, { key }), first, 0);
  });

  it('after a refusal is a new try: the key was not used up', async () => {
    const { id } = await desk.addComp(100);
    const playerId = await desk.enrol(99);
    const key = newId();
    await desk.expectRefused('INSUFFICIENT_POINTS', () => desk.issue(id, { playerId }, { key }));
    dataOf(await desk.loyalty.correct(playerId, 1));
    expect((await desk.issue(id, { playerId }, { key })).status).toBe(201);
  });

  it('with the key of another request is refused: another reward, player, note, figure, or kind of call', async () => {
    const [one, other] = [await desk.addComp(1), await desk.addComp(1)];
    const { slipId, playerId } = await seat(100);
    const key = newId();
    await desk.issued(one.id, { playerId }, { key });
    for (const act of [
      () => desk.issue(other.id, { playerId }, { key }),
      async () => desk.issue(one.id, { playerId: await desk.enrol(5) }, { key }),
      () => desk.issue(one.id, { playerId, note: 'Other' }, { key }),
      () => desk.issue(one.id, { playerId, ratingSlipId: slipId }, { key }),
      () => desk.issue(one.id, { playerId, expected: { pointsCost: 1 } }, { key }),
      () => desk.loyalty.bonus(slipId, 10, { key }),
      () => desk.createReward({}, { key }),
    ]) {
      expect((await act()).body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
    }
    expect(await desk.givenCount(playerId)).toEqual({ redemptions: 1, coupons: 0 });
    await desk.loyalty.expectProof(playerId);
  });

  it('with the key of a bonus in the ledger is refused', async () => {
    const { id } = await desk.addComp(1);
    const { slipId, playerId } = await seat(100);
    const key = newId();
    await desk.loyalty.given(slipId, 10, { key });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.issue(id, { playerId }, { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.redeem(id, { playerId }, { key }));
    await desk.loyalty.expectProof(playerId);
  });

  it('needs a key', async () => {
    const { id } = await desk.addComp(1);
    const playerId = await desk.enrol(100);
    await desk.expectRefused('IDEMPOTENCY_KEY_REQUIRED', () =>
      stack.http(PIT_BOSS, 'POST', `/rewards/${id}/issue`, { body: { playerId } }),
    );
    const { body } = await stack.rpc(PIT_BOSS, 'rpc_issue_reward', {
      p_reward_id: id,
      p_player_id: playerId,
      p_idempotency_key: '',
    });
    expect(body).toMatchObject({ message: 'VALIDATION_FAILED' });
    expect(dataOf<LedgerPosting>(await desk.redeem(id, { playerId })).balance).toBe(99);
  });
});
