import { z } from 'zod';
import { MTL_AREAS, MTL_DIRECTIONS, MTL_KINDS, MTL_LEVELS, MTL_TENDERS } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  countSchema,
  gamingDaySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  timestampSchema,
} from '@/lib/shared/schemas';

export const mtlDirectionSchema = z.enum(MTL_DIRECTIONS);
export const mtlKindSchema = z.enum(MTL_KINDS);
export const mtlTenderSchema = z.enum(MTL_TENDERS);
export const mtlAreaSchema = z.enum(MTL_AREAS);
/** How near cash in or cash out is to a report: `ctr` is strictly more than the threshold. */
export const mtlLevelSchema = z.enum(MTL_LEVELS);
export type MtlDirection = z.infer<typeof mtlDirectionSchema>;
export type MtlKind = z.infer<typeof mtlKindSchema>;
export type MtlTender = z.infer<typeof mtlTenderSchema>;
export type MtlArea = z.infer<typeof mtlAreaSchema>;
export type MtlLevel = z.infer<typeof mtlLevelSchema>;

const CENTS_MAX = 100_000_000_000;
const instantSchema = z.iso.datetime({ offset: true });
const noteSchema = z
  .string()
  .trim()
  .max(500, { error: rule('noteTooLong') });
const reasonSchema = z
  .string()
  .trim()
  .min(1, { error: rule('sayWhy') })
  .max(500, { error: rule('noteTooLong') });

/** Somebody whose name nobody knew, as they looked; `playerId` is who they turned out to be, if anybody knows by now. */
export const unknownPatronSchema = z.object({
  id: idSchema,
  description: z.string(),
  sex: z.enum(['female', 'male']).nullable(),
  ageRange: z.string().nullable(),
  hair: z.string().nullable(),
  height: z.string().nullable(),
  clothing: z.string().nullable(),
  tableId: idSchema.nullable(),
  tableLabel: z.string().nullable(),
  seat: z.int().nullable(),
  gamingDay: gamingDaySchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
});

/** One movement of value between a patron and the house. `agentOfPlayerId` is for whom the patron acted. */
export const mtlEntrySchema = z.object({
  id: idSchema,
  /** 1, 2, 3 ... per gaming day, without gaps. */
  entryNo: z.int(),
  gamingDay: gamingDaySchema,
  direction: mtlDirectionSchema,
  kind: mtlKindSchema,
  tender: mtlTenderSchema,
  amountCents: centsSchema,
  /** Currency, of a kind that is not exempt. Of an entry that was voided: as it was when it was made. */
  countsTowardCtr: z.boolean(),
  area: mtlAreaSchema,
  tableId: idSchema.nullable(),
  tableLabel: z.string().nullable(),
  ratingSlipId: idSchema.nullable(),
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  unknownPatronId: idSchema.nullable(),
  unknownPatron: unknownPatronSchema.nullable(),
  agentOfPlayerId: idSchema.nullable(),
  agentOfPlayerName: z.string().nullable(),
  /** Others who took part in the same transaction. */
  sharedWith: z.array(
    z.object({
      playerId: idSchema.nullable(),
      playerName: z.string().nullable(),
      unknownPatronId: idSchema.nullable(),
    }),
  ),
  staffId: idSchema,
  staffName: z.string().nullable(),
  /** Of an entry that voids another: why. */
  note: z.string().nullable(),
  /** Whether the gaming day had been closed when this was written. */
  isAfterClose: z.boolean(),
  occurredAt: timestampSchema,
  createdAt: timestampSchema,
  voidsEntryId: idSchema.nullable(),
  voidedByEntryId: idSchema.nullable(),
  correlationId: idSchema,
});
export type MtlEntry = z.infer<typeof mtlEntrySchema>;
export type UnknownPatron = z.infer<typeof unknownPatronSchema>;
export const mtlEntryPageSchema = pageSchema(mtlEntrySchema);

