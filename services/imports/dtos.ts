import { z } from 'zod';
import { CSV_DELIMITERS, CSV_ENCODINGS, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import {
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
} from '@/lib/shared/schemas';

/** What a column of a legacy file can be. A row is somebody's by loyalty id or player id only. */
export const IMPORT_FIELDS = [
  'loyaltyId',
  'playerId',
  'firstName',
  'lastName',
  'birthDate',
  'tier',
  'pointsBalance',
  'lastActivityAt',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

const countSchema = z.int().min(0);
const columnSchema = z.int().min(0).max(199);
/** Which order dates have where the year doesn't come first. */
export const DATE_ORDERS = ['mdy', 'dmy', 'ymd'] as const;
/** What stands before a fraction; the other one stands between thousands. */
export const NUMBER_FORMATS = ['point', 'comma'] as const;
/** Where the count of a spreadsheet's serial dates begins. */
export const DATE_SYSTEMS = ['1900', '1904'] as const;

/**
 * How a file is read: the place of each field's column from 0, the order of dates where a column does not tell it, and
 * spellings of tiers. `formats` are those that somebody said; where none is said, the column's cells decide.
 */
export const importMappingSchema = z.strictObject({
  columns: z.strictObject({
    loyaltyId: columnSchema.optional(),
    playerId: columnSchema.optional(),
    firstName: columnSchema.optional(),
    lastName: columnSchema.optional(),
    birthDate: columnSchema.optional(),
    tier: columnSchema.optional(),
    pointsBalance: columnSchema.optional(),
    lastActivityAt: columnSchema.optional(),
  }),
  dateOrder: z.enum(DATE_ORDERS),
  formats: z
    .strictObject({
      birthDate: z.enum(DATE_ORDERS).optional(),
      lastActivityAt: z.enum(DATE_ORDERS).optional(),
      pointsBalance: z.enum(NUMBER_FORMATS).optional(),
    })
    .optional(),
  dateSystem: z.enum(DATE_SYSTEMS).optional(),
  tiers: z.array(z.strictObject({ text: z.string().min(1).max(100), tier: z.string().min(1).max(31) })).max(200),
});
export type ImportMapping = z.infer<typeof importMappingSchema>;

/**
 * How a column is read, and why: `person` said so; its cells prove it (`column`) or most of them do (`majority`), such as
 * `text` in `row`; those of another `field` do (`other_column`); groups of three digits are thousands, since points are
 * whole (`whole`); by the mapping's `dateOrder` (`default`); or no cell hangs on it (`nothing`).
 */
const columnReadingSchema = z.object({
  format: z.enum([...DATE_ORDERS, ...NUMBER_FORMATS]),
  because: z.enum(['person', 'column', 'majority', 'other_column', 'whole', 'default', 'nothing']),
  row: z.int().optional(),
  text: z.string().optional(),
  cells: countSchema.optional(),
  cellsAgainst: countSchema.optional(),
  field: z.enum(['birth_date', 'last_activity_at']).optional(),
});

/** staging: rows arrive; mapping: somebody says what the columns are; checking: rows are read anew; ready: in the queue. */
export const importStatusSchema = z.enum(['staging', 'mapping', 'checking', 'ready', 'discarded']);

/**
 * A file. Rows under its header are `rowCount` and `blankCount`, and `rowCount` is always the sum of staged, error,
 * pending, applied, kept and reverted. Rows count as in a spreadsheet: `stagedThrough` is the last one that arrived.
 */
export const playerImportSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  /** Of a workbook, those of the text that its sheet is written out as: utf-8 and a comma. */
  encoding: z.enum(CSV_ENCODINGS),
  delimiter: z.enum(CSV_DELIMITERS),
  /** Which sheet of a workbook was read, and which there are; null of a text. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()).nullable(),
  headers: z.array(z.string()),
  headerRow: z.int(),
  mapping: importMappingSchema,
  mappingVersion: z.int(),
  readings: z.object({
    birthDate: columnReadingSchema.optional(),
    lastActivityAt: columnReadingSchema.optional(),
    pointsBalance: columnReadingSchema.optional(),
  }),
  /** While the rows are read anew: how far is known what the columns prove; null when it is. */
  gatheredThrough: z.int().nullable(),
  /** Whether the mapping says who a row is about, and names a tier or points. */
  isMapped: z.boolean(),
  status: importStatusSchema,
  stagedBytes: z.int(),
  stagedThrough: z.int(),
  checkedThrough: z.int(),
  rowCount: countSchema,
  blankCount: countSchema,
  stagedCount: countSchema,
  errorCount: countSchema,
  pendingCount: countSchema,
  appliedCount: countSchema,
  keptCount: countSchema,
  revertedCount: countSchema,
  unmatchedCount: countSchema,
  uploadedBy: z.string(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  stagedAt: timestampSchema.nullable(),
  discardedAt: timestampSchema.nullable(),
});
export type PlayerImport = z.infer<typeof playerImportSchema>;
export const playerImportPageSchema = pageSchema(playerImportSchema);
export type PlayerImportPage = z.infer<typeof playerImportPageSchema>;

/** What can't be read of a row. `column` is the file's own name of the column; null where it is the row as a whole. */
export const importErrorSchema = z.object({ column: z.string().nullable(), code: z.string(), message: z.string() });
export type ImportError = z.infer<typeof importErrorSchema>;

/** One import, with what helps to map it: its first rows, and the spellings that stand for no tier. */
export const playerImportDetailSchema = playerImportSchema.extend({
  sampleRows: z.array(z.object({ rowNumber: z.int(), raw: z.array(z.string()) })),
  unknownTiers: z.array(z.object({ text: z.string(), rows: countSchema })),
  /** What can't be read of which column, with the first such cell. Where it says who the row is about, the row is in error. */
  cellErrors: z.array(
    z.object({
      ...importErrorSchema.shape,
      rows: countSchema,
      rowNumber: z.int(),
      text: z.string().nullable(),
    }),
  ),
  /** What enrolling would do: so many people, from so many rows; rows that wait for somebody, and rows without a name or loyalty id. */
  enrolment: z.object({
    peopleCount: countSchema,
    rowCount: countSchema,
    unconfirmedCount: countSchema,
    unnamedCount: countSchema,
    /** Of the people: those of whose name and birth date somebody is a player here already. */
    namesakeCount: countSchema,
  }),
});
export type PlayerImportDetail = z.infer<typeof playerImportDetailSchema>;

export const playerImportResultSchema = playerImportSchema.extend({ isExisting: z.boolean() });
export type PlayerImportResult = z.infer<typeof playerImportResultSchema>;

/** How a file is to be read. What is not said is guessed; the import says what was decided. */
const readingOptionsSchema = z.strictObject({
  /** The row that holds the names of the columns, as a spreadsheet counts it. */
  headerRow: z.coerce.number().int().min(1).max(MAX_HEADER_ROW).optional(),
  delimiter: z.enum(CSV_DELIMITERS).optional(),
  encoding: z.enum(CSV_ENCODINGS).optional(),
  /** The sheet of a workbook, by its name or its number from 1. */
  sheet: z.string().trim().min(1).max(255).optional(),
});
export type ReadingOptions = z.infer<typeof readingOptionsSchema>;

export const uploadQuerySchema = readingOptionsSchema.extend({
  fileName: z
    .string()
    .trim()
    .min(1)
    .max(255)
    // What turns or hides a part of a name makes it another name for whoever reads it.
    .refine(
      (name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name),
      'A file name has no line breaks and no control characters or invisible ones.',
    ),
  /** Stages a file that was staged before a second time. */
  allowDuplicate: z.enum(['true', 'false']).default('false'),
});
export type UploadQuery = z.infer<typeof uploadQuerySchema>;
/** What begins an import; the reader of the file fills it in. */
export type ImportFacts = Pick<
  PlayerImport,
  'fileName' | 'sha256' | 'sizeBytes' | 'encoding' | 'delimiter' | 'sheet' | 'sheets' | 'headers' | 'headerRow'
> & { allowDuplicate: boolean };

/** How far staging is, after some rows more. */
export const stagedSchema = z.object({ status: importStatusSchema, stagedThrough: z.int() });
export type Staged = z.infer<typeof stagedSchema>;
export const begunImportSchema = playerImportResultSchema.extend({ isResumed: z.boolean() });

export const IMPORT_ROW_STATUSES = ['staged', 'error', 'pending', 'applied', 'kept', 'reverted'] as const;
export const importRowStatusSchema = z.enum(IMPORT_ROW_STATUSES);
export type ImportRowStatus = z.infer<typeof importRowStatusSchema>;

/** A row of a file: its cells as they came, and what the mapping reads in them. */
export const importRowSchema = z.object({
  id: idSchema,
  importId: idSchema,
  rowNumber: z.int(),
  status: importRowStatusSchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  importedLoyaltyId: z.string().nullable(),
  /** As the file spells it; `tierCode` is the tier it stands for. */
  importedTier: z.string().nullable(),
  tierCode: z.string().nullable(),
  importedPointsBalance: pointsSchema.nullable(),
  importedLastActivityAt: timestampSchema.nullable(),
  /** Where the file says a day and no time. */
  importedLastActivityDate: z.iso.date().nullable(),
  raw: z.array(z.string()),
  errors: z.array(importErrorSchema),
});
export type ImportRow = z.infer<typeof importRowSchema>;
export const importRowPageSchema = pageSchema(importRowSchema);
export type ImportRowPage = z.infer<typeof importRowPageSchema>;
export const importRowQuerySchema = pageQuerySchema.extend({
  status: importRowStatusSchema.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'Use the nextCursor of the page before.')
    .optional(),
});
export type ImportRowQuery = z.infer<typeof importRowQuerySchema>;

