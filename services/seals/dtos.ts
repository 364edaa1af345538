import { z } from 'zod';
import { gamingDaySchema, idSchema, timestampSchema } from '@/lib/shared/schemas';

/** What is sealed: the ledger, the audit trail, the cash log. */
export const sealKindSchema = z.enum(['ledger', 'audit', 'mtl']);
export type SealKind = z.infer<typeof sealKindSchema>;

/** SHA-256 in hexadecimal. */
const rootSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** The seal of one closed gaming day. `previousSeal` is the root of the day before; null for the first. */
export const sealSchema = z.object({
  sealId: idSchema,
  kind: sealKindSchema,
  gamingDay: gamingDaySchema,
  /** Entries that this seal covers and the one before did not. */
  entryCount: z.int(),
  totalCount: z.int(),
  root: rootSchema,
  previousSeal: rootSchema.nullable(),
  sealedAt: timestampSchema,
});
export type Seal = z.infer<typeof sealSchema>;

/** `from` and `to` are gaming days, both included. */
export const sealsQuerySchema = z.strictObject({
  kind: sealKindSchema.optional(),
  from: gamingDaySchema.optional(),
  to: gamingDaySchema.optional(),
});
export type SealsQuery = z.infer<typeof sealsQuerySchema>;
export const sealListSchema = z.object({ items: z.array(sealSchema) });
export type SealList = z.infer<typeof sealListSchema>;

export const sealTextQuerySchema = z.strictObject({
  kind: sealKindSchema.default('ledger'),
  gamingDay: gamingDaySchema,
});
export type SealTextQuery = z.infer<typeof sealTextQuerySchema>;
/** A seal with the text that its root is the SHA-256 of. */
export const sealTextSchema = sealSchema.extend({ text: z.string() });
