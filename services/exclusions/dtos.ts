import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { gamingDaySchema, idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import { exclusionKindSchema } from '@/services/floor/dtos';
import { fileNameSchema } from '@/services/imports/dtos';

export const EXCLUSION_KINDS = exclusionKindSchema.options;
export type ExclusionKind = z.infer<typeof exclusionKindSchema>;

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
export const SEATING_STEPS = [
  'start_visit',
  'open_rating_slip',
  'move_rating_slip',
  'resume_rating_slip',
  'reopen_rating_slip',
] as const;

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

export const LIST_DATE_ORDERS = ['mdy', 'dmy', 'ymd'] as const;
/** Why a row of a list could not be compared. */
export const LIST_ROW_ERRORS = ['CELL_COUNT', 'NAME_MISSING', 'BIRTH_DATE_UNREADABLE', 'PERIOD_UNREADABLE'] as const;

/** A list of excluded people, such as a state's, that was compared with the casino's players. */
export const exclusionListSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  dateOrder: z.enum(LIST_DATE_ORDERS),
  readThrough: z.int(),
  rowCount: z.int(),
  /** Matches that are new; known ones were proposed before, and of those that are over nothing is proposed. */
  proposedCount: z.int(),
  knownCount: z.int(),
  overCount: z.int(),
  errorCount: z.int(),
  /** The first hundred of them, without what stands in the rows. */
  errors: z.array(z.object({ rowNumber: z.int(), code: z.enum(LIST_ROW_ERRORS) })),
  createdAt: timestampSchema,
  /** Null while it is read, and of one whose upload broke off. */
  finishedAt: timestampSchema.nullable(),
  uploadedByName: z.string(),
});
export type ExclusionList = z.infer<typeof exclusionListSchema>;
export const exclusionListPageSchema = pageSchema(exclusionListSchema);
export type ExclusionListPage = z.infer<typeof exclusionListPageSchema>;
export const exclusionListResultSchema = exclusionListSchema.extend({ isExisting: z.boolean() });
export type ExclusionListResult = z.infer<typeof exclusionListResultSchema>;
/** What is sent with a list: its name, and the order in which it writes dates. */
export const exclusionListQuerySchema = z.strictObject({
  fileName: fileNameSchema,
  dateOrder: z.enum(LIST_DATE_ORDERS).default('mdy'),
});
export type ExclusionListQuery = z.infer<typeof exclusionListQuerySchema>;

export const PROPOSAL_STATUSES = ['proposed', 'confirmed', 'dismissed'] as const;
/** A row of a list that has the name and birth date of a player, for a person to decide on. */
export const exclusionProposalSchema = z.object({
  id: idSchema,
  listId: idSchema,
  fileName: z.string(),
  rowNumber: z.int(),
  playerId: idSchema,
  playerName: z.string(),
  loyaltyId: z.string().nullable(),
  birthDate: z.iso.date(),
  startsOn: z.iso.date().nullable(),
  /** The last day, which is included. */
  endsOn: z.iso.date().nullable(),
  reference: z.string().nullable(),
  status: z.enum(PROPOSAL_STATUSES),
  exclusionId: idSchema.nullable(),
  /** Whether the player is excluded now, by whatever exclusion. */
  isExcluded: z.boolean(),
  dismissReason: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
});
export type ExclusionProposal = z.infer<typeof exclusionProposalSchema>;
export const exclusionProposalPageSchema = pageSchema(exclusionProposalSchema);
export type ExclusionProposalPage = z.infer<typeof exclusionProposalPageSchema>;
export const exclusionProposalQuerySchema = pageQuerySchema.extend({ status: z.enum(PROPOSAL_STATUSES).optional() });
export type ExclusionProposalQuery = z.infer<typeof exclusionProposalQuerySchema>;
export const dismissProposalInputSchema = z.strictObject({ reason: reasonSchema });
export type DismissProposalInput = z.infer<typeof dismissProposalInputSchema>;
export const proposalResultSchema = exclusionProposalSchema.extend({ isExisting: z.boolean() });
export type ProposalResult = z.infer<typeof proposalResultSchema>;
