import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import {
  countSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
} from '@/lib/shared/schemas';
import { IDENTITY_DOUBTS, importErrorSchema, importRowSchema, importRowStatusSchema } from '@/services/imports/dtos';

export const RECONCILIATION_FLAGS = [
  'tier_conflict',
  'upgrade',
  'no_change',
  'stale',
  'unknown_freshness',
  'missing_canonical',
  'unknown_tier',
  // Nobody has the card, and somebody of this name and birth date is a player under another one: it is said, and stops nobody.
  'namesake',
  ...IDENTITY_DOUBTS,
] as const;
export const reconciliationFlagSchema = z.enum(RECONCILIATION_FLAGS);
export type ReconciliationFlag = z.infer<typeof reconciliationFlagSchema>;

export const QUEUE_STATUSES = ['pending', 'applied', 'kept', 'reverted'] as const;
export const queueStatusSchema = z.enum(QUEUE_STATUSES);
export type QueueStatus = z.infer<typeof queueStatusSchema>;
export const QUEUE_SORTS = ['row', 'points', 'activity'] as const;
export const queueSortSchema = z.enum(QUEUE_SORTS);
export type QueueSort = z.infer<typeof queueSortSchema>;

/** A filter of the queue. A flag that is true keeps the rows that have it, false those that have not. */
export const queueFilterSchema = z.strictObject({
  importId: idSchema.optional(),
  status: queueStatusSchema.optional(),
  search: z.string().trim().min(2).max(100).optional(),
  conflict: z.boolean().optional(),
  upgrade: z.boolean().optional(),
  missing: z.boolean().optional(),
  stale: z.boolean().optional(),
  unknownFreshness: z.boolean().optional(),
  unknownTier: z.boolean().optional(),
  nameDiffers: z.boolean().optional(),
  birthDateDiffers: z.boolean().optional(),
  duplicateInFile: z.boolean().optional(),
  namesake: z.boolean().optional(),
  /** Rows about somebody who is doubtful and whom nobody has confirmed. */
  identityUnconfirmed: z.boolean().optional(),
});
export type QueueFilter = z.infer<typeof queueFilterSchema>;

const flagQuery = z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional();
export const queueFilterQuerySchema = queueFilterSchema.extend({
  conflict: flagQuery,
  upgrade: flagQuery,
  missing: flagQuery,
  stale: flagQuery,
  unknownFreshness: flagQuery,
  unknownTier: flagQuery,
  nameDiffers: flagQuery,
  birthDateDiffers: flagQuery,
  duplicateInFile: flagQuery,
  namesake: flagQuery,
  identityUnconfirmed: flagQuery,
});
export const queueQuerySchema = queueFilterQuerySchema.extend({
  ...pageQuerySchema.shape,
  sort: queueSortSchema.default('row'),
});
export type QueueQuery = z.infer<typeof queueQuerySchema>;

/** A row of the queue: what the file says, what the player has, and what applying would do now. */
export const reconciliationItemSchema = z.object({
  rowId: idSchema,
  importId: idSchema,
  fileName: z.string(),
  rowNumber: z.int(),
  status: queueStatusSchema,
  flags: z.array(reconciliationFlagSchema),
  /** `id` is null while the row names no player here; then the name is the file's. */
  player: z.object({ id: idSchema.nullable(), name: z.string().nullable(), loyaltyId: z.string().nullable() }),
  /** `tier` is the casino's code where the spelling `tierText` stands for one, else the spelling. */
  staged: z.object({
    tier: z.string().nullable(),
    tierName: z.string().nullable(),
    tierText: z.string().nullable(),
    pointsBalance: pointsSchema.nullable(),
    lastActivityAt: timestampSchema.nullable(),
    /** Where the file says a day and no time. */
    lastActivityDate: z.iso.date().nullable(),
  }),
  canonical: z.object({ tier: z.string(), tierName: z.string(), balance: pointsSchema }).nullable(),
  /** Ranks that the imported tier is above the one held. */
  tierDelta: z.int().nullable(),
  /** Given that an unknown freshness is confirmed. */
  would: z.object({ outcome: z.enum(['applied', 'kept', 'skipped']), code: z.string().nullable() }),
  /** Somebody has yet to confirm whom the row is about: until then it is neither enrolled nor applied. */
  isIdentityUnconfirmed: z.boolean(),
  /**
   * A digest of what is known about whom the row is about. Whoever confirms sends it back, and is refused when it has
   * changed.
   */
  identityVersion: z.string(),
  identityConfirmedAt: timestampSchema.nullable(),
  identityConfirmedBy: z.string().nullable(),
  reconciliationId: idSchema.nullable(),
  reconciledAt: timestampSchema.nullable(),
  reconciledBy: z.string().nullable(),
});
export type ReconciliationItem = z.infer<typeof reconciliationItemSchema>;
export const reconciliationPageSchema = pageSchema(reconciliationItemSchema);
export type ReconciliationPage = z.infer<typeof reconciliationPageSchema>;

