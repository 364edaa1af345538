import { z } from 'zod';
import {
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
} from '@/lib/shared/schemas';

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
  rewardId: idSchema.nullable(),
  correlationId: idSchema,
  createdAt: timestampSchema,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const playerLoyaltySchema = z.object({
  playerId: idSchema,
  balance: pointsSchema,
  lifetimePoints: pointsSchema,
  tier: z.string(),
  tierName: z.string(),
  /** 0 to 100: how far the player is from this tier's threshold to the next one's. */
  tierProgress: z.int().min(0).max(100),
  /** Read-only figures brought over from a legacy system; never part of the balance. */
  startingBalance: z.record(z.string(), z.unknown()).nullable(),
  updatedAt: timestampSchema,
});

/** What a pit boss confirms: bonus points on a live slip. `override` goes over the soft cap and needs a note. */
export const midSessionRewardInputSchema = z.strictObject({
  ratingSlipId: idSchema,
  points: z
    .int({ error: 'Points must be a whole number.' })
    .positive({ error: 'Points must be more than zero.' })
    .max(1_000_000_000),
  reason: issuableReasonSchema,
  note: z.string().trim().max(500, { error: 'Keep the note under 500 characters.' }).optional(),
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

export const ledgerPageQuerySchema = pageQuerySchema;
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
export const ledgerIntegritySchema = z.object({
  isIntact: z.boolean(),
  playersChecked: z.int(),
  entriesChecked: z.int(),
  breaks: z.array(ledgerBreakSchema),
  drift: z.array(balanceDriftSchema),
  checkedAt: timestampSchema,
});
export type LedgerIntegrity = z.infer<typeof ledgerIntegritySchema>;
