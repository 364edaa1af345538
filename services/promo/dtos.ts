import { z } from 'zod';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  timestampSchema,
} from '@/lib/shared/schemas';

export const promoTypeSchema = z.enum(PROMO_TYPES);
export const promoProgramStatusSchema = z.enum(['active', 'inactive']);
export const promoCouponStatusSchema = z.enum(['issued', 'held', 'voided', 'replaced', 'expired', 'cleared']);
export type PromoCouponStatus = z.infer<typeof promoCouponStatusSchema>;

/** How the allowed distance from a median was found, and whether the history can be relied on. */
export const baselineMethodSchema = z.enum(['mad', 'mean_ad', 'fallback']);
export const baselineReadinessSchema = z.enum(['ready', 'building', 'stale']);

const CENTS_MAX = 100_000_000;
const faceValueSchema = centsSchema
  .min(1, { error: rule('faceValueAboveZero') })
  .max(CENTS_MAX, { error: rule('faceValueTooHigh') });
const matchWagerSchema = centsSchema.min(0).max(CENTS_MAX, { error: rule('wagerTooHigh') });
const validHoursSchema = z
  .int({ error: rule('wholeHours') })
  .min(1, { error: rule('hourAtLeast') })
  .max(8_784, { error: rule('hoursAtMost') });
const programNameSchema = z
  .string()
  .trim()
  .min(1, { error: rule('name') })
  .max(100);
/** A time from a client, with any offset. */
const instantSchema = z.iso.datetime({ offset: true });