/** People whom rows name and nobody knew: how many were enrolled, how many rows name a player now, how many still don't. */
export const enrolResultSchema = z.object({
  isExisting: z.boolean(),
  enrolledCount: countSchema,
  matchedCount: countSchema,
  leftCount: countSchema,
  /** Of those left: rows that wait for somebody to confirm who they are. */
  unconfirmedCount: countSchema,
});
export type EnrolResult = z.infer<typeof enrolResultSchema>;
export const enrolBatchSchema = enrolResultSchema.extend({ nextRow: z.int().nullable() });

/**
 * What makes it doubtful whom a row is about: it names another person than the player who has the card, or another birth
 * date; or the file has its card for several people. Such a row waits until somebody confirms it.
 */
export const IDENTITY_DOUBTS = ['name_differs', 'birth_date_differs', 'duplicate_in_file'] as const;
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
  /** Of whom something is doubtful that nobody has confirmed. */
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
  cursor: idSchema.optional(),
  limit: pageQuerySchema.shape.limit,
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
  /** Whom it is about waits for somebody: it is neither enrolled nor applied. */
  isIdentityUnconfirmed: z.boolean(),
  /** What is known of whom it is about, in short: who confirms sends it back, and is refused once it is another one. */
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

export const confirmIdentityInputSchema = z.strictObject({
  rowIds: z.array(idSchema).min(1).max(1000),
  note: z.string().trim().min(1).max(500).optional(),
  /** The `identityVersion` of each row as it was shown: refused with IDENTITY_CHANGED where it is another one by now. */
  expected: z.record(idSchema, z.string().max(100)).optional(),
});
export type ConfirmIdentityInput = z.infer<typeof confirmIdentityInputSchema>;
/** The rows that something was doubtful of, with what was confirmed. */
export const confirmIdentityResultSchema = z.object({
  isExisting: z.boolean(),
  confirmedCount: countSchema,
  rows: z.array(
    z.object({
      rowId: idSchema,
      importId: idSchema,
      rowNumber: z.int(),
      playerId: idSchema.nullable(),
      confirmed: z.array(z.enum(IDENTITY_DOUBTS)),
    }),
  ),
  note: z.string().nullable(),
});
export type ConfirmIdentityResult = z.infer<typeof confirmIdentityResultSchema>;

export const applyInputSchema = z
  .strictObject({
    rowIds: z.array(idSchema).min(1).max(1000).optional(),
    filter: queueFilterSchema.optional(),
    policy: z.literal('upgrade_only'),
    confirmUnknownFreshness: z.boolean().default(false),
  })
  .refine(({ rowIds, filter }) => (rowIds === undefined) !== (filter === undefined), {
    path: ['rowIds'],
    message: 'Give either rows or a filter.',
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
    message: 'Give either an import or a run.',
  });
export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** A row of an import's report, with all that was done with it. */
export const importReportRowSchema = importRowSchema.omit({ raw: true }).extend({
  provenance: provenanceSchema,
  reconciliations: z.array(reconciliationSchema),
});
export type ImportReportRow = z.infer<typeof importReportRowSchema>;
export const importReportPageSchema = pageSchema(importReportRowSchema);
