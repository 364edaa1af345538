import { z } from 'zod';
import { takesWager } from '@/lib/shared/promo-types';
import { rule } from '@/lib/shared/rules';
import { centsSchema, idSchema, pointsSchema, timestampSchema } from '@/lib/shared/schemas';
import { visitKindSchema } from '@/services/floor/dtos';
import { ledgerEntrySchema, ledgerPostingSchema } from '@/services/loyalty/dtos';
import { promoCouponSchema, promoTypeSchema } from '@/services/promo/dtos';

export const rewardFamilySchema = z.enum(['points_comp', 'entitlement']);
export type RewardFamily = z.infer<typeof rewardFamilySchema>;
export const rewardFulfillmentSchema = z.enum(['immediate', 'voucher', 'external']);
export type RewardFulfillment = z.infer<typeof rewardFulfillmentSchema>;
export const rewardLimitScopeSchema = z.enum(['per_visit', 'per_gaming_day', 'per_week', 'per_month']);
export type RewardLimitScope = z.infer<typeof rewardLimitScopeSchema>;

const CENTS_MAX = 100_000_000;
const POINTS_MAX = 1_000_000_000;
const tierCodeSchema = z.string().min(1).max(31);

const amountSchema = z
  .int({ error: rule('centsBetween', { lowest: 1, highest: CENTS_MAX }) })
  .min(1, { error: rule('centsBetween', { lowest: 1, highest: CENTS_MAX }) })
  .max(CENTS_MAX, { error: rule('centsBetween', { lowest: 1, highest: CENTS_MAX }) });

/**
 * Only for a points_comp: so many points, or as many as pay for the amount that its issuer types, between the smallest and the
 * largest. With `allowOverdraw` the balance may go below zero by it, as far as the settings say.
 */
export const rewardPriceSchema = z
  .strictObject({
    pointsCost: z
      .int({ error: rule('wholePoints') })
      .min(1, { error: rule('priceAboveZero') })
      .max(POINTS_MAX, { error: rule('priceTooHigh') })
      .optional(),
    minAmountCents: amountSchema.optional(),
    maxAmountCents: amountSchema.optional(),
    allowOverdraw: z.boolean().default(false),
  })
  .superRefine(({ pointsCost, minAmountCents, maxAmountCents }, context) => {
    const say = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    const isTyped = minAmountCents !== undefined && maxAmountCents !== undefined;
    const isHalfTyped = minAmountCents !== undefined || maxAmountCents !== undefined;
    if (pointsCost === undefined ? !isTyped : isHalfTyped) say('pointsCost', rule('pointsOrAmount'));
    else if (isTyped && maxAmountCents < minAmountCents) say('maxAmountCents', rule('largestBelowSmallest'));
  });

/** What a tier gets. A match play without a wager of its own asks for its face value; free play asks for none. */
const benefitFigures = {
  instrumentType: promoTypeSchema,
  faceValueCents: centsSchema
    .min(1, { error: rule('faceValueAboveZero') })
    .max(CENTS_MAX, { error: rule('faceValueTooHigh') }),
  requiredMatchWagerCents: centsSchema.min(0).max(CENTS_MAX, { error: rule('wagerTooHigh') }),
  /** Null: as long as the promo program says. */
  validHours: z
    .int({ error: rule('wholeHours') })
    .min(1, { error: rule('hourAtLeastOrNothing') })
    .max(8_784, { error: rule('hoursAtMost') })
    .nullable(),
};
export const rewardBenefitSchema = z.object(benefitFigures);
const rewardBenefitInputSchema = z
  .strictObject({
    ...benefitFigures,
    requiredMatchWagerCents: benefitFigures.requiredMatchWagerCents.optional(),
    validHours: benefitFigures.validHours.default(null),
  })
  .transform(({ requiredMatchWagerCents, ...benefit }) => ({
    ...benefit,
    requiredMatchWagerCents:
      requiredMatchWagerCents ?? (takesWager(benefit.instrumentType) ? benefit.faceValueCents : 0),
  }));

export const rewardLimitSchema = z.strictObject({
  scope: rewardLimitScopeSchema,
  maxIssues: z
    .int({ error: rule('whole') })
    .min(1, { error: rule('atLeast', { lowest: 1 }) })
    .max(1_000, { error: rule('atMost', { highest: 1_000 }) })
    .default(1),
  /** How long after the last one; at most 31 days. */
  cooldownMinutes: z
    .int({ error: rule('wholeMinutes') })
    .min(1, { error: rule('minuteAtLeastOrNothing') })
    .max(44_640, { error: rule('minutesAtMost') })
    .nullable()
    .default(null),
  requiresNote: z.boolean().default(false),
});
export type RewardLimit = z.infer<typeof rewardLimitSchema>;

