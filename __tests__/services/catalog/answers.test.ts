import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fromRow, onOnePage } from '@/lib/shared/wire';
import {
  createRewardInputSchema,
  issuedRewardSchema,
  issueRewardInputSchema,
  offerListSchema,
  redemptionInputSchema,
  redemptionResultSchema,
  rewardListSchema,
  rewardPreviewSchema,
  rewardResultSchema,
  rewardSchema,
  updateRewardInputSchema,
} from '@/services/catalog/dtos';
import { catalogKeys } from '@/services/catalog/keys';

const ID = '0199a5a0-0000-7000-8000-00000000000';
const AT = '2026-11-20T09:26:32.680Z';

const REWARD_ROW = {
  id: `${ID}1`,
  code: 'MP_TIER_DAILY',
  name: 'Daily match play',
  family: 'entitlement',
  kind: 'match_play',
  is_active: true,
  fulfillment: 'voucher',
  ui_tags: ['daily'],
  metadata: { print_layout: { someThing_else: 1 } },
  price: null,
  tiers: [
    {
      tier: 'gold',
      benefit: {
        instrument_type: 'match_play',
        face_value_cents: 5000,
        required_match_wager_cents: 2500,
        valid_hours: null,
      },
    },
  ],
  limits: [{ scope: 'per_gaming_day', max_issues: 1, cooldown_minutes: null, requires_note: true }],
  eligibility: { min_tier: 'silver', max_tier: null, min_points_balance: null, visit_kinds: ['rated'] },
  version: 3,
  created_at: '2026-11-20 09:26:32.68+00',
  updated_at: '2026-11-20T10:26:32.68+01:00',
  updated_by_staff_name: null,
};
const REWARD = {
  id: `${ID}1`,
  code: 'MP_TIER_DAILY',
  name: 'Daily match play',
  family: 'entitlement',
  kind: 'match_play',
  isActive: true,
  fulfillment: 'voucher',
  uiTags: ['daily'],
  // Metadata are the casino's own: their names stay.
  metadata: { print_layout: { someThing_else: 1 } },
  price: null,
  tiers: [
    {
      tier: 'gold',
      benefit: { instrumentType: 'match_play', faceValueCents: 5000, requiredMatchWagerCents: 2500, validHours: null },
    },
  ],
  limits: [{ scope: 'per_gaming_day', maxIssues: 1, cooldownMinutes: null, requiresNote: true }],
  eligibility: { minTier: 'silver', maxTier: null, minPointsBalance: null, visitKinds: ['rated'] },
  version: 3,
  createdAt: AT,
  updatedAt: AT,
  updatedByStaffName: null,
};

const ENTRY_ROW = {
  id: `${ID}2`,
  entry_no: 7,
  player_id: `${ID}3`,
  visit_id: null,
  rating_slip_id: null,
  points: -250,
  balance_after: 1000,
  reason: 'redemption',
  note: null,
  is_override: false,
  staff_id: `${ID}5`,
  staff_name: 'Harbor Pit Boss',
  gaming_day: '2026-11-19',
  reversed_entry_id: null,
  reversed_by_entry_id: null,
  original_reason: null,
  reinstates_entry_id: null,
  reward_id: `${ID}1`,
  reward_name: 'Dinner at the grill',
  amount_cents: null,
  is_by_voucher: true,
  tier_upgrade: null,
  correlation_id: `${ID}7`,
  created_at: '2026-11-20 09:26:32.68+00',
};

describe('a reward', () => {
  it('is mapped with all that belongs to it, alone, as a result and in the list', () => {
    expect(fromRow(rewardSchema, REWARD_ROW)).toEqual(REWARD);
    expect(fromRow(rewardResultSchema, { ...REWARD_ROW, is_existing: true })).toEqual({ ...REWARD, isExisting: true });
    expect(fromRow(rewardListSchema, onOnePage({ items: [REWARD_ROW] }))).toEqual({
      items: [REWARD],
      nextCursor: null,
    });
    const comp = {
      ...REWARD_ROW,
      family: 'points_comp',
      price: { points_cost: 400, allow_overdraw: true },
      tiers: [],
      eligibility: null,
    };
    expect(fromRow(rewardSchema, comp)).toMatchObject({
      price: { pointsCost: 400, allowOverdraw: true },
      tiers: [],
      eligibility: null,
    });
  });

  it.each([
    ['a family nobody knows', { family: 'gift' }],
    ['a scope nobody knows', { limits: [{ ...REWARD_ROW.limits[0], scope: 'per_year' }] }],
    ['a price in fractions', { price: { points_cost: 1.5, allow_overdraw: false } }],
    ['no version', { version: undefined }],
  ])('with %s is refused, not guessed at', (_, change) => {
    expect(() => fromRow(rewardSchema, { ...REWARD_ROW, ...change })).toThrow(ZodError);
    expect(() => fromRow(rewardListSchema, onOnePage({ items: [{ ...REWARD_ROW, ...change }] }))).toThrow(ZodError);
  });
});

