import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import { mapDeliveries, mapDelivery } from './mappers';

/** The casino's webhooks, oldest first; never a secret. */
export async function listWebhooks(db: Db): Promise<dto.WebhookEndpointList> {
  return fromRow(dto.webhookEndpointListSchema, await callRpc(db, 'rpc_list_webhook_endpoints', {}));
}

/** Makes a webhook. The secret is in this answer and in no other; a replay has null in its place. */
export async function createWebhook(
  db: Db,
  input: dto.CreateWebhookInput,
  idempotencyKey: string,
): Promise<dto.WebhookSecretResult> {
  return fromRow(
    dto.webhookSecretResultSchema,
    await callRpc(db, 'rpc_create_webhook_endpoint', {
      p_url: input.url,
      p_description: input.description,
      p_event_types: toSqlEventTypes(input.eventTypes),
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Changes what is given. WEBHOOK_ENDPOINT_NOT_FOUND. */
export async function updateWebhook(
  db: Db,
  endpointId: string,
  input: dto.UpdateWebhookInput,
  idempotencyKey: string,
): Promise<dto.WebhookEndpointResult> {
  return fromRow(
    dto.webhookEndpointResultSchema,
    await callRpc(db, 'rpc_update_webhook_endpoint', {
      p_endpoint_id: endpointId,
      p_url: input.url,
      p_description: input.description,
      p_event_types: toSqlEventTypes(input.eventTypes),
      p_is_active: input.isActive,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Gives a webhook a new secret, told once; the one before signs along for a day. WEBHOOK_ENDPOINT_NOT_FOUND. */
export async function rotateSecret(
  db: Db,
  endpointId: string,
  idempotencyKey: string,
): Promise<dto.WebhookSecretResult> {
  return fromRow(
    dto.webhookSecretResultSchema,
    await callRpc(db, 'rpc_rotate_webhook_secret', {
      p_endpoint_id: endpointId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Sends a dead letter again. WEBHOOK_DELIVERY_NOT_FOUND, DELIVERY_NOT_DEAD. */
export async function redeliver(
  db: Db,
  deliveryId: string,
  idempotencyKey: string,
): Promise<dto.WebhookDeliveryResult> {
  return mapDelivery(
    await callRpc(db, 'rpc_redeliver_webhook_delivery', {
      p_delivery_id: deliveryId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Sends the dead letters again that were handed out up to a moment. NO_DEAD_LETTERS. */
export async function redeliverDeadLetters(
  db: Db,
  { until }: dto.RedeliverDeadLettersInput,
  idempotencyKey: string,
): Promise<dto.RedeliverDeadLettersResult> {
  return fromRow(
    dto.redeliverDeadLettersResultSchema,
    await callRpc(db, 'rpc_redeliver_dead_letters', { p_until: until, p_idempotency_key: idempotencyKey }),
  );
}

/** Deliveries, newest first. `cursor` is the last delivery of the page before. */
export async function listDeliveries(
  db: Db,
  { status, cursor, limit }: dto.WebhookDeliveryQuery,
): Promise<dto.WebhookDeliveryPage> {
  return mapDeliveries(
    await callRpc(db, 'rpc_list_webhook_deliveries', { p_status: status, p_before_id: cursor, p_limit: limit }),
  );
}

/** In SQL null means "as it is" or "not given", so "every type" is the empty list there. */
function toSqlEventTypes(eventTypes: string[] | null | undefined): string[] | undefined {
  return eventTypes === null ? [] : eventTypes;
}