/** A patron's cash of a gaming day, in and out each on its own. `level` is the higher of the two levels. */
export const mtlTotalsSchema = z.object({
  gamingDay: gamingDaySchema,
  cashInCents: centsSchema,
  cashOutCents: centsSchema,
  level: mtlLevelSchema,
  cashInLevel: mtlLevelSchema,
  cashOutLevel: mtlLevelSchema,
  /** The highest of the casino's steps that was reached, in percent of the threshold. */
  nearCtrPercent: z.int().nullable(),
});

export type MtlTotals = z.infer<typeof mtlTotalsSchema>;

/** What recording or voiding an entry answers: the totals of its patron, and of everybody else whom it is about. */
export const mtlEntryResultSchema = z.object({
  isExisting: z.boolean(),
  entry: mtlEntrySchema,
  totals: mtlTotalsSchema,
  ctrCaseId: idSchema.nullable(),
  others: z.array(
    z.object({
      playerId: idSchema.nullable(),
      unknownPatronId: idSchema.nullable(),
      totals: mtlTotalsSchema,
      ctrCaseId: idSchema.nullable(),
    }),
  ),
});
export type MtlEntryResult = z.infer<typeof mtlEntryResultSchema>;

const looksSchema = (longest: number) => z.string().trim().max(longest).optional();
/** How somebody looked. */
export const describePatronInputSchema = z.strictObject({
  description: z.string().trim().min(1).max(500),
  sex: z.enum(['female', 'male']).optional(),
  ageRange: looksSchema(50),
  hair: looksSchema(100),
  height: looksSchema(50),
  clothing: looksSchema(200),
  tableId: idSchema.optional(),
  seat: z.int().min(1).max(20).optional(),
});
export type DescribePatronInput = z.infer<typeof describePatronInputSchema>;

const partySchema = z.union([z.strictObject({ playerId: idSchema }), z.strictObject({ unknownPatronId: idSchema })]);

/** The kind decides the direction. One patron: a player, an unknown one, a description of a new one, or the slip's player. */
export const recordMtlEntryInputSchema = z.strictObject({
  kind: mtlKindSchema,
  tender: mtlTenderSchema,
  amountCents: z.int().min(1).max(CENTS_MAX),
  playerId: idSchema.optional(),
  unknownPatronId: idSchema.optional(),
  unknownPatron: describePatronInputSchema.optional(),
  tableId: idSchema.optional(),
  ratingSlipId: idSchema.optional(),
  /** The pit where there is a table, else the cage. */
  area: mtlAreaSchema.optional(),
  agentOfPlayerId: idSchema.optional(),
  sharedWith: z
    .array(partySchema)
    .min(1, { error: rule('parties') })
    .max(10, { error: rule('parties') })
    .optional(),
  /** Now, unless given; it decides the gaming day. */
  occurredAt: instantSchema.optional(),
  note: noteSchema.optional(),
});
export type RecordMtlEntryInput = z.infer<typeof recordMtlEntryInputSchema>;

export const voidMtlEntryInputSchema = z.strictObject({ reason: reasonSchema });

export const mtlEntryQuerySchema = pageQuerySchema.extend({
  gamingDay: gamingDaySchema.optional(),
  playerId: idSchema.optional(),
  unknownPatronId: idSchema.optional(),
  direction: mtlDirectionSchema.optional(),
  kind: mtlKindSchema.optional(),
  tableId: idSchema.optional(),
  area: mtlAreaSchema.optional(),
  isAfterClose: z.enum(['true', 'false']).optional(),
});
export type MtlEntryQuery = z.infer<typeof mtlEntryQuerySchema>;

/** What an entry would make of the patron's day, asked while it is typed. */
export const previewMtlEntryQuerySchema = z.strictObject({
  kind: mtlKindSchema,
  tender: mtlTenderSchema,
  amountCents: z.coerce.number().int().min(0).max(CENTS_MAX).default(0),
  playerId: idSchema.optional(),
  unknownPatronId: idSchema.optional(),
  occurredAt: instantSchema.optional(),
});
export type PreviewMtlEntryQuery = z.infer<typeof previewMtlEntryQuerySchema>;
export const mtlPreviewSchema = z.object({
  direction: mtlDirectionSchema,
  countsTowardCtr: z.boolean(),
  before: mtlTotalsSchema,
  after: mtlTotalsSchema,
  ctrCaseId: idSchema.nullable(),
});
export type MtlPreview = z.infer<typeof mtlPreviewSchema>;

