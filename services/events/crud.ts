import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type { CreateWebhookInput, UpdateWebhookInput, WebhookDeliveryQuery } from './dtos';

/** In SQL null means "as it is" or "not given", so "every type" is the empty list there. */
function toSqlEventTypes(eventTypes: string[] | null | undefined): string[] | undefined {
  return eventTypes === null ? [] : eventTypes;
}

/** The casino's webhooks with their counts. */
export function selectWebhookEndpoints(db: Db): Promise<unknown> {
  return runRpc('rpc_list_webhook_endpoints', db.client.rpc('rpc_list_webhook_endpoints'));
}

/** A new webhook with its secret; replays answer without it. */
export function insertWebhookEndpoint(db: Db, input: CreateWebhookInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_create_webhook_endpoint',
    db.client.rpc('rpc_create_webhook_endpoint', {
      p_url: input.url,
      p_description: input.description,
      p_event_types: toSqlEventTypes(input.eventTypes),
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Changes what is given. */
export function updateWebhookEndpoint(
  db: Db,
  endpointId: string,
  input: UpdateWebhookInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_update_webhook_endpoint',
    db.client.rpc('rpc_update_webhook_endpoint', {
      p_endpoint_id: endpointId,
      p_url: input.url,
      p_description: input.description,
      p_event_types: toSqlEventTypes(input.eventTypes),
      p_is_active: input.isActive,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** A new secret; the one before signs along for a day. */
export function rotateWebhookSecret(db: Db, endpointId: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_rotate_webhook_secret',
    db.client.rpc('rpc_rotate_webhook_secret', {
      p_endpoint_id: endpointId,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** A page of deliveries, newest first. */
export function selectWebhookDeliveries(db: Db, { status, cursor, limit }: WebhookDeliveryQuery): Promise<unknown> {
  return runRpc(
    'rpc_list_webhook_deliveries',
    db.client.rpc('rpc_list_webhook_deliveries', { p_status: status, p_before_id: cursor, p_limit: limit }),
  );
}

/** Makes a dead letter pending again. */
export function redeliverWebhookDelivery(db: Db, deliveryId: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_redeliver_webhook_delivery',
    db.client.rpc('rpc_redeliver_webhook_delivery', {
      p_delivery_id: deliveryId,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}
