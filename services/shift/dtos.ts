import { z } from 'zod';
import { ALERT_KINDS } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import { centsSchema, gamingDaySchema, idSchema, timestampSchema } from '@/lib/shared/schemas';
import { gameTypeSchema, tableStatusSchema } from '@/services/floor/dtos';
import { baselineMethodSchema, baselineReadinessSchema } from '@/services/promo/dtos';

const COUNT_CENTS_MAX = 100_000_000_000;

/** One shift of a gaming day. The shifts of a day follow each other without gap, from its start to the next day's. */
export const shiftSchema = z.object({
  id: idSchema,
  name: z.string(),
  startsAt: timestampSchema,
  endsAt: timestampSchema,
  isCurrent: z.boolean(),
});
export type Shift = z.infer<typeof shiftSchema>;

/** Win and hold are of the counted tables; null while none is. Hold is a percent with two decimals. */
const cashFigures = {
  dropCents: centsSchema,
  winCents: centsSchema.nullable(),
  holdPercent: z.number().nullable(),
  fillsCents: centsSchema,
  creditsCents: centsSchema,
};
const groupFigures = { ...cashFigures, countedTables: z.int(), openTables: z.int() };

/** What a table closed with last, in the shift and on the day that are named. */
export const carriedOpeningSchema = z.object({ cents: centsSchema, shiftName: z.string(), gamingDay: gamingDaySchema });

/**
 * One table over a shift, or over the whole day. `version` is the count's, 0 before there is one; null for a whole day.
 * `carriedOpening` is proposed as its opening, as long as the shift has no count of it; nothing is recorded by that.
 */
export const tableFiguresSchema = z.object({
  tableId: idSchema,
  label: z.string(),
  gameType: gameTypeSchema,
  /** What the casino calls the game. */
  gameName: z.string(),
  status: tableStatusSchema,
  openingCents: centsSchema.nullable(),
  closingCents: centsSchema.nullable(),
  ...cashFigures,
  isCounted: z.boolean(),
  version: z.int().nullable(),
  carriedOpening: carriedOpeningSchema.nullable(),
});
export type TableFigures = z.infer<typeof tableFiguresSchema>;

export const pitFiguresSchema = z.object({
  id: idSchema,
  name: z.string(),
  ...groupFigures,
  tables: z.array(tableFiguresSchema),
});
export type PitFigures = z.infer<typeof pitFiguresSchema>;

/**
 * Points of the same time. Bonuses are given by hand; what was taken back of them and of what play accrued, and what was
 * returned of comps, also where it was given before. Outstanding is what the house owes now: the balances above zero. Cents are
 * what the points are worth: by the point value of the gaming day, of what is outstanding by today's.
 */
export const pointFiguresSchema = z.object({
  bonusPoints: z.int(),
  bonusCents: centsSchema,
  bonusCount: z.int(),
  accruedPoints: z.int(),
  accruedCents: centsSchema,
  takenBackPoints: z.int(),
  takenBackCents: centsSchema,
  redeemedPoints: z.int(),
  redeemedCents: centsSchema,
  redeemedCount: z.int(),
  returnedPoints: z.int(),
  returnedCents: centsSchema,
  correctedPoints: z.int(),
  correctedCents: centsSchema,
  outstandingPoints: z.int(),
  outstandingCents: centsSchema,
  outstandingPlayers: z.int(),
});
export type PointFigures = z.infer<typeof pointFiguresSchema>;

export const shiftDashboardQuerySchema = z.strictObject({
  gamingDay: gamingDaySchema.optional(),
  shiftId: idSchema.optional(),
});
export type ShiftDashboardQuery = z.infer<typeof shiftDashboardQuerySchema>;

/** Drop, win, hold and points of a gaming day, or of one of its shifts. */
export const shiftDashboardSchema = z.object({
  gamingDay: gamingDaySchema,
  shiftId: idSchema.nullable(),
  asOf: timestampSchema,
  shifts: z.array(shiftSchema),
  casino: z.object(groupFigures),
  pits: z.array(pitFiguresSchema),
  points: pointFiguresSchema,
});
export type ShiftDashboard = z.infer<typeof shiftDashboardSchema>;

const countCentsSchema = centsSchema
  .min(0, { error: rule('zeroOrMore') })
  .max(COUNT_CENTS_MAX, { error: rule('tooHigh') });

/**
 * What a table held and took in a shift. `closingCents` is left out until it is counted. `expectedVersion` is the version
 * the figures were read at (0: there were none); the count is refused when somebody changed it since.
 */
export const recordTableCountInputSchema = z.strictObject({
  tableId: idSchema,
  shiftId: idSchema,
  openingCents: countCentsSchema,
  closingCents: countCentsSchema.nullish(),
  fillsCents: countCentsSchema,
  creditsCents: countCentsSchema,
  dropCents: countCentsSchema,
  expectedVersion: z.int().min(0).max(1_000_000_000).optional(),
});
export type RecordTableCountInput = z.infer<typeof recordTableCountInputSchema>;

/** A count as recorded, with the win and hold that follow from it. */
export const tableCountResultSchema = z.object({
  isExisting: z.boolean(),
  id: idSchema,
  tableId: idSchema,
  shiftId: idSchema,
  openingCents: centsSchema,
  closingCents: centsSchema.nullable(),
  ...cashFigures,
  isCounted: z.boolean(),
  version: z.int().positive(),
  recordedByStaffId: idSchema,
  recordedAt: timestampSchema,
});
export type TableCountResult = z.infer<typeof tableCountResultSchema>;

export const alertKindSchema = z.enum(ALERT_KINDS);
export const alertSeveritySchema = z.enum(['none', 'warn', 'critical']);
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;

