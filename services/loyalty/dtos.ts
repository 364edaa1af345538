import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
  USE_NEXT_CURSOR,
} from '@/lib/shared/schemas';
import { sealKindSchema } from '@/services/seals/dtos';

/** The one reason enum. The first four are chosen by a supervisor; the others are written by the system. */
export const issuableReasonSchema = z.enum(['mid_session_bonus', 'supervisor_discretion', 'promotion', 'correction']);
export const loyaltyReasonSchema = z.enum([
  ...issuableReasonSchema.options,
  'session_accrual',
  'redemption',
  'reversal',
]);
export type IssuableReason = z.infer<typeof issuableReasonSchema>;
export type LoyaltyReason = z.infer<typeof loyaltyReasonSchema>;

/** One append-only points movement. `balanceAfter` is the balance right after it, so history needs no replay. */
export const ledgerEntrySchema = z.object({
  id: idSchema,
  entryNo: z.int().positive(),
  playerId: idSchema,
  visitId: idSchema.nullable(),
  ratingSlipId: idSchema.nullable(),
  points: pointsSchema,
  balanceAfter: pointsSchema,
  reason: loyaltyReasonSchema,
  note: z.string().nullable(),
  isOverride: z.boolean(),
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  gamingDay: gamingDaySchema,
  reversedEntryId: idSchema.nullable(),
  /** The reversal that took this entry back; null again once that reversal was taken back. */
  reversedByEntryId: idSchema.nullable(),
  /** Of a reversal: what the entry was that it is about. */
  originalReason: loyaltyReasonSchema.nullable(),
  /** Of a reversal that took a reversal back: the entry that counts again by it. */
  reinstatesEntryId: idSchema.nullable(),
  rewardId: idSchema.nullable(),
  rewardName: z.string().nullable(),
  /** Of a comp whose amount its issuer typed. */
  amountCents: centsSchema.nullable(),
  /** Of a comp that is given by voucher, as its reward was then: it has a paper. */
  isByVoucher: z.boolean(),
  /** Tier codes, when this entry lifted the player's tier. */
  tierUpgrade: z.object({ from: z.string(), to: z.string() }).nullable(),
  correlationId: idSchema,
  createdAt: timestampSchema,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** What brought a player to the tier they hold. */
export const tierSourceSchema = z.object({
  source: z.enum(['earned', 'reversal', 'reconciliation', 'reconciliation_revert', 'manager']),
  /** Tier codes. */
  from: z.string(),
  to: z.string(),
  createdAt: timestampSchema,
  staffName: z.string().nullable(),
  /** Why a manager set it. */
  reason: z.string().nullable(),
  entryId: idSchema.nullable(),
  reconciliationId: idSchema.nullable(),
});
export type TierSource = z.infer<typeof tierSourceSchema>;

export const playerLoyaltySchema = z.object({
  playerId: idSchema,
  balance: pointsSchema,
  lifetimePoints: pointsSchema,
  tier: z.string(),
  tierName: z.string(),
  /** 0 to 100: how far the player is from this tier's threshold to the next one's. */
  tierProgress: z.int().min(0).max(100),
  /** Null for the tier of the enrolment. */
  tierSource: tierSourceSchema.nullable(),
  /** Read-only figures brought over from a legacy system; never part of the balance. */
  startingBalance: z.record(z.string(), z.unknown()).nullable(),
  updatedAt: timestampSchema,
});

/** What a pit boss confirms: bonus points on a live slip. `override` goes over the soft cap and needs a note. */
export const midSessionRewardInputSchema = z.strictObject({
  ratingSlipId: idSchema,
  points: z
    .int({ error: rule('wholePoints') })
    .positive({ error: rule('pointsAboveZero') })
    .max(1_000_000_000),
  reason: issuableReasonSchema,
  note: z
    .string()
    .trim()
    .max(500, { error: rule('noteTooLong') })
    .optional(),
  override: z.boolean().optional(),
});
export type MidSessionRewardInput = z.infer<typeof midSessionRewardInputSchema>;

/** Answer of every ledger posting. `balance` is the one now, `entry.balanceAfter` the one right after this entry. */
export const ledgerPostingSchema = z.object({
  isExisting: z.boolean(),
  entry: ledgerEntrySchema,
  balance: pointsSchema,
});
export type LedgerPosting = z.infer<typeof ledgerPostingSchema>;

export const slipRewardsSchema = z.object({ items: z.array(ledgerEntrySchema), balance: pointsSchema });
export type SlipRewards = z.infer<typeof slipRewardsSchema>;

/** `from` and `to` are gaming days, both included. */
export const ledgerPageQuerySchema = pageQuerySchema.extend({
  /** The number of the entry to go on before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, USE_NEXT_CURSOR)
    .optional(),
  reason: loyaltyReasonSchema.optional(),
  from: gamingDaySchema.optional(),
  to: gamingDaySchema.optional(),
});
export type LedgerPageQuery = z.infer<typeof ledgerPageQuerySchema>;
export const ledgerPageSchema = pageSchema(ledgerEntrySchema);

/** Where a player's chain first stops proving itself, and how. */
export const ledgerBreakSchema = z.object({
  playerId: idSchema,
  entryNo: z.int().nonnegative(),
  entryId: idSchema.nullable(),
  kind: z.enum(['entry_missing', 'hash_mismatch', 'balance_mismatch', 'head_mismatch', 'player_not_enrolled']),
});
/** Any number: a tampered figure may be beyond what points can be, and the proof must still be able to say so. */
export const balanceDriftSchema = z.object({ playerId: idSchema, balance: z.number(), ledgerSum: z.number() });
/** Something a player holds that the record does not prove. */
export const standingDifferenceSchema = z.object({
  playerId: idSchema,
  field: z.enum(['lifetime_points', 'tier']),
  /** Points, or the code of a tier. */
  held: z.union([z.number(), z.string()]),
  proved: z.union([z.number(), z.string()]).nullable(),
});
const namedEntrySchema = z.object({
  entryId: idSchema,
  /** Null when only the audit trail names the entry: its rows don't say whose it was. */
  playerId: idSchema.nullable(),
  entryNo: z.number().nullable(),
  at: timestampSchema.nullable(),
});
/** An entry that the ledger does not have, and who names it. */
export const missingEntrySchema = namedEntrySchema.extend({ namedBy: z.array(z.enum(['audit', 'outbox', 'seal'])) });
/** An entry of the ledger, and who does not name it, or names it with other figures. */
export const unwitnessedEntrySchema = namedEntrySchema.extend({ notNamedBy: z.array(z.enum(['audit', 'outbox'])) });
/** A seal that does not hold, or the sealed end of a player's chain that the ledger does not have. */
export const sealFaultSchema = z.object({
  gamingDay: gamingDaySchema.nullable(),
  kind: sealKindSchema,
  fault: z.enum([
    'root_mismatch',
    'chain_mismatch',
    'event_mismatch',
    'seal_missing',
    'entry_missing',
    'entry_mismatch',
    'rows_missing',
    'rows_added',
    'rows_changed',
  ]),
  playerId: idSchema.nullable(),
  entryNo: z.number().nullable(),
});
export const ledgerIntegritySchema = z.object({
  isIntact: z.boolean(),
  playersChecked: z.int(),
  entriesChecked: z.int(),
  breaks: z.array(ledgerBreakSchema),
  drift: z.array(balanceDriftSchema),
  standing: z.array(standingDifferenceSchema),
  missing: z.array(missingEntrySchema),
  unwitnessed: z.array(unwitnessedEntrySchema),
  seals: z.array(sealFaultSchema),
  /** The last gaming day that is sealed; null while none is. */
  sealedThrough: gamingDaySchema.nullable(),
  checkedAt: timestampSchema,
});
export type LedgerIntegrity = z.infer<typeof ledgerIntegritySchema>;

/**
 * The quick proof, which is not the whole one: what was posted since the day that `sealedThrough` names, and whether what was sealed by
 * then still ends where it did. Nothing sealed is worked out again, and lifetime points and tiers are not looked at.
 */
export const ledgerSinceSealSchema = ledgerIntegritySchema.omit({ standing: true });
export type LedgerSinceSeal = z.infer<typeof ledgerSinceSealSchema>;

const managerNoteSchema = z
  .string()
  .trim()
  .min(1, { error: rule('sayWhy') })
  .max(500, { error: rule('noteTooLong') });

/** A manager's correction, up or down. */
export const correctionInputSchema = z.strictObject({
  playerId: idSchema,
  points: z
    .int({ error: rule('wholePoints') })
    .min(-1_000_000_000)
    .max(1_000_000_000)
    .refine((points) => points !== 0, { error: rule('pointsNotZero') }),
  note: managerNoteSchema,
});
export type CorrectionInput = z.infer<typeof correctionInputSchema>;

/** Takes one entry back, once. */
export const reversalInputSchema = z.strictObject({ entryId: idSchema, note: managerNoteSchema });
export type ReversalInput = z.infer<typeof reversalInputSchema>;

/** The answer to a reversal: also which tier, by code, the player had before it and has after it. */
export const reversalPostingSchema = ledgerPostingSchema.extend({ tierBefore: z.string(), tierAfter: z.string() });
export type ReversalPosting = z.infer<typeof reversalPostingSchema>;

/** A manager posts what a closed slip is due that has no points in force. */
export const settleSlipInputSchema = z.strictObject({ note: managerNoteSchema });
export type SettleSlipInput = z.infer<typeof settleSlipInputSchema>;

/** A manager sets a player's tier, by code, up or down. */
export const setTierInputSchema = z.strictObject({
  tier: z.string().min(1).max(31),
  reason: z
    .string()
    .trim()
    .min(1, { error: rule('sayWhy') })
    .max(500, { error: rule('charactersAtMost', { highest: 500 }) }),
});
export type SetTierInput = z.infer<typeof setTierInputSchema>;
export const setTierResultSchema = z.object({
  isExisting: z.boolean(),
  playerId: idSchema,
  tierBefore: z.string(),
  tierAfter: z.string(),
  tierProgress: z.int().min(0).max(100),
  reason: z.string(),
});
export type SetTierResult = z.infer<typeof setTierResultSchema>;

/** Accrues a closed slip whose accrual is pending. */
export const accrualInputSchema = z.strictObject({ ratingSlipId: idSchema });

/** The balance at the end of each gaming day that moved it. */
export const balanceHistorySchema = z.object({
  fromGamingDay: gamingDaySchema,
  toGamingDay: gamingDaySchema,
  openingBalance: pointsSchema,
  items: z.array(z.object({ gamingDay: gamingDaySchema, balance: pointsSchema })),
});
export type BalanceHistory = z.infer<typeof balanceHistorySchema>;
export const balanceHistoryQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(730).default(90),
});

export const roundingPolicySchema = z.enum(['floor', 'nearest', 'ceil']);
export type RoundingPolicy = z.infer<typeof roundingPolicySchema>;

/** A factor with at most two decimals, as the database keeps it. */
function multiplierBetween(lowest: number, highest: number) {
  return z
    .number({ error: rule('numberBetween', { lowest, highest }) })
    .min(lowest, { error: rule('atLeast', { lowest }) })
    .max(highest, { error: rule('atMost', { highest }) })
    .refine((value) => Number(value.toFixed(2)) === value, { error: rule('twoDecimals') });
}

/** Points = round(theo dollars x pointsPerTheo x defaultPointMultiplier x the tier's multiplier). */
export const earnRatesShape = {
  pointsPerTheo: z
    .int({ error: rule('whole') })
    .min(0, { error: rule('atLeast', { lowest: 0 }) })
    .max(10_000, { error: rule('atMost', { highest: 10_000 }) }),
  defaultPointMultiplier: multiplierBetween(0, 10),
  roundingPolicy: roundingPolicySchema,
  /** While it is off, slips that close earn nothing. */
  isActive: z.boolean(),
};
export const earnConfigSchema = z.object({ ...earnRatesShape, version: z.int(), updatedAt: timestampSchema });
export type EarnConfig = z.infer<typeof earnConfigSchema>;
/** `version` is the one it was read at: the change is refused when somebody else made one since. */
export const updateEarnConfigInputSchema = z.strictObject({ ...earnRatesShape, version: z.int().positive() });
export type UpdateEarnConfigInput = z.infer<typeof updateEarnConfigInputSchema>;
export const earnConfigResultSchema = earnConfigSchema.extend({ isExisting: z.boolean() });
export type EarnConfigResult = z.infer<typeof earnConfigResultSchema>;

/** Cents that a thousand points are worth. */
export const centsPer1000PointsSchema = z
  .int({ error: rule('whole') })
  .min(1, { error: rule('atLeast', { lowest: 1 }) })
  .max(1_000_000, { error: rule('tooHigh') });
/** What points are worth from a gaming day on, and who said so last. */
const pointValueSchema = z.object({
  fromGamingDay: gamingDaySchema,
  centsPer1000Points: centsPer1000PointsSchema,
  setByStaffName: z.string().nullable(),
  setAt: timestampSchema,
});
/** The value in force today, and all that were set, those to come too, the latest day first. */
export const pointValuesSchema = z.object({
  gamingDay: gamingDaySchema,
  centsPer1000Points: centsPer1000PointsSchema,
  /** From which day on a value may be set. */
  firstSettableGamingDay: gamingDaySchema,
  items: z.array(pointValueSchema),
});
export type PointValues = z.infer<typeof pointValuesSchema>;
export const setPointValueInputSchema = z.strictObject({
  fromGamingDay: gamingDaySchema,
  centsPer1000Points: centsPer1000PointsSchema,
});
export type SetPointValueInput = z.infer<typeof setPointValueInputSchema>;
export const pointValueResultSchema = setPointValueInputSchema.extend({ isExisting: z.boolean() });
export type PointValueResult = z.infer<typeof pointValueResultSchema>;

const tierShape = {
  code: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, { error: rule('smallLettersFirst') }),
  name: z
    .string()
    .trim()
    .min(1, { error: rule('name') })
    .max(50, { error: rule('charactersAtMost', { highest: 50 }) }),
  multiplier: multiplierBetween(0.01, 10),
  /** Lifetime points at which it begins. */
  thresholdPoints: z
    .int({ error: rule('wholePoints') })
    .min(0)
    .max(1_000_000_000_000, { error: rule('tooHigh') }),
};
export const loyaltyTierSchema = z.object({ ...tierShape, rank: z.int() });
export type LoyaltyTier = z.infer<typeof loyaltyTierSchema>;
/** All tiers, the lowest first. `version` changes whenever one of them does. */
export const loyaltyTiersSchema = z.object({ items: z.array(loyaltyTierSchema), version: z.string() });
export type LoyaltyTiers = z.infer<typeof loyaltyTiersSchema>;
/** A whole ladder of tiers, the lowest first. */
export const tierLadderSchema = z
  .array(z.strictObject(tierShape))
  .min(1)
  .max(20)
  .superRefine((tiers, context) => {
    const say = (place: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [place, field], message });
    for (const [place, tier] of tiers.entries()) {
      const below = tiers[place - 1];
      if (below === undefined && tier.thresholdPoints !== 0) say(place, 'thresholdPoints', rule('lowestTierZero'));
      if (below !== undefined && tier.thresholdPoints <= below.thresholdPoints)
        say(place, 'thresholdPoints', rule('tierAboveBelow'));
      if (tiers.findIndex(({ code }) => code === tier.code) < place) say(place, 'code', rule('tierCodeOwn'));
      const isSameName = ({ name }: { name: string }) => name.toLowerCase() === tier.name.toLowerCase();
      if (tiers.findIndex(isSameName) < place) say(place, 'name', rule('tierNameOwn'));
    }
  });
/** The tiers as they are to be: a code that is left out is removed, if nobody holds it. */
export const replaceTiersInputSchema = z.strictObject({
  tiers: tierLadderSchema,
  version: z.string().min(1).max(100),
});
export type ReplaceTiersInput = z.infer<typeof replaceTiersInputSchema>;
export const loyaltyTiersResultSchema = loyaltyTiersSchema.extend({ isExisting: z.boolean() });
export type LoyaltyTiersResult = z.infer<typeof loyaltyTiersResultSchema>;