describe('what was given', () => {
  it('is an entry or a coupon, with the balance of now', () => {
    const row = { is_existing: false, family: 'points_comp', entry: ENTRY_ROW, coupon: null, balance: 900 };
    expect(fromRow(issuedRewardSchema, row)).toMatchObject({
      isExisting: false,
      family: 'points_comp',
      entry: { points: -250, balanceAfter: 1000, rewardId: `${ID}1`, createdAt: AT },
      coupon: null,
      balance: 900,
    });
    expect(() => fromRow(issuedRewardSchema, { ...row, balance: '900' })).toThrow(ZodError);
    const { family: _, coupon: __, ...posting } = row;
    expect(fromRow(redemptionResultSchema, posting)).toMatchObject({
      isExisting: false,
      entry: { entryNo: 7 },
      balance: 900,
    });
    expect(() => fromRow(redemptionResultSchema, { ...posting, entry: null })).toThrow(ZodError);
  });
});

describe('the preview', () => {
  const row = {
    reward_id: `${ID}1`,
    as_of: '2026-11-20 09:26:32.68+00',
    player_count: 2,
    eligible_count: 1,
    is_partial: false,
    reasons: [{ code: 'LIMIT_REACHED', count: 1 }],
    items: [
      {
        player_id: `${ID}3`,
        player_name: 'Ada Byron',
        tier: 'gold',
        tier_name: 'Gold',
        balance: -5,
        points_cost: null,
        face_value_cents: 5000,
        required_match_wager_cents: 5000,
      },
    ],
  };

  it('is mapped with who could get it, and why the others could not', () => {
    expect(fromRow(rewardPreviewSchema, row)).toMatchObject({
      rewardId: `${ID}1`,
      asOf: AT,
      playerCount: 2,
      eligibleCount: 1,
      isPartial: false,
      reasons: [{ code: 'LIMIT_REACHED', count: 1 }],
      items: [{ playerId: `${ID}3`, tierName: 'Gold', balance: -5, pointsCost: null, faceValueCents: 5000 }],
    });
    expect(() => fromRow(rewardPreviewSchema, { ...row, items: [{ player_id: 'nobody' }] })).toThrow(ZodError);
  });
});

describe('the offers', () => {
  const offer = {
    reward_id: `${ID}1`,
    code: 'COMP_MEAL_25',
    name: 'Dinner at the grill',
    family: 'points_comp',
    kind: 'meal',
    fulfillment: null,
    ui_tags: null,
    version: 1,
    is_active: true,
    eligible: false,
    reasons: ['NOT_ELIGIBLE', 'COOLDOWN_ACTIVE'],
    unmet: ['min_tier', 'no_visit'],
    conditions: null,
    requires_note: false,
    points_cost: 1500,
    min_amount_cents: null,
    max_amount_cents: null,
    allow_overdraw: false,
    debt_limit_points: 0,
    balance: 1200,
    balance_after: -300,
    tier: 'bronze',
    instrument_type: null,
    face_value_cents: null,
    required_match_wager_cents: null,
    valid_hours: null,
    promo_program_id: null,
    remaining: [{ scope: 'per_visit', max_issues: 2, left: 0 }],
    next_eligible_at: '2026-11-20 09:26:32.68+00',
  };
  const row = {
    player_id: `${ID}3`,
    visit_id: null,
    balance: 1200,
    tier: 'bronze',
    tier_name: 'Bronze',
    as_of: AT,
    cents_per_1000_points: 1000,
    items: [offer],
  };

  it('are mapped with reasons, what remains, and until when', () => {
    const { items, ...rest } = fromRow(offerListSchema, onOnePage(row));
    expect(rest).toEqual({
      playerId: `${ID}3`,
      visitId: null,
      balance: 1200,
      tier: 'bronze',
      tierName: 'Bronze',
      asOf: AT,
      centsPer1000Points: 1000,
      nextCursor: null,
    });
    expect(items).toMatchObject([
      {
        rewardId: `${ID}1`,
        eligible: false,
        reasons: ['NOT_ELIGIBLE', 'COOLDOWN_ACTIVE'],
        unmet: ['min_tier', 'no_visit'],
        pointsCost: 1500,
        balanceAfter: -300,
        remaining: [{ scope: 'per_visit', maxIssues: 2, left: 0 }],
        nextEligibleAt: AT,
      },
    ]);
  });

  it.each([
    ['a condition nobody knows', { unmet: ['full_moon'] }],
    ['no word on whether it can be given', { eligible: undefined }],
  ])('with %s are refused', (_, change) => {
    expect(() => fromRow(offerListSchema, onOnePage({ ...row, items: [{ ...offer, ...change }] }))).toThrow(ZodError);
  });
});

