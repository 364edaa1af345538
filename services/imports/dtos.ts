import { z } from 'zod';
import { CSV_DELIMITERS, CSV_ENCODINGS, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import { IMPORT_ROW_STATUSES } from '@/lib/shared/kinds';
import {
  countSchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  pointsSchema,
  timestampSchema,
  USE_NEXT_CURSOR,
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
 * `text` in `row`; day and month are separated by dots, which is day first (`dots`); those of another `field` say so
 * (`other_column`); groups of three digits are thousands, since points are whole (`whole`); by the mapping's `dateOrder`
 * (`default`); or no cell hangs on it (`nothing`).
 */
const columnReadingSchema = z.object({
  format: z.enum([...DATE_ORDERS, ...NUMBER_FORMATS]),
  because: z.enum(['person', 'column', 'majority', 'dots', 'other_column', 'whole', 'default', 'nothing']),
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

/**
 * What can't be read of a row. `column` is the file's own name of the column; null where it is the row as a whole. `params` are the
 * figures of the sentence, where it has any.
 */
export const importErrorSchema = z.object({
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.number()).optional(),
});
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

export const fileNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(255)
  // What turns or hides a part of a name makes it another name for whoever reads it.
  .refine(
    (name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name),
    'A file name has no line breaks and no control characters or invisible ones.',
  );
export const uploadQuerySchema = readingOptionsSchema.extend({
  fileName: fileNameSchema,
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
export type BegunImport = z.infer<typeof begunImportSchema>;

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
    .regex(/^\d{1,9}$/, USE_NEXT_CURSOR)
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
export type EnrolBatch = z.infer<typeof enrolBatchSchema>;

/**
 * What makes it doubtful whom a row is about: it names another person than the player who has the card, or another birth
 * date; or the file has its card for several people. Such a row waits until somebody confirms it.
 */
export const IDENTITY_DOUBTS = ['name_differs', 'birth_date_differs', 'duplicate_in_file'] as const;

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
