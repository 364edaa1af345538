import { z } from 'zod';
import { LENS_KINDS, LENS_ROW_TYPES, LENSES } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import {
  centsSchema,
  countSchema,
  gamingDaySchema,
  idSchema,
  pointsSchema,
  timestampSchema,
} from '@/lib/shared/schemas';

/** `cash`: patterns of the cash log; `insider`: what staff do with rewards and coupons. */
const lensSchema = z.enum(LENSES);
export type Lens = z.infer<typeof lensSchema>;

/** Who acknowledged something, when, and why. */
const acknowledgementSchema = z.object({
  acknowledgedAt: timestampSchema,
  staffId: idSchema,
  staffName: z.string().nullable(),
  reason: z.string(),
});

/** One thing that stands out. What `figure` and `params` are, in which unit, is a matter of the kind: docs/lens.md. */
export const lensFindingSchema = z.object({
  /** The same rows for the same reason are one finding, whatever the days asked for. One row more is another. */
  id: z.string(),
  kind: z.enum(LENS_KINDS),
  gamingDay: gamingDaySchema,
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  unknownPatronId: idSchema.nullable(),
  /** Of an unknown patron: how they looked. */
  description: z.string().nullable(),
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  figure: z.number(),
  /** From where on a figure stands out. */
  line: z.number(),
  /** What is usual of `n` others, or of `n` days or weeks of their own past: `allowed` is the highest figure that still is. */
  baseline: z.object({ median: z.number(), mad: z.number(), n: countSchema, allowed: z.number() }).nullable(),
  /** Further figures of the explanation. */
  params: z.record(z.string(), z.number()),
  rowCount: countSchema,
  isAcknowledged: z.boolean(),
  /** The last of what it is about, also where new rows have come since. */
  acknowledgement: acknowledgementSchema.nullable(),
});
export type LensFinding = z.infer<typeof lensFindingSchema>;

export const lensQuerySchema = z.strictObject({
  lens: lensSchema,
  from: gamingDaySchema.optional(),
  to: gamingDaySchema.optional(),
  withAcknowledged: z.stringbool().optional(),
});
export type LensQuery = z.infer<typeof lensQuerySchema>;

/** So many findings a list has at most. */
const LIST_MAX = 200;

/** Most unusual first, at most 200 of `total`. */
export const lensFindingsSchema = z.object({
  from: gamingDaySchema,
  to: gamingDaySchema,
  total: countSchema,
  items: z.array(lensFindingSchema).max(LIST_MAX),
});
export type LensFindings = z.infer<typeof lensFindingsSchema>;

/** How many findings of `from` to `to`, the last fifteen gaming days, nobody has looked into. */
export const lensCountSchema = z.object({ from: gamingDaySchema, to: gamingDaySchema, count: countSchema });
export type LensCount = z.infer<typeof lensCountSchema>;
export const lensCountQuerySchema = z.strictObject({ lens: lensSchema });

/** A finding is looked for in the days in which it was found. */
const placeShape = { lens: lensSchema, from: gamingDaySchema, to: gamingDaySchema };
export const lensPlaceSchema = z.strictObject(placeShape);
export type LensPlace = z.infer<typeof lensPlaceSchema>;
const findingIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
/** Path parameters of what is about one finding. */
export const lensParamsSchema = z.strictObject({ id: findingIdSchema });

/** A row behind a finding: an entry of the cash log or of the ledger, or a coupon. */
const lensRowSchema = z.object({
  type: z.enum(LENS_ROW_TYPES),
  id: idSchema,
  gamingDay: gamingDaySchema,
  happenedAt: timestampSchema,
  /** Kind, reason or status. */
  what: z.string(),
  amountCents: centsSchema.nullable(),
  points: pointsSchema.nullable(),
  playerId: idSchema.nullable(),
  playerName: z.string().nullable(),
  unknownPatronId: idSchema.nullable(),
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  tableLabel: z.string().nullable(),
  /** The number of an entry of the cash log, or of a coupon. */
  label: z.string().nullable(),
});

/** A finding with the rows behind it, newest first, at most 500. */
export const lensDetailSchema = z.object({ finding: lensFindingSchema, rows: z.array(lensRowSchema) });
export type LensDetail = z.infer<typeof lensDetailSchema>;

export const acknowledgeFindingInputSchema = z.strictObject({
  ...placeShape,
  reason: z
    .string()
    .trim()
    .min(1, { error: rule('sayWhy') })
    .max(500, { error: rule('noteTooLong') }),
});
export type AcknowledgeFindingInput = z.infer<typeof acknowledgeFindingInputSchema>;
export const acknowledgeFindingResultSchema = z.object({
  isExisting: z.boolean(),
  id: z.string(),
  kind: z.enum(LENS_KINDS),
  figure: z.number(),
  rowCount: countSchema,
  acknowledgement: acknowledgementSchema,
});
export type AcknowledgeFindingResult = z.infer<typeof acknowledgeFindingResultSchema>;

/** Findings as they were shown: one that a row came to since is another, and is passed over, as is one that a colleague was first with. */
export const acknowledgeFindingsInputSchema = acknowledgeFindingInputSchema.extend({
  findings: z.array(findingIdSchema).min(1).max(LIST_MAX),
});
export type AcknowledgeFindingsInput = z.infer<typeof acknowledgeFindingsInputSchema>;
export const acknowledgeFindingsResultSchema = z.object({
  isExisting: z.boolean(),
  ...placeShape,
  acknowledgedCount: countSchema,
  items: z.array(acknowledgeFindingResultSchema.omit({ isExisting: true })),
});
export type AcknowledgeFindingsResult = z.infer<typeof acknowledgeFindingsResultSchema>;
