import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { gamingDaySchema, idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import { exclusionKindSchema } from '@/services/floor/dtos';

const characters = (highest: number) => rule('characters', { lowest: 1, highest });
const reasonSchema = z
  .string()
  .trim()
  .min(1, { error: characters(500) })
  .max(500, { error: characters(500) });
/** A time from a client, with any offset. */
const instantSchema = z.iso.datetime({ offset: true });
const flagSchema = z.stringbool({ truthy: ['true'], falsy: ['false'] });

const exclusionFactsSchema = z.object({
  id: idSchema,
  playerId: idSchema,
  kind: exclusionKindSchema,
  reason: z.string(),
  /** The document that it rests on. */
  sourceReference: z.string().nullable(),
  startsAt: timestampSchema,
  /** Null: until it is lifted. */
  endsAt: timestampSchema.nullable(),
  liftedAt: timestampSchema.nullable(),
});

/** An exclusion as who may read it sees it. */
export const exclusionSchema = exclusionFactsSchema.extend({
  playerName: z.string(),
  loyaltyId: z.string().nullable(),
  isInForce: z.boolean(),
  setByName: z.string(),
  createdAt: timestampSchema,
  liftedByName: z.string().nullable(),
  liftReason: z.string().nullable(),
  /** How often its player was met while it was on record and in force. */
  hitCount: z.int(),
  lastHitAt: timestampSchema.nullable(),
  isInHouse: z.boolean(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;
export const exclusionPageSchema = pageSchema(exclusionSchema);
export type ExclusionPage = z.infer<typeof exclusionPageSchema>;

export const exclusionQuerySchema = pageQuerySchema.extend({
  playerId: idSchema.optional(),
  kind: exclusionKindSchema.optional(),
  isInForce: flagSchema.optional(),
  hasHits: flagSchema.optional(),
});
export type ExclusionQuery = z.infer<typeof exclusionQuerySchema>;

/** Without `startsAt` it begins now, without `endsAt` it holds until it is lifted. */
export const setExclusionInputSchema = z.strictObject({
  playerId: idSchema,
  kind: exclusionKindSchema,
  reason: reasonSchema,
  sourceReference: z
    .string()
    .trim()
    .max(200, { error: rule('charactersAtMost', { highest: 200 }) })
    .nullish(),
  startsAt: instantSchema.nullish(),
  endsAt: instantSchema.nullish(),
});
export type SetExclusionInput = z.infer<typeof setExclusionInputSchema>;
export const liftExclusionInputSchema = z.strictObject({ reason: reasonSchema });
export type LiftExclusionInput = z.infer<typeof liftExclusionInputSchema>;
export const exclusionResultSchema = exclusionFactsSchema.extend({ isExisting: z.boolean() });
export type ExclusionResult = z.infer<typeof exclusionResultSchema>;

/** What was to be done with an excluded player. */
export const EXCLUSION_ATTEMPTS = [
  'refuse_seat',
  'confirm_seat',
  'refuse_mid_session_reward',
  'refuse_reward',
  'refuse_promo_coupon',
  'refuse_accrual',
] as const;
/** How somebody was to come to a table. */
export const SEATING_STEPS = ['start_visit', 'open_rating_slip', 'move_rating_slip', 'resume_rating_slip'] as const;

/** An excluded player was to be given something or seated. `confirm_seat`: somebody who may know seated them all the same. */
export const exclusionHitSchema = z.object({
  id: idSchema,
  attemptedAt: timestampSchema,
  gamingDay: gamingDaySchema,
  playerId: idSchema,
  playerName: z.string(),
  attempt: z.enum(EXCLUSION_ATTEMPTS),
  outcome: z.enum(['refused', 'done']),
  /** Of a seat: how, and where it was to be, where the step says it. */
  step: z.enum(SEATING_STEPS).nullable(),
  tableLabel: z.string().nullable(),
  seat: z.int().nullable(),
  /** Null for the system. */
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  staffRole: staffRoleSchema.nullable(),
  correlationId: idSchema,
  reviewedAt: timestampSchema.nullable(),
  reviewedByName: z.string().nullable(),
  reviewNote: z.string().nullable(),
});
export type ExclusionHit = z.infer<typeof exclusionHitSchema>;
export const exclusionHitPageSchema = pageSchema(exclusionHitSchema);
export type ExclusionHitPage = z.infer<typeof exclusionHitPageSchema>;

export const exclusionHitQuerySchema = pageQuerySchema.extend({
  playerId: idSchema.optional(),
  isReviewed: flagSchema.optional(),
});
export type ExclusionHitQuery = z.infer<typeof exclusionHitQuerySchema>;

export const reviewHitInputSchema = z.strictObject({
  note: z
    .string()
    .trim()
    .max(500, { error: rule('noteTooLong') })
    .nullish(),
});
export type ReviewHitInput = z.infer<typeof reviewHitInputSchema>;
export const reviewHitResultSchema = exclusionHitSchema.extend({ isExisting: z.boolean() });
export type ReviewHitResult = z.infer<typeof reviewHitResultSchema>;
