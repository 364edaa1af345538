import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fromRow } from '@/lib/shared/wire';
import {
  balanceHistorySchema,
  earnConfigResultSchema,
  earnConfigSchema,
  ledgerIntegritySchema,
  ledgerPageSchema,
  ledgerPostingSchema,
  loyaltyTiersResultSchema,
  loyaltyTiersSchema,
  slipRewardsSchema,
} from '@/services/loyalty/dtos';
import { loyaltyKeys } from '@/services/loyalty/keys';

const ID = '0199a5a0-0000-7000-8000-00000000000';

const ENTRY_ROW = {
  id: `${ID}1`,
  entry_no: 7,
  player_id: `${ID}2`,
  visit_id: `${ID}3`,
  rating_slip_id: `${ID}4`,
  points: -250,
  balance_after: 1000,
  reason: 'redemption',
  note: 'Dinner for two',
  is_override: false,
  staff_id: `${ID}5`,
  staff_name: 'Harbor Pit Boss',
  gaming_day: '2026-11-19',
  reversed_entry_id: null,
  reversed_by_entry_id: `${ID}9`,
  original_reason: null,
  reinstates_entry_id: null,
  reward_id: `${ID}6`,
  reward_name: 'Dinner at the grill',
  amount_cents: null,
  is_by_voucher: true,
  tier_upgrade: { from: 'bronze', to: 'silver' },
  correlation_id: `${ID}7`,
  created_at: '2026-11-20 09:26:32.68+00',
};
const ENTRY = {
  id: `${ID}1`,
  entryNo: 7,
  playerId: `${ID}2`,
  visitId: `${ID}3`,
  ratingSlipId: `${ID}4`,
  points: -250,
  balanceAfter: 1000,
  reason: 'redemption',
  note: 'Dinner for two',
  isOverride: false,
  staffId: `${ID}5`,
  staffName: 'Harbor Pit Boss',
  gamingDay: '2026-11-19',
  reversedEntryId: null,
  reversedByEntryId: `${ID}9`,
  originalReason: null,
  reinstatesEntryId: null,
  rewardId: `${ID}6`,
  rewardName: 'Dinner at the grill',
  amountCents: null,
  isByVoucher: true,
  tierUpgrade: { from: 'bronze', to: 'silver' },
  correlationId: `${ID}7`,
  createdAt: '2026-11-20T09:26:32.680Z',
};
/** What the system posts has neither person nor slip. */
const OF_THE_SYSTEM = {
  visit_id: null,
  rating_slip_id: null,
  note: null,
  staff_id: null,
  staff_name: null,
  reward_id: null,
  reward_name: null,
  amount_cents: null,
  is_by_voucher: false,
  tier_upgrade: null,
  reversed_entry_id: `${ID}8`,
  reversed_by_entry_id: null,
};