/** `status` is exact; the flags are counted within one status, up to `cap`. */
export const queueCountsSchema = z.object({
  status: z.object({ pending: countSchema, applied: countSchema, kept: countSchema, reverted: countSchema }),
  conflict: countSchema,
  upgrade: countSchema,
  missing: countSchema,
  stale: countSchema,
  unknownFreshness: countSchema,
  unknownTier: countSchema,
  nameDiffers: countSchema,
  birthDateDiffers: countSchema,
  duplicateInFile: countSchema,
  namesake: countSchema,
  identityUnconfirmed: countSchema,
  cap: countSchema,
});
export type QueueCounts = z.infer<typeof queueCountsSchema>;

/** A player's standing before or after. `startingBalance` is metadata: points of a legacy system, in no balance. */
export const standingSnapshotSchema = z.object({
  tier: z.string(),
  tierProgress: z.int(),
  lifetimePoints: pointsSchema,
  entryCount: z.int(),
  startingBalance: z.record(z.string(), z.unknown()).nullable(),
});

/** Where figures came from: which row of which file, who sent it and when, and what it said. */
export const provenanceSchema = z.object({
  importId: idSchema,
  fileName: z.string(),
  sha256: z.string(),
  rowId: idSchema,
  rowNumber: z.int(),
  uploadedAt: timestampSchema,
  uploadedBy: z.string(),
  importedTier: z.string().nullable(),
  tierCode: z.string().nullable(),
  importedPointsBalance: pointsSchema.nullable(),
  importedLastActivityAt: timestampSchema.nullable(),
  /** Where the file says a day and no time. */
  importedLastActivityDate: z.iso.date().nullable(),
  importedLoyaltyId: z.string().nullable(),
});

/** What was done with a row, or why nothing was (`skipped` with a code). `reopened`: it waits again, since what it was kept for was reverted. */
export const reconciliationSchema = z.object({
  id: idSchema,
  runId: idSchema.nullable(),
  rowId: idSchema,
  importId: idSchema,
  playerId: idSchema.nullable(),
  action: z.enum(['apply', 'revert']),
  outcome: z.enum(['applied', 'kept', 'reverted', 'reopened', 'skipped']),
  code: z.string().nullable(),
  /** What happened, where the rest does not say it: of TIER_CHANGED_SINCE as in the error of a single revert, of a reopened row what took its tier back (`by` reconciliation, reversal or manager). */
  details: z.record(z.string(), z.unknown()).nullable(),
  policy: z.string().nullable(),
  isFreshnessConfirmed: z.boolean(),
  flags: z.array(reconciliationFlagSchema),
  before: standingSnapshotSchema.nullable(),
  after: standingSnapshotSchema.nullable(),
  provenance: provenanceSchema,
  reason: z.string().nullable(),
  revertsId: idSchema.nullable(),
  staffName: z.string(),
  gamingDay: gamingDaySchema,
  correlationId: idSchema,
  createdAt: timestampSchema,
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;
export const reconciliationResultSchema = reconciliationSchema.extend({
  isExisting: z.boolean(),
  /** Rows of the player that wait again because of it. */
  reopenedCount: countSchema,
});
export type ReconciliationResult = z.infer<typeof reconciliationResultSchema>;
export const runResultPageSchema = pageSchema(reconciliationSchema);
export type RunResultPage = z.infer<typeof runResultPageSchema>;

/** A row with everything that tells whether to apply it. */
export const reconciliationDetailSchema = reconciliationItemSchema.extend({
  cells: z.array(z.object({ column: z.string().nullable(), value: z.string() })),
  /** Cells that can't be read; the row counts all the same. */
  errors: z.array(importErrorSchema),
  /** In the file and on record: whether it is the same person. */
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  birthDate: z.iso.date().nullable(),
  playerBirthDate: z.iso.date().nullable(),
  provenance: provenanceSchema,
  history: z.array(reconciliationSchema),
  /** Whom else the file has the row's loyalty id for, and players of its name and birth date under another one. */
  sameCard: z.array(
    z.object({
      rowId: idSchema,
      rowNumber: z.int(),
      name: z.string().nullable(),
      birthDate: z.iso.date().nullable(),
    }),
  ),
  namesakes: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      loyaltyId: z.string().nullable(),
      birthDate: z.iso.date().nullable(),
    }),
  ),
  /** Other rows of the same player. */
  otherRows: z.array(
    z.object({
      rowId: idSchema,
      rowNumber: z.int(),
      fileName: z.string(),
      status: importRowStatusSchema,
      tierText: z.string().nullable(),
    }),
  ),
});
export type ReconciliationDetail = z.infer<typeof reconciliationDetailSchema>;

