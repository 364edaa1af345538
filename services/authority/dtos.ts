import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { centsSchema, idSchema, pointsSchema, timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import { issueRewardInputSchema } from '@/services/catalog/dtos';
import { issuableReasonSchema, ledgerEntrySchema } from '@/services/loyalty/dtos';
import { issuePromoCouponInputSchema, promoCouponSchema } from '@/services/promo/dtos';
import { pinSchema } from '@/services/staff/dtos';

const MOST_POINTS = 1_000_000_000;
const MOST_CENTS = 100_000_000_000;

const pointsLimit = z
  .int({ error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .min(0, { error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .max(MOST_POINTS, { error: rule('wholeBetweenOrNothing', { lowest: 0, highest: MOST_POINTS }) })
  .nullable();
const moneyLimit = z
  .int({ error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .min(0, { error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .max(MOST_CENTS, { error: rule('centsBetween', { lowest: 0, highest: MOST_CENTS }) })
  .nullable();

/** What one person may give; null: no limit. Money is the worth of comps by the point value, of coupons by face value. */
const personLimits = {
  pointsAtOnce: pointsLimit,
  pointsPerShift: pointsLimit,
  pointsPerDay: pointsLimit,
  valueAtOnceCents: moneyLimit,
  valuePerDayCents: moneyLimit,
};
/** What one player is given by everybody in a gaming day, as money. */
const houseLimits = { playerPerDayCents: moneyLimit };

/** Limits of the house (neither role nor person), of a role, or of one person. */
export const authorityLimitSchema = z.object({
  role: staffRoleSchema.nullable(),
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  ...personLimits,
  ...houseLimits,
  /** 0 of what was never set. */
  version: z.int().min(0),
});
export type AuthorityLimit = z.infer<typeof authorityLimitSchema>;

export const authoritySchema = z.object({
  house: authorityLimitSchema,
  /** Those of who may issue today. */
  roles: z.array(authorityLimitSchema),
  /** All who may issue today, with their role, whether or not they have limits of their own. */
  people: z.array(authorityLimitSchema),
});
export type Authority = z.infer<typeof authoritySchema>;

/** Sets what it names of the limits of a role, of a person or, without both, of the house; the rest stays. */
export const setAuthorityLimitInputSchema = z.strictObject({
  role: staffRoleSchema.optional(),
  staffId: idSchema.optional(),
  limits: z.strictObject({ ...personLimits, ...houseLimits }).partial(),
  /** The version that was read. */
  version: z.int().min(0),
});
export type SetAuthorityLimitInput = z.infer<typeof setAuthorityLimitInputSchema>;
export const authorityLimitResultSchema = authorityLimitSchema.extend({ isExisting: z.boolean() });
export type AuthorityLimitResult = z.infer<typeof authorityLimitResultSchema>;

const authorityUnitSchema = z.enum(['points', 'cents']);
const limitNameSchema = z.enum([
  'pointsAtOnce',
  'pointsPerShift',
  'pointsPerDay',
  'valueAtOnce',
  'valuePerDay',
  'playerPerDay',
  'relation',
]);

/** What is left of the caller's authority: points for bonuses, cents for comps and coupons, the tightest of each first. */
export const authorityLeftSchema = z.object({
  /** By which the points of a comp are so much money. */
  centsPer1000Points: z.int().min(1),
  items: z.array(
    z.object({ limit: limitNameSchema, unit: authorityUnitSchema, most: z.int().min(0), left: z.int().min(0) }),
  ),
});
export type AuthorityLeft = z.infer<typeof authorityLeftSchema>;
export const authorityLeftQuerySchema = z.strictObject({ playerId: idSchema.optional() });
export type AuthorityLeftQuery = z.infer<typeof authorityLeftQuerySchema>;

/**
 * What is beyond one's own limits, that somebody asks another to give: bonus points on a slip, a reward of the catalog (`comp`, also
 * one that is given as a coupon by tier), or a coupon of a program, which may be for nobody by name.
 */
export const rewardRequestSchema = z.object({
  id: idSchema,
  kind: z.enum(['points', 'comp', 'coupon']),
  ratingSlipId: idSchema.nullable(),
  visitId: idSchema.nullable(),
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  /** Of a bonus; of a comp its price. */
  points: pointsSchema.nullable(),
  /** Of a bonus. */
  reason: issuableReasonSchema.nullable(),
  /** Of the reward or the program. */
  name: z.string().nullable(),
  /** Of a comp whose amount was typed. */
  amountCents: centsSchema.nullable(),
  /** What it was worth when it was asked for: points by the point value of the day, coupons by face value. */
  valueCents: centsSchema,
  note: z.string(),
  status: z.enum(['pending', 'approved', 'refused', 'withdrawn', 'lapsed']),
  requestedBy: idSchema,
  requestedByName: z.string(),
  requestedAt: timestampSchema,
  lapsesAt: timestampSchema,
  decidedByName: z.string().nullable(),
  decidedAt: timestampSchema.nullable(),
  decisionNote: z.string().nullable(),
  /** Approved on the tablet of who asked, by the PIN of who decided. */
  isByPin: z.boolean(),
  /** What was given. */
  entryId: idSchema.nullable(),
  couponId: idSchema.nullable(),
});
export const rewardRequestListSchema = z.object({
  // Whether anybody of the house could have to ask.
  hasLimits: z.boolean(),
  items: z.array(
    // What everybody gave the player in the gaming day, by the point value; null once it is decided, and for nobody by name.
    rewardRequestSchema.extend({ givenTodayCents: z.int().nonnegative().nullable() }),
  ),
});
export type RewardRequestList = z.infer<typeof rewardRequestListSchema>;
export type ListedRewardRequest = RewardRequestList['items'][number];
export const rewardRequestQuerySchema = z.strictObject({
  isPending: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});
export type RewardRequestQuery = z.infer<typeof rewardRequestQuerySchema>;

const noteSchema = z
  .string()
  .trim()
  .max(500, { error: rule('noteTooLong') });
/** Whoever is asked has to know why. */
const whyField = { note: noteSchema.min(1, { error: rule('sayWhy') }) };
export const requestRewardInputSchema = z.strictObject({
  ratingSlipId: idSchema,
  points: z.int({ error: rule('pointsAboveZero') }).positive({ error: rule('pointsAboveZero') }),
  reason: issuableReasonSchema,
  ...whyField,
});
export type RequestRewardInput = z.infer<typeof requestRewardInputSchema>;
export const requestCompInputSchema = issueRewardInputSchema.extend({ rewardId: idSchema, ...whyField });
export type RequestCompInput = z.infer<typeof requestCompInputSchema>;
export const requestCouponInputSchema = issuePromoCouponInputSchema.omit({ confirmAboveTheo: true }).extend(whyField);
export type RequestCouponInput = z.infer<typeof requestCouponInputSchema>;
export const rewardRequestResultSchema = rewardRequestSchema.extend({ isExisting: z.boolean() });
export type RewardRequestResult = z.infer<typeof rewardRequestResultSchema>;

/** Approves, whole or with fewer points of a bonus or a smaller amount of a comp that is priced so, or refuses with a word. */
export const decideRewardInputSchema = z.strictObject({
  isApproved: z.boolean({ error: rule('trueOrFalse') }),
  points: z
    .int({ error: rule('pointsAboveZero') })
    .positive({ error: rule('pointsAboveZero') })
    .optional(),
  amountCents: centsSchema.min(1, { error: rule('amountNotAboveAsked') }).optional(),
  note: noteSchema.optional(),
});
export type DecideRewardInput = z.infer<typeof decideRewardInputSchema>;
export const rewardDecisionSchema = rewardRequestResultSchema.extend({
  entry: ledgerEntrySchema.nullable(),
  coupon: promoCouponSchema.nullable(),
});
export type RewardDecision = z.infer<typeof rewardDecisionSchema>;

/** Who may approve a request on the tablet of who asked, by name. */
export const approverListSchema = z.object({
  items: z.array(z.object({ id: idSchema, name: z.string(), role: staffRoleSchema })),
});
export type ApproverList = z.infer<typeof approverListSchema>;
export type Approver = ApproverList['items'][number];
/** Approves it whole, by the PIN of whoever stands there. */
export const approveHereInputSchema = z.strictObject({ staffId: idSchema, pin: pinSchema });
export type ApproveHereInput = z.infer<typeof approveHereInputSchema>;
export const approverTriedSchema = z.object({ tryId: idSchema });

/** Somebody of the staff who is so close to a player that somebody else gives what the player is given. */
export const relationSchema = z.object({
  id: idSchema,
  playerId: idSchema,
  staffId: idSchema,
  staffName: z.string(),
  reason: z.string(),
  declaredByName: z.string(),
  declaredAt: timestampSchema,
  /** Null, with the two below, as long as it holds. */
  endedAt: timestampSchema.nullable(),
  endReason: z.string().nullable(),
  endedByName: z.string().nullable(),
});
export type Relation = z.infer<typeof relationSchema>;
export const relationListSchema = z.object({
  /** Those that ended too, the latest first. */
  items: z.array(relationSchema),
  /** The active staff of whom none is declared. */
  people: z.array(z.object({ id: idSchema, name: z.string(), role: staffRoleSchema })),
});
export type RelationList = z.infer<typeof relationListSchema>;
const whySchema = noteSchema.min(1, { error: rule('sayWhy') });
export const declareRelationInputSchema = z.strictObject({ staffId: idSchema, reason: whySchema });
export type DeclareRelationInput = z.infer<typeof declareRelationInputSchema>;
export const endRelationInputSchema = z.strictObject({ reason: whySchema });
export type EndRelationInput = z.infer<typeof endRelationInputSchema>;
export const relationResultSchema = relationSchema.extend({ isExisting: z.boolean() });
export type RelationResult = z.infer<typeof relationResultSchema>;
