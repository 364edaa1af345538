import { z } from 'zod';
import type { ErrorCode } from './errors';
import { centsSchema, countSchema, gamingDaySchema, idSchema, pointsSchema } from './schemas';

/** A time as the database writes it into the facts of a refusal: with its offset, and not always UTC. */
const at = z.string();
const name = z.string().nullable();
const ruleSchema = z.strictObject({
  rule: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const retry = { retryAfterSeconds: z.int() };
/** What is there now, and who made it so, where that is known. */
const changed = z.strictObject({
  version: z.union([z.string(), z.int()]).nullable(),
  at: at.optional(),
  staffName: name.optional(),
});

/**
 * The facts that come with a code, in `details`: what a screen says it with, and what another program can go by. A code that is
 * not here comes without any; one that is may still come without, where nothing is known. Every refusal of every integration test
 * is held against these.
 */
export const ERROR_DETAILS = {
  ALERT_ACKNOWLEDGED: z.strictObject({ staffName: name, at }),
  ALREADY_RECONCILED: z.strictObject({ status: z.string() }),
  ALREADY_SETTLED: z.strictObject({ entryId: idSchema, points: pointsSchema, at }),
  APPEND_ONLY: z.strictObject({ table: z.string(), operation: z.string() }),
  APPROVAL_NOT_PENDING: z.strictObject({ status: z.string(), at: at.nullable(), staffName: name }),
  AUTHORITY_CHANGED: changed,
  BET_ABOVE_MAXIMUM: z.strictObject({ averageBetCents: centsSchema, maxBetCents: centsSchema, tableLabel: z.string() }),
  CASINO_EXISTS: z.strictObject({ slug: z.string() }),
  COOLDOWN_ACTIVE: z.strictObject({ nextEligibleAt: at.nullable() }),
  COUNT_CHANGED: changed,
  COUPON_NOT_OUTSTANDING: z.strictObject({
    status: z.string(),
    at: at.nullable().optional(),
    staffName: name.optional(),
    replacementCouponId: idSchema.nullable().optional(),
  }),
  CTR_BATCH_NOT_FOUND: z.strictObject({ awaiting: z.array(idSchema) }),
  CTR_CASE_CHANGED: changed,
  CTR_CASE_CLOSED: z.strictObject({ status: z.string() }),
  CTR_CASE_NOT_READY: z.strictObject({ missing: z.array(z.string()) }),
  FILING_PROFILE_CHANGED: changed,
  CTR_ACKNOWLEDGEMENT_UNREADABLE: z.strictObject({
    reason: z.enum(['not_xml', 'not_acknowledgement', 'bsa_id', 'count_differs']),
  }),
  CSV_UNREADABLE: z.strictObject({
    row: z.int().optional(),
    reason: z.string().optional(),
    found: z.int().optional(),
    max: z.int().optional(),
    sheet: z.string().optional(),
    sheets: z.array(z.string()).optional(),
  }),
  DAY_RULE_TO_COME: z.strictObject({ fromGamingDay: gamingDaySchema }),
  PIN_WRONG: z.strictObject({ triesLeft: z.int() }),
  /** What stands in the way, of what was asked for and what is left; points or cents, as `unit` says. */
  OVER_AUTHORITY: z.strictObject({
    limit: z.string(),
    unit: z.enum(['points', 'cents']),
    asked: z.int(),
    most: z.int(),
    left: z.int(),
  }),
  PACK_DAYS_NOT_SEALED: z.strictObject({ lastSealedDay: gamingDaySchema.nullable() }),
  DELIVERY_NOT_DEAD: z.strictObject({ status: z.string() }),
  DUTIES_NOT_SEPARATE: z.strictObject({
    separation: z.string(),
    capability: z.string(),
    other: z.string(),
    role: z.string(),
    personName: name,
  }),
  EARN_CONFIG_CHANGED: changed,
  ENTRY_ALREADY_REVERSED: z.strictObject({ entryId: idSchema, at, staffName: name }),
  ENTRY_NOT_REVERSIBLE: z.strictObject({
    reason: z.string(),
    originalReason: z.string().nullable(),
    ratingSlipId: idSchema.nullable(),
  }),
  EXCLUSION_HIT_REVIEWED: z.strictObject({ at, staffName: name }),
  FILE_NOT_CSV: z.strictObject({ found: z.string() }),
  GIVEN_ABOVE_THEO: z.strictObject({
    faceValueCents: centsSchema,
    /** Of the visit, before this one. */
    givenCents: centsSchema,
    theoCents: centsSchema,
  }),
  FORBIDDEN: z.strictObject({ capability: z.string().optional(), role: z.string().optional() }),
  GAME_EXISTS: z.strictObject({ gameName: z.string() }),
  IDENTITY_CHANGED: z.strictObject({ rowIds: z.array(idSchema) }),
  IMPORT_EXISTS: z.strictObject({ importId: idSchema, fileName: z.string(), uploadedAt: at, uploadedBy: name }),
  IMPORT_IN_USE: z.strictObject({ reconciled: countSchema }),
  IMPORT_NOT_READY: z.strictObject({ status: z.string() }),
  INSUFFICIENT_POINTS: z.strictObject({
    balance: pointsSchema,
    /** What a reward costs, or what a correction takes. */
    pointsCost: pointsSchema.optional(),
    points: pointsSchema.optional(),
    debtLimitPoints: pointsSchema.optional(),
  }),
  LENS_FINDING_ACKNOWLEDGED: z.strictObject({ staffName: name, at }),
  LIMIT_REACHED: z.strictObject({
    scope: z.string().nullable(),
    maxIssues: z.int().nullable(),
    nextEligibleAt: at.nullable(),
  }),
  LIST_COLUMNS_MISSING: z.strictObject({
    missing: z.array(z.enum(['name', 'birthDate'])),
    headers: z.array(z.string()),
  }),
  MATCH_NOT_EXACT: z.strictObject({
    faceValueCents: centsSchema.nullable(),
    requiredMatchWagerCents: centsSchema.nullable(),
  }),
  METHOD_NOT_ALLOWED: z.strictObject({ allow: z.string() }),
  MTL_DAY_CLOSED: z.strictObject({ staffName: name, at }),
  MTL_ENTRY_VOIDED: z.strictObject({ voidedByEntryId: idSchema, staffName: name, at }),
  NOTHING_TO_ACCRUE: z.strictObject({ accrualStatus: z.string().optional(), why: z.string().nullable().optional() }),
  NOT_ELIGIBLE: z.strictObject({ unmet: z.array(z.string()) }),
  NO_ACTIVE_PROGRAM: z.strictObject({ instrumentType: z.string().nullable() }),
  OFFER_CHANGED: z.strictObject({
    pointsCost: pointsSchema.nullable(),
    faceValueCents: centsSchema.nullable(),
    requiredMatchWagerCents: centsSchema.nullable(),
    validHours: z.int().nullable(),
  }),
  PAYLOAD_TOO_LARGE: z.strictObject({ maxBytes: z.int().optional(), maxEntries: z.int().optional() }),
  PIT_CHANGED: changed,
  PIT_NAME_TAKEN: z.strictObject({ pitName: z.string() }),
  PLAYER_CHANGED: changed,
  PLAYER_LIKELY_EXISTS: z.strictObject({
    players: z.array(
      z.strictObject({
        id: idSchema,
        name: z.string(),
        birthDate: z.string().nullable(),
        loyaltyId: z.string().nullable(),
      }),
    ),
  }),
  PLAYER_NOTE_STRUCK: z.strictObject({ staffName: name, at }),
  RELATION_ENDED: z.strictObject({ staffName: name, at }),
  PLAYER_NOT_ENROLLED: z.strictObject({ playerId: idSchema }),
  PLAYER_PROFILE_CHANGED: changed,
  PROGRAM_CHANGED: changed,
  PROGRAM_ENDED: z.strictObject({ endAt: at }),
  PROGRAM_NOT_STARTED: z.strictObject({ startAt: at }),
  PROPOSAL_DECIDED: z.strictObject({ status: z.string(), at, staffName: name }),
  PROPOSAL_OVER: z.strictObject({ endedAt: at }),
  /** So many in so many seconds. `limitPerMinute` is the limit once more, by its former name. */
  RATE_LIMITED: z.strictObject({ ...retry, limitPerMinute: z.int(), limit: z.int(), windowSeconds: z.int() }),
  REWARD_CHANGED: changed,
  REWARD_NOT_TAKEN_BACK: z.strictObject({
    because: z.enum(['not_a_reward', 'someone_elses', 'too_late', 'slip_closed', 'spent', 'reinstated']),
  }),
  EMPLOYEE_NUMBER_TAKEN: z.strictObject({ holderName: name }),
  SECOND_FACTOR_NEEDED: z.strictObject({ isEnrolled: z.boolean() }),
  LICENCE_EXPIRED: z.strictObject({ expiredOn: z.iso.date() }),
  STAFF_ACTIVE: z.strictObject({ at: at.optional(), staffName: name.optional() }),
  STAFF_EMAIL_TAKEN: z.strictObject({ holderName: name }),
  STAFF_NOT_INVITED: z.strictObject({ at: at.optional(), staffName: name.optional() }),
  STAFF_CHANGED: changed,
  OWN_LINK: z.strictObject({ personName: name }),
  STAFF_DEACTIVATED: z.strictObject({ at: at.optional(), staffName: name.optional() }),
  SETTINGS_CHANGED: changed.omit({ version: true }).extend({ updatedAt: at }),
  SLIP_NOT_REOPENED: z.strictObject({
    because: z.enum([
      'closed_by_house',
      'too_late',
      'day_closed',
      'ended_earlier',
      'visit_ended',
      'plays_elsewhere',
      'spent',
    ]),
  }),
  SLIP_CLOSED: z.strictObject({ endedAt: at.nullable() }),
  SLIP_NOT_OPEN: z.strictObject({ status: z.string() }),
  SLIP_NOT_PAUSED: z.strictObject({ status: z.string() }),
  SOFT_CAP_EXCEEDED: z.strictObject({ softCapPoints: pointsSchema, points: pointsSchema }),
  TABLE_CHANGED: changed,
  TABLE_IN_USE: z.strictObject({ tableLabel: z.string(), liveSlips: countSchema }),
  TABLE_LABEL_TAKEN: z.strictObject({ tableLabel: z.string() }),
  TABLE_NOT_OPEN: z.strictObject({ tableLabel: z.string(), at: at.optional(), staffName: name.optional() }),
  TABLE_OPEN: z.strictObject({ tableLabel: z.string(), at: at.optional(), staffName: name.optional() }),
  TIERS_CHANGED: changed,
  /** Where something changed the tier: what, when, by whom, and the entry or row it came of. */
  TIER_CHANGED_SINCE: z.strictObject({
    by: z.string().optional(),
    tier: z.string(),
    tierName: z.string().optional(),
    at: at.optional(),
    staffName: name.optional(),
    entryId: idSchema.optional(),
    reason: z.string().nullable().optional(),
    reconciliationId: idSchema.optional(),
    action: z.string().optional(),
    fileName: z.string().nullable().optional(),
    rowNumber: z.int().nullable().optional(),
  }),
  TIER_IN_USE: z.strictObject({
    tier: z.string(),
    tierName: z.string(),
    players: countSchema,
    rewards: countSchema,
    isMoved: z.boolean().optional(),
  }),
  TOO_MANY_ATTEMPTS: z.strictObject(retry),
  UNAVAILABLE: z.strictObject(retry),
  UNKNOWN_PATRON_IDENTIFIED: z.strictObject({ playerId: idSchema.nullable() }),
  UNKNOWN_TIER: z.strictObject({
    field: z.string().optional(),
    tier: z.string().nullable().optional(),
    tiers: z.array(z.string()).optional(),
    tierName: z.string().optional(),
  }),
  UNSUPPORTED_MEDIA_TYPE: z.strictObject({ expected: z.string() }),
  UPLOAD_INTERRUPTED: z.strictObject({ expectedBytes: z.int().nullable(), receivedBytes: z.int() }),
  /** A sentence for each field, in English, and beside it the rule that it breaks. */
  VALIDATION_FAILED: z.strictObject({
    fields: z.record(z.string(), z.string()),
    rules: z.record(z.string(), ruleSchema).optional(),
    sheets: z.array(z.string()).optional(),
  }),
  VISIT_ALREADY_OPEN: z.strictObject({ playerId: idSchema }),
  VISIT_ENDED: z.strictObject({ endedAt: at }),
} as const satisfies Partial<Record<ErrorCode, z.ZodType>>;

/** The facts that a code comes with; of a code that is not above, none. */
export type ErrorDetails<Code extends ErrorCode> = Code extends keyof typeof ERROR_DETAILS
  ? z.infer<(typeof ERROR_DETAILS)[Code]>
  : undefined;
