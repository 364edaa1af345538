import { z } from 'zod';
import { rule } from '@/lib/shared/rules';
import { gamingDaySchema, idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';
import { staffRoleSchema } from '@/services/casino/dtos';
import { webhookDeliverySchema } from '@/services/events/dtos';
import { ledgerEntrySchema } from '@/services/loyalty/dtos';

/** `rating_slip`, `loyalty`, `floor.open_rating_slip`. Open: a later version has more of them. */
const nameSchema = z
  .string()
  .max(121)
  .regex(/^[a-z_]{1,60}(\.[a-z_]{1,60})?$/, { error: rule('smallLetters', { highest: 60 }) });
const filterIdSchema = z.uuid({ error: rule('id') });
/** A time with its offset, or a gaming day. */
const boundSchema = z.union([z.iso.datetime({ offset: true }), gamingDaySchema], { error: rule('aTime') });

const auditOutcomeSchema = z.enum(['done', 'refused'], { error: rule('oneOf', { options: 'done, refused' }) });

const recordSchema = z.record(z.string(), z.unknown()).nullable();

/** A row of the audit trail. Staff is null for what the system did by itself. */
export const auditRowSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  gamingDay: gamingDaySchema,
  staffId: idSchema.nullable(),
  staffName: z.string().nullable(),
  staffRole: staffRoleSchema.nullable(),
  domain: z.string(),
  action: z.string(),
  entityType: z.string(),
  entityId: idSchema.nullable(),
  before: recordSchema,
  after: recordSchema,
  correlationId: idSchema,
  outcome: auditOutcomeSchema,
});
export type AuditRow = z.infer<typeof auditRowSchema>;
export const auditPageSchema = pageSchema(auditRowSchema);

/** What narrows the trail down. `isWhole`: also what belongs to the entity. `actor` may be `system`. */
const auditFilterShape = {
  entity: nameSchema.optional(),
  entityId: filterIdSchema.optional(),
  isWhole: z.stringbool({ error: rule('trueOrFalse') }).optional(),
  actor: z.union([z.literal('system'), filterIdSchema]).optional(),
  action: nameSchema.optional(),
  domain: nameSchema.optional(),
  from: boundSchema.optional(),
  to: boundSchema.optional(),
  gamingDay: z.iso.date({ error: rule('gamingDay') }).optional(),
  correlationId: filterIdSchema.optional(),
  outcome: auditOutcomeSchema.optional(),
};

export const auditQuerySchema = pageQuerySchema.extend(auditFilterShape);
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** What was done under one correlation id, oldest first: from the tap to what the webhooks got. `hasMore`: not every row is here. */
export const auditTraceSchema = z.object({
  audit: z.array(auditRowSchema),
  hasMore: z.boolean(),
  entries: z.array(ledgerEntrySchema),
  events: z.array(
    z.object({
      id: idSchema,
      eventType: z.string(),
      playerId: idSchema.nullable(),
      payload: z.record(z.string(), z.unknown()),
      createdAt: timestampSchema,
      deliveries: z.array(webhookDeliverySchema),
    }),
  ),
});
export type AuditTrace = z.infer<typeof auditTraceSchema>;
export const auditTraceQuerySchema = z.strictObject({ correlationId: filterIdSchema });
export type AuditTraceQuery = z.infer<typeof auditTraceQuerySchema>;

/** What the trail can be narrowed down by: who there is, and what was ever done to which kind of thing. */
export const auditChoicesSchema = z.object({
  staff: z.array(z.object({ id: idSchema, name: z.string(), role: staffRoleSchema })),
  actions: z.array(z.object({ entityType: z.string(), action: z.string() })),
});
export type AuditChoices = z.infer<typeof auditChoicesSchema>;

/** The audit trail under a filter, as a file. */
export const auditExportQuerySchema = z.strictObject({
  ...auditFilterShape,
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

/** A filter as an address says it. */
export type AuditFilterText = Partial<Record<keyof typeof auditFilterShape, string>>;

/** A filter as it is kept: as an address says it, but for `isWhole`. */
const savedFilterSchema = z.strictObject({ ...auditFilterShape, isWhole: z.boolean().optional() });
const filterNameSchema = z
  .string()
  .trim()
  .min(1, { error: rule('characters', { lowest: 1, highest: 80 }) })
  .max(80, { error: rule('characters', { lowest: 1, highest: 80 }) });

/** The filters that somebody saved, by name. */
export const savedAuditFiltersSchema = z.object({
  items: z.array(z.object({ name: z.string(), filter: savedFilterSchema })),
});
export type SavedAuditFilter = z.infer<typeof savedAuditFiltersSchema>['items'][number];

/** Keeps a filter under a name, in the place of what is kept under it; or, with `replaces`, renames that one. */
export const saveAuditFilterInputSchema = z.strictObject({
  name: filterNameSchema,
  filter: savedFilterSchema,
  replaces: z.string().optional(),
});
export type SaveAuditFilterInput = z.infer<typeof saveAuditFilterInputSchema>;
export const auditFilterResultSchema = z.object({
  isExisting: z.boolean(),
  name: z.string(),
  filter: savedFilterSchema,
});
export type AuditFilterResult = z.infer<typeof auditFilterResultSchema>;

export const auditFilterNameSchema = z.strictObject({ name: z.string() });
export type AuditFilterName = z.infer<typeof auditFilterNameSchema>;
export const discardedAuditFilterSchema = z.object({ isExisting: z.boolean(), name: z.string() });
export type DiscardedAuditFilter = z.infer<typeof discardedAuditFilterSchema>;