/** A kind of coupon. Coupons copy its figures when they are issued; `version` counts the edits. */
export const promoProgramSchema = z.object({
  id: idSchema,
  name: z.string(),
  promoType: promoTypeSchema,
  faceValueCents: centsSchema,
  /** What the player must stake; 0 for free play. */
  requiredMatchWagerCents: centsSchema,
  status: promoProgramStatusSchema,
  startAt: timestampSchema,
  endAt: timestampSchema.nullable(),
  /** How long its coupons are good for, from issue. */
  validHours: z.int(),
  version: z.int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type PromoProgram = z.infer<typeof promoProgramSchema>;

/** A program with what is outstanding of it now. */
export const listedPromoProgramSchema = promoProgramSchema.extend({
  outstandingCount: z.int(),
  outstandingFaceValueCents: centsSchema,
});
export type ListedPromoProgram = z.infer<typeof listedPromoProgramSchema>;
/** All programs of the casino; there are few, so `nextCursor` is always null. */
export const promoProgramPageSchema = pageSchema(listedPromoProgramSchema);

export const createPromoProgramInputSchema = z.strictObject({
  name: programNameSchema,
  promoType: promoTypeSchema,
  faceValueCents: faceValueSchema,
  requiredMatchWagerCents: matchWagerSchema.default(0),
  validHours: validHoursSchema.default(24),
  status: promoProgramStatusSchema.default('active'),
  startAt: instantSchema.optional(),
  endAt: instantSchema.nullish(),
});
export type CreatePromoProgramInput = z.infer<typeof createPromoProgramInputSchema>;

/** What changes, for coupons issued from now on. `endAt: null` takes the end away; with `version`, an edit in between is refused. */
export const updatePromoProgramInputSchema = z.strictObject({
  name: programNameSchema.optional(),
  faceValueCents: faceValueSchema.optional(),
  requiredMatchWagerCents: matchWagerSchema.optional(),
  validHours: validHoursSchema.optional(),
  status: promoProgramStatusSchema.optional(),
  startAt: instantSchema.optional(),
  endAt: instantSchema.nullish(),
  version: z.int().positive().optional(),
});
export type UpdatePromoProgramInput = z.infer<typeof updatePromoProgramInputSchema>;
export const promoProgramResultSchema = promoProgramSchema.extend({ isExisting: z.boolean() });
export type PromoProgramResult = z.infer<typeof promoProgramResultSchema>;

/** One issued instrument. `status` is the one that counts: an overdue coupon is expired, and held while its player may receive nothing. */
export const promoCouponSchema = z.object({
  id: idSchema,
  promoProgramId: idSchema,
  programName: z.string(),
  promoType: promoTypeSchema,
  validationNumber: z.string(),
  status: promoCouponStatusSchema,
  faceValueCents: centsSchema,
  requiredMatchWagerCents: centsSchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  visitId: idSchema.nullable(),
  gamingDay: gamingDaySchema,
  issuedAt: timestampSchema,
  issuedByStaffId: idSchema.nullable(),
  issuedByStaffName: z.string().nullable(),
  expiresAt: timestampSchema,
  /** The latest expiry that a replacement may have. */
  latestExpiresAt: timestampSchema,
  voidedAt: timestampSchema.nullable(),
  voidedByStaffName: z.string().nullable(),
  voidReason: z.string().nullable(),
  replacedAt: timestampSchema.nullable(),
  replacedByStaffName: z.string().nullable(),
  replaceReason: z.string().nullable(),
  replacementCouponId: idSchema.nullable(),
  replacesCouponId: idSchema.nullable(),
  rewardId: idSchema.nullable(),
  /** Of a coupon that was given as a reward of the catalog: its name then, and the note. */
  rewardName: z.string().nullable(),
  note: z.string().nullable(),
  correlationId: idSchema,
});
export type PromoCoupon = z.infer<typeof promoCouponSchema>;
export const promoCouponPageSchema = pageSchema(promoCouponSchema);

/** `validationNumber` as copied by hand: case, spaces, dashes and O/0, I/L/1 make no difference. */
export const promoCouponQuerySchema = pageQuerySchema.extend({
  status: promoCouponStatusSchema.optional(),
  promoProgramId: idSchema.optional(),
  playerId: idSchema.optional(),
  validationNumber: z.string().trim().min(1).max(40).optional(),
});
export type PromoCouponQuery = z.infer<typeof promoCouponQuerySchema>;

/** Without a number the server makes one; without an expiry the program's validity holds. */
export const issuePromoCouponInputSchema = z.strictObject({
  promoProgramId: idSchema,
  validationNumber: z.string().trim().min(1).max(40).optional(),
  playerId: idSchema.optional(),
  visitId: idSchema.optional(),
  expiresAt: instantSchema.optional(),
  /** `false` asks to be refused where the visit would be given more than its play is worth; `true` confirms it all the same. */
  confirmAboveTheo: z.boolean().optional(),
});
export type IssuePromoCouponInput = z.infer<typeof issuePromoCouponInputSchema>;

const reasonSchema = z
  .string()
  .trim()
  .min(1, { error: rule('sayWhy') })
  .max(500, { error: rule('charactersAtMost', { highest: 500 }) });
export const voidPromoCouponInputSchema = z.strictObject({ reason: reasonSchema });

/** The replacement keeps the expiry unless another is given; a longer one needs a reason and ends with `latestExpiresAt`. */
export const replacePromoCouponInputSchema = z.strictObject({
  reason: reasonSchema.optional(),
  validationNumber: z.string().trim().min(1).max(40).optional(),
  expiresAt: instantSchema.optional(),
});
export type ReplacePromoCouponInput = z.infer<typeof replacePromoCouponInputSchema>;

/** The coupon as it stood right after the intent was first carried out. */
export const promoCouponResultSchema = z.object({ isExisting: z.boolean(), coupon: promoCouponSchema });
export type PromoCouponResult = z.infer<typeof promoCouponResultSchema>;
/** `coupon` is the new one. */
export const promoReplacementResultSchema = promoCouponResultSchema.extend({ replacedCoupon: promoCouponSchema });
export type PromoReplacementResult = z.infer<typeof promoReplacementResultSchema>;

/** Every coupon there ever was, by what it is now. `issued` means outstanding. */
export const promoInventorySchema = z.object({
  asOf: timestampSchema,
  items: z.array(
    z.object({
      status: promoCouponStatusSchema,
      count: z.int(),
      faceValueCents: centsSchema,
      patronRiskCents: centsSchema,
    }),
  ),
});
export type PromoInventory = z.infer<typeof promoInventorySchema>;

export const promoRollupQuerySchema = z.strictObject({
  gamingDay: gamingDaySchema.optional(),
  shiftId: idSchema.optional(),
});
export type PromoRollupQuery = z.infer<typeof promoRollupQuerySchema>;

/**
 * Promo exposure. Issued (without replacements), voided, replaced and expired are those of the gaming day or shift;
 * outstanding is as of now. `voidRate` is voided / issued and `replacementRate` replacements / issued, fractions; null
 * when nothing was issued. Hours count from the start of the gaming day.
 */
export const promoRollupSchema = z.object({
  gamingDay: gamingDaySchema,
  shiftId: idSchema.nullable(),
  asOf: timestampSchema,
  issuedCount: z.int(),
  issuedFaceValueCents: centsSchema,
  issuedPatronRiskCents: centsSchema,
  outstandingCount: z.int(),
  outstandingFaceValueCents: centsSchema,
  outstandingPatronRiskCents: centsSchema,
  /** Of what is outstanding: held, because its player may receive nothing now. */
  heldCount: z.int(),
  heldFaceValueCents: centsSchema,
  heldPatronRiskCents: centsSchema,
  voidedCount: z.int(),
  replacedCount: z.int(),
  expiredCount: z.int(),
  /** Outstanding, over within 24 hours, and with half of their validity behind them. */
  expiringSoonCount: z.int(),
  expiringSoonFaceValueCents: centsSchema,
  voidRate: z.number().nullable(),
  replacementCount: z.int(),
  replacementRate: z.number().nullable(),
  byHour: z.array(
    z.object({
      hour: z.int().nonnegative(),
      startsAt: timestampSchema,
      issuedCount: z.int(),
      issuedFaceValueCents: centsSchema,
      baselineMedian: z.number().nullable(),
      baselineMad: z.number().nullable(),
      /** What is usual, by the rule of the spike alert; null without any history. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** Whether that rule would fire for the hour. */
      isAbove: z.boolean(),
      method: baselineMethodSchema,
      readiness: baselineReadinessSchema,
    }),
  ),
  /** Hours since issue, `toHours` excluded; null is open-ended. */
  outstandingByAge: z.array(
    z.object({ fromHours: z.int(), toHours: z.int().nullable(), count: z.int(), faceValueCents: centsSchema }),
  ),
});
export type PromoRollup = z.infer<typeof promoRollupSchema>;
