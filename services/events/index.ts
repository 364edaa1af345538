import 'server-only';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';
import { idSchema, type Page } from '@/lib/shared/schemas';
import {
  insertWebhookEndpoint,
  redeliverWebhookDelivery,
  rotateWebhookSecret,
  selectWebhookDeliveries,
  selectWebhookEndpoints,
  updateWebhookEndpoint,
} from './crud';
import type {
  CreateWebhookInput,
  UpdateWebhookInput,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookDeliveryResult,
  WebhookEndpointList,
  WebhookEndpointResult,
  WebhookSecretResult,
} from './dtos';
import {
  mapWebhookDeliveries,
  mapWebhookDelivery,
  mapWebhookEndpoint,
  mapWebhookEndpoints,
  mapWebhookSecret,
} from './mappers';

/** Webhooks and what became of each delivery, as the signed-in person may see and change them. */
export function createEventsService(db: Db) {
  return {
    /** The casino's webhooks, oldest first; never a secret. */
    async listWebhooks(): Promise<WebhookEndpointList> {
      return mapWebhookEndpoints(await selectWebhookEndpoints(db));
    },

    /** Makes a webhook. The secret is in this answer and in no other; a replay has null in its place. */
    async createWebhook(input: CreateWebhookInput, idempotencyKey: string): Promise<WebhookSecretResult> {
      return mapWebhookSecret(await insertWebhookEndpoint(db, input, idempotencyKey));
    },

    /** Changes what is given. WEBHOOK_ENDPOINT_NOT_FOUND. */
    async updateWebhook(
      endpointId: string,
      input: UpdateWebhookInput,
      idempotencyKey: string,
    ): Promise<WebhookEndpointResult> {
      return mapWebhookEndpoint(await updateWebhookEndpoint(db, endpointId, input, idempotencyKey));
    },

    /** Gives a webhook a new secret, told once; the one before signs along for a day. WEBHOOK_ENDPOINT_NOT_FOUND. */
    async rotateSecret(endpointId: string, idempotencyKey: string): Promise<WebhookSecretResult> {
      return mapWebhookSecret(await rotateWebhookSecret(db, endpointId, idempotencyKey));
    },

    /** Deliveries, newest first. `cursor` is the last delivery of the page before. */
    async listDeliveries(query: WebhookDeliveryQuery): Promise<Page<WebhookDelivery>> {
      if (query.cursor !== undefined && !idSchema.safeParse(query.cursor).success) {
        throw new AppError('VALIDATION_FAILED', { fields: { cursor: 'Use the nextCursor of the page before.' } });
      }
      return mapWebhookDeliveries(await selectWebhookDeliveries(db, query));
    },

    /** Sends a dead letter again. WEBHOOK_DELIVERY_NOT_FOUND, DELIVERY_NOT_DEAD. */
    async redeliver(deliveryId: string, idempotencyKey: string): Promise<WebhookDeliveryResult> {
      return mapWebhookDelivery(await redeliverWebhookDelivery(db, deliveryId, idempotencyKey));
    },
  };
}