/** Who somebody turned out to be; without a player, that it was a mistake to say so. */
export const identifyPatronInputSchema = z.strictObject({ playerId: idSchema.nullable(), reason: reasonSchema });
export type IdentifyPatronInput = z.infer<typeof identifyPatronInputSchema>;
export const identifyPatronResultSchema = z.object({
  isExisting: z.boolean(),
  unknownPatron: unknownPatronSchema,
  /** Each gaming day that this concerns, with the totals of whom the patron is now. */
  days: z.array(z.object({ gamingDay: gamingDaySchema, totals: mtlTotalsSchema, ctrCaseId: idSchema.nullable() })),
});
export type IdentifyPatronResult = z.infer<typeof identifyPatronResultSchema>;

/** A gaming day whose log a second person signed, with what it held by then. */
export const mtlDayCloseSchema = z.object({
  id: idSchema,
  gamingDay: gamingDaySchema,
  closedAt: timestampSchema,
  closedByStaffId: idSchema,
  closedByStaffName: z.string().nullable(),
  note: z.string().nullable(),
  lastEntryNo: countSchema,
  entryCount: countSchema,
  cashInCents: centsSchema,
  cashOutCents: centsSchema,
});
export const closeMtlDayInputSchema = z.strictObject({ note: noteSchema.optional() });
export type CloseMtlDayInput = z.infer<typeof closeMtlDayInputSchema>;
export const mtlDayCloseResultSchema = mtlDayCloseSchema.extend({ isExisting: z.boolean() });
export type MtlDayClose = z.infer<typeof mtlDayCloseSchema>;
export type MtlDayCloseResult = z.infer<typeof mtlDayCloseResultSchema>;
/** Path parameters of `/mtl/gaming-days/{day}/close`. */
export const mtlDayParamsSchema = z.strictObject({ day: gamingDaySchema });

const dayCashSchema = z.object({ cashInCents: centsSchema, cashOutCents: centsSchema, entryCount: countSchema });
export const mtlSummaryQuerySchema = z.strictObject({ gamingDay: gamingDaySchema.optional() });
export type MtlSummaryQuery = z.infer<typeof mtlSummaryQuerySchema>;
/** Which state of a gaming day's log somebody has read. */
export const mtlDayVersionSchema = z.object({ gamingDay: gamingDaySchema, version: z.string() });
/**
 * A gaming day's log. Cash is what counts. A patron has all that is about them; totals, areas and kinds have each entry once.
 */
export const mtlSummarySchema = z.object({
  gamingDay: gamingDaySchema,
  isClosed: z.boolean(),
  close: mtlDayCloseSchema.nullable(),
  patrons: z.array(
    dayCashSchema.extend({
      playerId: idSchema.nullable(),
      playerName: z.string().nullable(),
      unknownPatronId: idSchema.nullable(),
      description: z.string().nullable(),
      level: mtlLevelSchema,
      /** The highest of the casino's steps that was reached, in percent of the threshold. */
      nearCtrPercent: z.int().nullable(),
      ctrCaseId: idSchema.nullable(),
    }),
  ),
  totals: dayCashSchema,
  byArea: z.array(
    dayCashSchema.extend({ area: mtlAreaSchema, tableId: idSchema.nullable(), tableLabel: z.string().nullable() }),
  ),
  byKind: z.array(
    z.object({
      kind: mtlKindSchema,
      tender: mtlTenderSchema,
      direction: mtlDirectionSchema,
      entryCount: countSchema,
      /** All of it, and what of it counts. */
      amountCents: centsSchema,
      countedCents: centsSchema,
    }),
  ),
  /** What was entered after the day had been closed. */
  lateEntries: z.array(mtlEntrySchema),
  thresholds: z.object({
    watchlistFloorCents: centsSchema,
    ctrThresholdCents: centsSchema,
    nearCtrPercents: z.array(z.int()),
  }),
});
export type MtlSummaryPatron = z.infer<typeof mtlSummarySchema>['patrons'][number];
export type MtlSummary = z.infer<typeof mtlSummarySchema>;
