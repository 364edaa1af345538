import { z } from 'zod';
import { gamingDaySchema, idSchema, timestampSchema } from '@/lib/shared/schemas';

/** Gaming days, both included, and from which points and cents on a comp and a coupon are listed one by one. */
export const packRequestSchema = z.strictObject({
  from: gamingDaySchema,
  to: gamingDaySchema,
  abovePoints: z.int().min(0).default(0),
  aboveCents: z.int().min(0).default(0),
});
export type PackRequest = z.infer<typeof packRequestSchema>;

/** What is on record of a pack, and what its manifest says of the casino. */
export const packFactsSchema = z.object({
  id: idSchema,
  from: gamingDaySchema,
  to: gamingDaySchema,
  abovePoints: z.int(),
  aboveCents: z.int(),
  casino: z.object({ id: idSchema, name: z.string(), slug: z.string() }),
  timeZone: z.string(),
  gamingDayStart: z.string(),
  /** Of gaming days that began by another clock than the last of them. */
  earlierDayRules: z
    .array(z.object({ through: gamingDaySchema, timeZone: z.string(), gamingDayStart: z.string() }))
    .default([]),
  currency: z.string(),
  madeAt: timestampSchema,
  madeBy: z.string(),
  madeByRole: z.string(),
  isExisting: z.boolean(),
});
export type PackFacts = z.infer<typeof packFactsSchema>;

/** The lines of the ledger, and where to go on; both null at the end. */
export const packLedgerSchema = z.object({
  text: z.string(),
  nextPlayerId: idSchema.nullable(),
  nextEntryNo: z.int().nullable(),
});
export type PackLedger = z.infer<typeof packLedgerSchema>;

/** The lines of the cash log, and where to go on; null at the end. */
export const packCashLogSchema = z.object({ text: z.string(), nextId: idSchema.nullable() });
export type PackCashLog = z.infer<typeof packCashLogSchema>;

/** A row of a table of a pack, as the database names its columns: it goes into the file as it is. */
const packRowSchema = z.record(z.string(), z.unknown());

/** What the files add up to, as the database says apart from their rows. */
export const packSumsSchema = z.object({
  ledger: z.object({ entries: z.int(), points_given: z.int(), points_taken: z.int() }),
  rewards_by_month: z.array(packRowSchema),
  coupon_reconciliation: z.array(packRowSchema),
});
export type PackSums = z.infer<typeof packSumsSchema>;

export const packRowsSchema = z.object({ items: z.array(packRowSchema), next_cursor: idSchema.nullable() });
export type PackRows = z.infer<typeof packRowsSchema>;
