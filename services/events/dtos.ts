import { z } from 'zod';
import { WEBHOOK_FAILURES } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import { idSchema, pageQuerySchema, pageSchema, timestampSchema } from '@/lib/shared/schemas';

/** `<thing>.<happened>`. Open: a later version has more of them. */
export const eventTypeSchema = z
  .string()
  .max(100)
  .regex(/^[a-z_]+\.[a-z_]+$/, { error: rule('eventType') });

/** The addresses that the database takes: https, or http on the loopback interface; no user, password or fragment. */
const WEBHOOK_URL =
  /^(https:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http:\/\/(127\.0\.0\.1|localhost|\[::1\]))(:\d{1,5})?([/?][!$-~]*)?$/;
const webhookUrlSchema = z
  .string()
  .trim()
  .max(2000, { error: rule('addressTooLong') })
  .regex(WEBHOOK_URL, {
    error: rule('httpsAddress'),
  })
  .refine(URL.canParse, { error: rule('addressMissing') });
const descriptionSchema = z
  .string()
  .trim()
  .max(200, { error: rule('charactersAtMost', { highest: 200 }) });
const eventTypesSchema = z.array(eventTypeSchema).min(1).max(50).nullable();

/** Where a casino's events are posted. `eventTypes` null means every type, those of later versions too. */
export const webhookEndpointSchema = z.object({
  id: idSchema,
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()).nullable(),
  isActive: z.boolean(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  pendingCount: z.int().nonnegative(),
  deadCount: z.int().nonnegative(),
  lastDeliveredAt: timestampSchema.nullable(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;
export const webhookEndpointListSchema = z.object({ items: z.array(webhookEndpointSchema) });
export type WebhookEndpointList = z.infer<typeof webhookEndpointListSchema>;

export const webhookEndpointResultSchema = webhookEndpointSchema.extend({ isExisting: z.boolean() });
export type WebhookEndpointResult = z.infer<typeof webhookEndpointResultSchema>;

/** `secret` is told once: null in every replay. Whoever lost it rotates. */
export const webhookSecretResultSchema = webhookEndpointResultSchema.extend({ secret: z.string().nullable() });
export type WebhookSecretResult = z.infer<typeof webhookSecretResultSchema>;

export const createWebhookInputSchema = z.strictObject({
  url: webhookUrlSchema,
  description: descriptionSchema.optional(),
  eventTypes: eventTypesSchema.optional(),
});
export type CreateWebhookInput = z.infer<typeof createWebhookInputSchema>;

/** What is left out stays as it is. */
export const updateWebhookInputSchema = z.strictObject({
  url: webhookUrlSchema.optional(),
  description: descriptionSchema.optional(),
  eventTypes: eventTypesSchema.optional(),
  isActive: z.boolean().optional(),
});
export type UpdateWebhookInput = z.infer<typeof updateWebhookInputSchema>;

export const webhookDeliveryStatusSchema = z.enum(['pending', 'delivered', 'dead']);
export type WebhookDeliveryStatus = z.infer<typeof webhookDeliveryStatusSchema>;

/**
 * One event on its way to one webhook. `nextAttemptAt` is null while it waits behind an earlier one of the same player. `lastError`
 * says `lastErrorCode` in English.
 */
export const webhookDeliverySchema = z.object({
  id: idSchema,
  endpointId: idSchema,
  endpointUrl: z.string(),
  eventId: idSchema,
  eventType: z.string(),
  playerId: idSchema.nullable(),
  status: webhookDeliveryStatusSchema,
  attempts: z.int().nonnegative(),
  nextAttemptAt: timestampSchema.nullable(),
  lastError: z.string().nullable(),
  lastErrorCode: z.enum(WEBHOOK_FAILURES).nullable(),
  lastStatus: z.int().nullable(),
  createdAt: timestampSchema,
  deliveredAt: timestampSchema.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export const webhookDeliveryQuerySchema = pageQuerySchema.extend({ status: webhookDeliveryStatusSchema.optional() });
export type WebhookDeliveryQuery = z.infer<typeof webhookDeliveryQuerySchema>;
export const webhookDeliveryPageSchema = pageSchema(webhookDeliverySchema);
export type WebhookDeliveryPage = z.infer<typeof webhookDeliveryPageSchema>;
export const webhookDeliveryResultSchema = webhookDeliverySchema.extend({ isExisting: z.boolean() });
export type WebhookDeliveryResult = z.infer<typeof webhookDeliveryResultSchema>;

/** Up to when the dead letters that are to be sent again were handed out: what came later stays. */
export const redeliverDeadLettersInputSchema = z.strictObject({ until: timestampSchema });
export type RedeliverDeadLettersInput = z.infer<typeof redeliverDeadLettersInputSchema>;
/** `leftCount` of them wait for another call: one takes at most 500. */
export const redeliverDeadLettersResultSchema = z.object({
  isExisting: z.boolean(),
  redeliveredCount: z.int().positive(),
  leftCount: z.int().nonnegative(),
  deliveryIds: z.array(idSchema),
});
export type RedeliverDeadLettersResult = z.infer<typeof redeliverDeadLettersResultSchema>;