/** Null is no condition. */
export const rewardEligibilitySchema = z.strictObject({
  minTier: tierCodeSchema.nullable().default(null),
  maxTier: tierCodeSchema.nullable().default(null),
  minPointsBalance: z
    .int({ error: rule('wholePoints') })
    .min(0)
    .max(POINTS_MAX, { error: rule('tooHigh') })
    .nullable()
    .default(null),
  visitKinds: z
    .array(visitKindSchema)
    .min(1, { error: rule('pickOneOrNone') })
    .nullable()
    .default(null),
});

/** What the casino offers: a definition. `version` counts the edits of all of it. */
export const rewardSchema = z.object({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  family: rewardFamilySchema,
  kind: z.string(),
  isActive: z.boolean(),
  fulfillment: rewardFulfillmentSchema.nullable(),
  uiTags: z.array(z.string()).nullable(),
  metadata: z.record(z.string(), z.unknown()),
  price: z
    .object({
      pointsCost: pointsSchema.optional(),
      minAmountCents: centsSchema.optional(),
      maxAmountCents: centsSchema.optional(),
      allowOverdraw: z.boolean(),
    })
    .nullable(),
  tiers: z.array(z.object({ tier: z.string(), benefit: rewardBenefitSchema })),
  limits: z.array(
    z.object({
      scope: rewardLimitScopeSchema,
      maxIssues: z.int(),
      cooldownMinutes: z.int().nullable(),
      requiresNote: z.boolean(),
    }),
  ),
  eligibility: z
    .object({
      minTier: z.string().nullable(),
      maxTier: z.string().nullable(),
      minPointsBalance: pointsSchema.nullable(),
      visitKinds: z.array(visitKindSchema).nullable(),
    })
    .nullable(),
  version: z.int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  updatedByStaffName: z.string().nullable(),
});
export type Reward = z.infer<typeof rewardSchema>;

/** The whole catalog; `nextCursor` is always null. */
export const rewardListSchema = z.object({ items: z.array(rewardSchema), nextCursor: z.null() });
export type RewardList = z.infer<typeof rewardListSchema>;
export const rewardListQuerySchema = z.strictObject({ isActive: z.stringbool().optional() });

const rewardFields = {
  name: z
    .string()
    .trim()
    .min(1, { error: rule('name') })
    .max(100, { error: rule('charactersAtMost', { highest: 100 }) }),
  kind: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: rule('smallLettersFirst') }),
  isActive: z.boolean(),
  fulfillment: rewardFulfillmentSchema.nullable(),
  uiTags: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(30, { error: rule('tagTooLong') }),
    )
    .max(10, { error: rule('tags') })
    .nullable(),
  metadata: z.record(z.string().max(100), z.unknown()),
  price: rewardPriceSchema.nullable(),
  tiers: z.array(z.strictObject({ tier: tierCodeSchema, benefit: rewardBenefitInputSchema })).max(20),
  limits: z.array(rewardLimitSchema).max(4),
  eligibility: rewardEligibilitySchema.nullable(),
};

/** A new reward. Its code and family stay for good. */
export const createRewardInputSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9_]{1,49}$/, { error: rule('rewardCode') }),
  family: rewardFamilySchema,
  name: rewardFields.name,
  kind: rewardFields.kind,
  isActive: rewardFields.isActive.default(true),
  fulfillment: rewardFields.fulfillment.optional(),
  uiTags: rewardFields.uiTags.optional(),
  metadata: rewardFields.metadata.optional(),
  price: rewardFields.price.optional(),
  tiers: rewardFields.tiers.optional(),
  limits: rewardFields.limits.optional(),
  eligibility: rewardFields.eligibility.optional(),
});
export type CreateRewardInput = z.infer<typeof createRewardInputSchema>;

/**
 * What changes; what is left out stays, and a list that is given replaces the list. `version` is the one it was read at: the
 * change is refused when somebody else made one since.
 */
export const updateRewardInputSchema = z
  .strictObject({ ...z.object(rewardFields).partial().shape, version: z.int().positive() })
  .refine(({ version: _, ...changes }) => Object.keys(changes).length > 0, { error: rule('changeOne') });
export type UpdateRewardInput = z.infer<typeof updateRewardInputSchema>;
export const rewardResultSchema = rewardSchema.extend({ isExisting: z.boolean() });
export type RewardResult = z.infer<typeof rewardResultSchema>;

/** Which conditions NOT_ELIGIBLE stands for. */
export const unmetConditionSchema = z.enum([
  'min_tier',
  'max_tier',
  'min_points_balance',
  'visit_kind',
  'no_visit',
  'no_benefit',
]);
export type UnmetCondition = z.infer<typeof unmetConditionSchema>;

/**
 * A reward as one player could get it now. `reasons` are the codes issuing would refuse with, the first one first. Figures
 * of a coupon are the tier's, and null where the tier gets none; `validHours` is the coupon's life from its issue.
 */