/**
 * What the value was held against: median, unscaled MAD and number `n` of the days before, how the allowed deviation was
 * found, and whether the history can be relied on. Median and MAD are null while there is no day at all.
 */
export const alertBaselineSchema = z.object({
  median: z.number().nullable(),
  mad: z.number().nullable(),
  n: z.int(),
  method: baselineMethodSchema,
  readiness: baselineReadinessSchema,
  /** As `readiness`, with the days there are and the days it takes: `building 2/3`. */
  readinessText: z.string(),
});

/** Who has seen an alert, and what it was then. */
export const alertAcknowledgementSchema = z.object({
  staffName: z.string(),
  at: timestampSchema,
  note: z.string().nullable(),
  severity: alertSeveritySchema,
  /** The alert's value when it was seen. */
  value: z.number(),
});

/**
 * One rule on one thing, evaluated now. `threshold` is what `value` is held against; of a rule with a baseline it is the
 * deviation from the median that is allowed. `details` are the figures that the rule went by.
 */
export const alertSchema = z.object({
  kind: alertKindSchema,
  severity: alertSeveritySchema,
  isFiring: z.boolean(),
  entity: z.object({
    type: z.enum(['casino', 'table', 'slip', 'player']),
    id: idSchema.nullable(),
    label: z.string().nullable(),
    metric: z.string().nullable(),
  }),
  /** Names the thing within its kind for the gaming day; acknowledging takes it. */
  entityKey: z.string(),
  value: z.number(),
  unit: z.enum(['minutes', 'count', 'cents', 'percent', 'points']),
  baseline: alertBaselineSchema.nullable(),
  threshold: z.number().nullable(),
  /** `ready`, `building 2/3`, `stale` or `too few`; null for rules that need no history. */
  readinessText: z.string().nullable(),
  /** One sentence that says why it fired, or why it did not. */
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  acknowledgement: alertAcknowledgementSchema.nullable(),
  /** The last one, where the alert has become more severe or grown materially since: it calls again. */
  outgrownAcknowledgement: alertAcknowledgementSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertsQuerySchema = z.strictObject({ gamingDay: gamingDaySchema.optional() });
export type AlertsQuery = z.infer<typeof alertsQuerySchema>;

/** Every enabled rule, the most severe first. */
export const alertsSchema = z.object({
  gamingDay: gamingDaySchema,
  asOf: timestampSchema,
  items: z.array(alertSchema),
  nextCursor: z.null(),
});
export type Alerts = z.infer<typeof alertsSchema>;

export const acknowledgeAlertInputSchema = z.strictObject({
  gamingDay: gamingDaySchema,
  kind: alertKindSchema,
  entityKey: z.string().min(1).max(200),
  note: z
    .string()
    .trim()
    .max(500, { error: rule('noteTooLong') })
    .optional(),
});
export type AcknowledgeAlertInput = z.infer<typeof acknowledgeAlertInputSchema>;

/** Alerts as they were shown: one that has become graver since is passed over, as is one that a colleague was first with. */
export const acknowledgeAlertsInputSchema = acknowledgeAlertInputSchema.pick({ gamingDay: true, note: true }).extend({
  alerts: z
    .array(
      z.strictObject({
        ...acknowledgeAlertInputSchema.pick({ kind: true, entityKey: true }).shape,
        severity: alertSeveritySchema,
      }),
    )
    .min(1)
    .max(2_000),
});
export type AcknowledgeAlertsInput = z.infer<typeof acknowledgeAlertsInputSchema>;

export const acknowledgementResultSchema = alertAcknowledgementSchema.extend({
  isExisting: z.boolean(),
  id: idSchema,
  gamingDay: gamingDaySchema,
  kind: alertKindSchema,
  entityKey: z.string(),
});
export type AcknowledgementResult = z.infer<typeof acknowledgementResultSchema>;

export const acknowledgementsResultSchema = z.object({
  isExisting: z.boolean(),
  gamingDay: gamingDaySchema,
  acknowledgedCount: z.int(),
  items: z.array(acknowledgementResultSchema.omit({ isExisting: true })),
});
export type AcknowledgementsResult = z.infer<typeof acknowledgementsResultSchema>;

/** One shift of an ordinary gaming day, which lasts until the next one begins. */
export const patternShiftSchema = z.object({ name: z.string(), startsAtLocal: z.string() });
export type PatternShift = z.infer<typeof patternShiftSchema>;

/** The shifts of an ordinary day, the latest pattern first. `fromGamingDay` is the day of the one in force; null for none. */
export const shiftPatternsSchema = z.object({
  gamingDay: gamingDaySchema,
  fromGamingDay: gamingDaySchema.nullable(),
  items: z.array(
    z.object({
      fromGamingDay: gamingDaySchema,
      shifts: z.array(patternShiftSchema),
      /** Null: what the house began with. */
      setByStaffName: z.string().nullable(),
      setAt: timestampSchema,
    }),
  ),
});
export type ShiftPatterns = z.infer<typeof shiftPatternsSchema>;
export type ShiftPattern = ShiftPatterns['items'][number];
export const shiftPatternResultSchema = shiftPatternsSchema.extend({ isExisting: z.boolean() });
export type ShiftPatternResult = z.infer<typeof shiftPatternResultSchema>;

const PATTERN = { error: rule('shiftPattern') };
export const dayShiftsSchema = z
  .array(
    z.strictObject({
      name: z.string().trim().min(1, PATTERN).max(50, PATTERN),
      startsAtLocal: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, PATTERN),
    }),
  )
  .min(1, PATTERN)
  .max(8, PATTERN);
export const setShiftPatternInputSchema = z.strictObject({
  fromGamingDay: gamingDaySchema,
  shifts: dayShiftsSchema,
});
export type SetShiftPatternInput = z.infer<typeof setShiftPatternInputSchema>;