describe('a posting', () => {
  it('is mapped field by field, the balance now beside the balance then', () => {
    expect(fromRow(ledgerPostingSchema, { is_existing: true, entry: ENTRY_ROW, balance: 1040 })).toEqual({
      isExisting: true,
      entry: ENTRY,
      balance: 1040,
    });
  });

  it('lets nothing out that the contract does not name', () => {
    const entry = { ...ENTRY_ROW, request_hash: '\\x00', entry_hash: '\\x00', idempotency_key: 'k' };
    expect(fromRow(ledgerPostingSchema, { is_existing: false, entry, balance: 1 }).entry).toEqual(ENTRY);
  });

  it.each([
    ['an unknown reason', { reason: 'because' }],
    ['number 0', { entry_no: 0 }],
    ['half a point', { points: 0.5 }],
    ['no gaming day', { gaming_day: null }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    const row = { is_existing: false, entry: { ...ENTRY_ROW, ...wrong }, balance: 1 };
    expect(() => fromRow(ledgerPostingSchema, row)).toThrow(ZodError);
  });
});

describe('a list of entries', () => {
  it('of a slip comes with the balance now', () => {
    expect(fromRow(slipRewardsSchema, { items: [ENTRY_ROW], balance: -5 })).toEqual({ items: [ENTRY], balance: -5 });
    expect(fromRow(slipRewardsSchema, { items: [], balance: 0 })).toEqual({ items: [], balance: 0 });
  });

  it('of a player comes in pages, what the system posted among them', () => {
    const page = fromRow(ledgerPageSchema, { items: [{ ...ENTRY_ROW, ...OF_THE_SYSTEM }], next_cursor: '7' });
    expect(page).toEqual({
      items: [
        {
          ...ENTRY,
          visitId: null,
          ratingSlipId: null,
          note: null,
          staffId: null,
          staffName: null,
          rewardId: null,
          rewardName: null,
          amountCents: null,
          isByVoucher: false,
          tierUpgrade: null,
          reversedEntryId: `${ID}8`,
          reversedByEntryId: null,
        },
      ],
      nextCursor: '7',
    });
  });
});

describe('the proof', () => {
  const intact = {
    is_intact: true,
    players_checked: 200,
    entries_checked: 812,
    breaks: [],
    drift: [],
    standing: [],
    missing: [],
    unwitnessed: [],
    seals: [],
    sealed_through: '2026-11-19',
    checked_at: '2026-11-20T09:26:32+00:00',
  };

  it('of an intact ledger is mapped', () => {
    expect(fromRow(ledgerIntegritySchema, intact)).toEqual({
      isIntact: true,
      playersChecked: 200,
      entriesChecked: 812,
      breaks: [],
      drift: [],
      standing: [],
      missing: [],
      unwitnessed: [],
      seals: [],
      sealedThrough: '2026-11-19',
      checkedAt: '2026-11-20T09:26:32.000Z',
    });
  });

  it('names where a chain breaks and whose balance drifts, however absurd the figures are', () => {
    const proof = fromRow(ledgerIntegritySchema, {
      ...intact,
      is_intact: false,
      breaks: [
        { player_id: `${ID}1`, entry_no: 3, entry_id: `${ID}2`, kind: 'hash_mismatch' },
        { player_id: `${ID}3`, entry_no: 1, entry_id: null, kind: 'entry_missing' },
      ],
      drift: [{ player_id: `${ID}1`, balance: 2 ** 63, ledger_sum: -(2 ** 63) }],
    });
    expect(proof.breaks).toEqual([
      { playerId: `${ID}1`, entryNo: 3, entryId: `${ID}2`, kind: 'hash_mismatch' },
      { playerId: `${ID}3`, entryNo: 1, entryId: null, kind: 'entry_missing' },
    ]);
    expect(proof.drift).toEqual([{ playerId: `${ID}1`, balance: 2 ** 63, ledgerSum: -(2 ** 63) }]);
  });
});

describe('a balance over time', () => {
  it('is mapped day by day', () => {
    const row = {
      from_gaming_day: '2026-11-12',
      to_gaming_day: '2026-11-19',
      opening_balance: 40,
      items: [{ gaming_day: '2026-11-15', balance: -5 }],
    };
    expect(fromRow(balanceHistorySchema, row)).toEqual({
      fromGamingDay: '2026-11-12',
      toGamingDay: '2026-11-19',
      openingBalance: 40,
      items: [{ gamingDay: '2026-11-15', balance: -5 }],
    });
  });
});

describe('how players earn', () => {
  const row = {
    points_per_theo: 10,
    default_point_multiplier: 1.25,
    rounding_policy: 'nearest',
    is_active: true,
    version: 4,
    updated_at: '2026-11-20T09:26:32+00:00',
  };
  const config = {
    pointsPerTheo: 10,
    defaultPointMultiplier: 1.25,
    roundingPolicy: 'nearest',
    isActive: true,
    version: 4,
    updatedAt: '2026-11-20T09:26:32.000Z',
  };

  it('is mapped field by field, read or changed', () => {
    expect(fromRow(earnConfigSchema, { ...row, casino_id: `${ID}1` })).toEqual(config);
    expect(fromRow(earnConfigResultSchema, { ...row, is_existing: true })).toEqual({ ...config, isExisting: true });
  });

  it.each([0.1, 0.29, 0.57, 1.1, 1.15, 8.2, 9.99, 10])(
    'may be multiplied by %d, two decimals however they are stored',
    (multiplier) => {
      expect(fromRow(earnConfigSchema, { ...row, default_point_multiplier: multiplier }).defaultPointMultiplier).toBe(
        multiplier,
      );
    },
  );

  it.each([
    ['an unknown policy', { rounding_policy: 'up' }],
    ['three decimals', { default_point_multiplier: 1.125 }],
    ['half a point', { points_per_theo: 1.5 }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    expect(() => fromRow(earnConfigSchema, { ...row, ...wrong })).toThrow(ZodError);
  });
});

describe('tiers', () => {
  const row = { code: 'silver', name: 'Silver', rank: 2, multiplier: 1.1, threshold_points: 2500 };
  const tier = { code: 'silver', name: 'Silver', rank: 2, multiplier: 1.1, thresholdPoints: 2500 };

  it('are mapped with their version, read or changed', () => {
    expect(fromRow(loyaltyTiersSchema, { items: [row], version: 'v' })).toEqual({ items: [tier], version: 'v' });
    const changed = fromRow(loyaltyTiersResultSchema, { items: [row], version: 'v', is_existing: false });
    expect(changed).toEqual({ items: [tier], version: 'v', isExisting: false });
  });
});

describe('query keys', () => {
  it('begin with the tenant and never meet', () => {
    const keys = [
      loyaltyKeys.all('c'),
      loyaltyKeys.slipRewards('c', 'x'),
      loyaltyKeys.ledger('c', 'x', {}),
      loyaltyKeys.ledgerHead('c', 'x', 'then'),
      loyaltyKeys.balanceHistory('c', 'x', 90),
      loyaltyKeys.earnConfig('c'),
      loyaltyKeys.tiers('c'),
    ];
    for (const [first] of keys) expect(first).toBe('c');
    expect(new Set(keys.map((key) => key.join('/'))).size).toBe(keys.length);
  });
});