export const offerSchema = z.object({
  rewardId: idSchema,
  code: z.string(),
  name: z.string(),
  family: rewardFamilySchema,
  kind: z.string(),
  fulfillment: rewardFulfillmentSchema.nullable(),
  uiTags: z.array(z.string()).nullable(),
  version: z.int(),
  eligible: z.boolean(),
  reasons: z.array(z.string()),
  unmet: z.array(unmetConditionSchema),
  /** Whom it is for; told where one of these is not met, null otherwise. */
  conditions: z
    .object({
      minTierName: z.string().nullable(),
      maxTierName: z.string().nullable(),
      minPointsBalance: pointsSchema.nullable(),
      visitKinds: z.array(visitKindSchema).nullable(),
    })
    .nullable(),
  requiresNote: z.boolean(),
  /** Of a comp whose amount is typed: what the smallest costs. */
  pointsCost: pointsSchema.nullable(),
  minAmountCents: centsSchema.nullable(),
  maxAmountCents: centsSchema.nullable(),
  allowOverdraw: z.boolean().nullable(),
  /** Of a comp: how far below zero it may take the balance. */
  debtLimitPoints: pointsSchema.nullable(),
  balance: pointsSchema,
  balanceAfter: pointsSchema,
  tier: z.string(),
  instrumentType: promoTypeSchema.nullable(),
  faceValueCents: centsSchema.nullable(),
  requiredMatchWagerCents: centsSchema.nullable(),
  validHours: z.int().nullable(),
  promoProgramId: idSchema.nullable(),
  remaining: z.array(z.object({ scope: rewardLimitScopeSchema, maxIssues: z.int(), left: z.int() })),
  /** When time alone stands in the way: until when. */
  nextEligibleAt: timestampSchema.nullable(),
});
export type Offer = z.infer<typeof offerSchema>;

/** Every active reward for one player, on the visit named or the running one. */
export const offerListSchema = z.object({
  playerId: idSchema,
  visitId: idSchema.nullable(),
  balance: pointsSchema,
  tier: z.string(),
  tierName: z.string(),
  asOf: timestampSchema,
  /** By which the price follows an amount that is typed. */
  centsPer1000Points: z.int().min(1),
  items: z.array(offerSchema),
  nextCursor: z.null(),
});
export type OfferList = z.infer<typeof offerListSchema>;
export const offersQuerySchema = z.strictObject({ visitId: idSchema.optional() });

/** Who in the house could get a reward now, were it active; `reasons` counts the others by what comes first. */
export const rewardPreviewSchema = z.object({
  rewardId: idSchema,
  asOf: timestampSchema,
  playerCount: z.int(),
  eligibleCount: z.int(),
  /** Whether more players are in the house than were looked at. */
  isPartial: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), count: z.int() })),
  items: z.array(
    z.object({
      playerId: idSchema,
      playerName: z.string(),
      tier: z.string(),
      tierName: z.string(),
      balance: pointsSchema,
      pointsCost: pointsSchema.nullable(),
      faceValueCents: centsSchema.nullable(),
      requiredMatchWagerCents: centsSchema.nullable(),
    }),
  ),
});
export type RewardPreview = z.infer<typeof rewardPreviewSchema>;

const noteSchema = z
  .string()
  .trim()
  .max(500, { error: rule('noteTooLong') });

/** The visit is the one given, the slip's, or the player's running one. `expected`: what the screen showed; refused if it changed. */
export const issueRewardInputSchema = z.strictObject({
  playerId: idSchema,
  visitId: idSchema.optional(),
  ratingSlipId: idSchema.optional(),
  note: noteSchema.optional(),
  /** Of a comp whose amount its issuer types, and of no other. */
  amountCents: centsSchema.optional(),
  expected: z
    .strictObject({
      pointsCost: pointsSchema.optional(),
      faceValueCents: centsSchema.optional(),
      requiredMatchWagerCents: centsSchema.optional(),
      validHours: z.int().optional(),
    })
    .optional(),
});
export type IssueRewardInput = z.infer<typeof issueRewardInputSchema>;

/** A comp has an entry, an entitlement a coupon. `balance` is the one now. */
export const issuedRewardSchema = z.object({
  isExisting: z.boolean(),
  family: rewardFamilySchema,
  entry: ledgerEntrySchema.nullable(),
  coupon: promoCouponSchema.nullable(),
  balance: pointsSchema,
});
export type IssuedReward = z.infer<typeof issuedRewardSchema>;

export const redemptionInputSchema = z.strictObject({
  rewardId: idSchema,
  playerId: idSchema,
  visitId: idSchema.optional(),
  ratingSlipId: idSchema.optional(),
  note: noteSchema.optional(),
  amountCents: centsSchema.optional(),
  expectedPointsCost: pointsSchema.optional(),
});
export type RedemptionInput = z.infer<typeof redemptionInputSchema>;

/** Redeeming points is answered as every ledger posting is. */
export const redemptionResultSchema = ledgerPostingSchema;
export type RedemptionResult = z.infer<typeof redemptionResultSchema>;