describe('what the office writes', () => {
  const comp = { code: ' COMP_ONE ', name: ' One ', family: 'points_comp', kind: 'meal' };

  it('is trimmed, and filled in where there is only one sensible answer', () => {
    const tiers = [
      { tier: 'gold', benefit: { instrumentType: 'match_play', faceValueCents: 1500 } },
      { tier: 'silver', benefit: { instrumentType: 'free_play', faceValueCents: 500, validHours: 12 } },
    ];
    const limits = [{ scope: 'per_week' }];
    expect(
      createRewardInputSchema.parse({ ...comp, price: { pointsCost: 5 }, tiers, limits, eligibility: {} }),
    ).toEqual({
      code: 'COMP_ONE',
      name: 'One',
      family: 'points_comp',
      kind: 'meal',
      isActive: true,
      price: { pointsCost: 5, allowOverdraw: false },
      tiers: [
        {
          tier: 'gold',
          benefit: {
            instrumentType: 'match_play',
            faceValueCents: 1500,
            requiredMatchWagerCents: 1500,
            validHours: null,
          },
        },
        {
          tier: 'silver',
          benefit: { instrumentType: 'free_play', faceValueCents: 500, requiredMatchWagerCents: 0, validHours: 12 },
        },
      ],
      limits: [{ scope: 'per_week', maxIssues: 1, cooldownMinutes: null, requiresNote: false }],
      eligibility: { minTier: null, maxTier: null, minPointsBalance: null, visitKinds: null },
    });
  });

  it.each([
    ['a code in small letters', { code: 'comp' }],
    ['a field nobody knows', { colour: 'red' }],
    ['a price of nothing', { price: { pointsCost: 0 } }],
    ['a price that is nothing at all', { price: {} }],
    ['half of a typed amount', { price: { minAmountCents: 500 } }],
    ['points beside a typed amount', { price: { pointsCost: 5, minAmountCents: 500, maxAmountCents: 900 } }],
    ['a largest amount below the smallest', { price: { minAmountCents: 900, maxAmountCents: 500 } }],
    ['eleven tags', { uiTags: Array(11).fill('x') }],
    ['a cooldown above 31 days', { limits: [{ scope: 'per_week', cooldownMinutes: 44_641 }] }],
    ['no kind of visit at all', { eligibility: { visitKinds: [] } }],
  ])('with %s is refused', (_, change) => {
    expect(createRewardInputSchema.safeParse({ ...comp, ...change }).success).toBe(false);
  });

  it('as a change needs a version and something to change, and can’t name code or family', () => {
    expect(updateRewardInputSchema.parse({ version: 2, isActive: false })).toEqual({ version: 2, isActive: false });
    for (const change of [
      { version: 2 },
      { name: 'One' },
      { version: 2, code: 'TWO' },
      { version: 2, family: 'points_comp' },
    ]) {
      expect(updateRewardInputSchema.safeParse(change).success).toBe(false);
    }
  });
});

describe('what the floor asks for', () => {
  it('names a player, and perhaps visit, slip, note and the figures it saw', () => {
    const playerId = `${ID}3`;
    const expected = { faceValueCents: 1000, requiredMatchWagerCents: 0, validHours: 24 };
    expect(issueRewardInputSchema.parse({ playerId, note: ' hi ', expected })).toEqual({
      playerId,
      note: 'hi',
      expected,
    });
    expect(redemptionInputSchema.safeParse({ playerId }).success).toBe(false);
    for (const body of [
      {},
      { playerId, points: 5 },
      { playerId, expected: { price: 5 } },
      { playerId, note: 'x'.repeat(501) },
    ]) {
      expect(issueRewardInputSchema.safeParse(body).success).toBe(false);
    }
  });
});

describe('the keys', () => {
  it('lead with the casino and tell apart what differs', () => {
    const keys = [
      catalogKeys.rewards('c'),
      catalogKeys.preview('c', 'r', 1),
      catalogKeys.preview('c', 'r', 2),
      catalogKeys.offers('c', 'p', null),
      catalogKeys.offers('c', 'p', 'v'),
    ];
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(keys.length);
    for (const key of keys) expect(key.slice(0, 2)).toEqual(catalogKeys.all('c'));
  });
});