export const applyInputSchema = z
  .strictObject({
    rowIds: z.array(idSchema).min(1).max(1000).optional(),
    filter: queueFilterSchema.optional(),
    policy: z.literal('upgrade_only'),
    confirmUnknownFreshness: z.boolean().default(false),
  })
  .refine(({ rowIds, filter }) => (rowIds === undefined) !== (filter === undefined), {
    path: ['rowIds'],
    message: rule('rowsOrFilter'),
  });
export type ApplyInput = z.infer<typeof applyInputSchema>;
export const revertInputSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  /** Takes back also where the tier has changed since: the player is left with the tier that is justified without it. */
  confirmTierChanged: z.boolean().default(false),
});
export type RevertInput = z.infer<typeof revertInputSchema>;

/** A decision over many rows, and how far it is. */
export const reconciliationRunSchema = z.object({
  id: idSchema,
  action: z.enum(['apply', 'revert']),
  status: z.enum(['running', 'finished', 'stopped']),
  policy: z.string().nullable(),
  confirmUnknownFreshness: z.boolean(),
  /** Of a revert: also where a tier has changed since. */
  confirmTierChanged: z.boolean(),
  filter: queueFilterSchema.nullable(),
  selectedCount: z.int().nullable(),
  revertsRunId: idSchema.nullable(),
  revertedByRunId: idSchema.nullable(),
  reason: z.string().nullable(),
  startedBy: z.string(),
  totalCount: countSchema,
  doneCount: countSchema,
  appliedCount: countSchema,
  keptCount: countSchema,
  revertedCount: countSchema,
  /** By a revert, beside `doneCount`: rows that wait again, since the tier they were kept for was taken back. */
  reopenedCount: countSchema,
  skippedCount: countSchema,
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
});
export type ReconciliationRun = z.infer<typeof reconciliationRunSchema>;
export const runResultSchema = reconciliationRunSchema.extend({ isExisting: z.boolean() });
export type RunResult = z.infer<typeof runResultSchema>;
export const runPageSchema = pageSchema(reconciliationRunSchema);
export type RunPage = z.infer<typeof runPageSchema>;

/**
 * What a run did. `kept`: the tier held was as high or higher. `results` are of the first 1000 rows; the report has all.
 * While `run.status` is running, more is to be done: continue the run.
 */
export const runOutcomeSchema = z.object({
  isExisting: z.boolean(),
  applied: countSchema,
  kept: countSchema,
  reverted: countSchema,
  skipped: countSchema,
  results: z.array(
    z.object({
      rowId: idSchema,
      rowNumber: z.int(),
      reconciliationId: idSchema,
      outcome: z.enum(['applied', 'kept', 'reverted', 'reopened', 'skipped']),
      code: z.string().optional(),
    }),
  ),
  run: reconciliationRunSchema,
});
export type RunOutcome = z.infer<typeof runOutcomeSchema>;

/** What applying all that match a filter would do. */
export const applyPreviewSchema = z.object({
  total: countSchema,
  upgrade: countSchema,
  keep: countSchema,
  missing: countSchema,
  /** Skipped until somebody confirms whom they are about. */
  unconfirmed: countSchema,
  unknownTier: countSchema,
  /** Of `upgrade` and `keep`: skipped unless confirmed. */
  unknownFreshness: countSchema,
  unknownFreshnessUpgrade: countSchema,
  stale: countSchema,
});
export type ApplyPreview = z.infer<typeof applyPreviewSchema>;

export const reportQuerySchema = z
  .strictObject({ importId: idSchema.optional(), runId: idSchema.optional() })
  .refine(({ importId, runId }) => (importId === undefined) !== (runId === undefined), {
    path: ['importId'],
    message: rule('importOrRun'),
  });
export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** A row of an import's report, with all that was done with it. */
export const importReportRowSchema = importRowSchema.omit({ raw: true }).extend({
  provenance: provenanceSchema,
  reconciliations: z.array(reconciliationSchema),
});
export type ImportReportRow = z.infer<typeof importReportRowSchema>;
export const importReportPageSchema = pageSchema(importReportRowSchema);
export type ImportReportPage = z.infer<typeof importReportPageSchema>;
