import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import {
  type WebhookDelivery,
  type WebhookDeliveryResult,
  type WebhookEndpointList,
  type WebhookEndpointResult,
  type WebhookSecretResult,
  webhookDeliveryPageSchema,
  webhookDeliveryResultSchema,
  webhookEndpointListSchema,
  webhookEndpointResultSchema,
  webhookSecretResultSchema,
} from './dtos';

/** The answer of `rpc_list_webhook_endpoints`. */
export function mapWebhookEndpoints(row: unknown): WebhookEndpointList {
  return webhookEndpointListSchema.parse(fromRow(row));
}

/** The answer of `rpc_update_webhook_endpoint`. */
export function mapWebhookEndpoint(row: unknown): WebhookEndpointResult {
  return webhookEndpointResultSchema.parse(fromRow(row));
}

/** The answer of the two RPCs that make a secret. */
export function mapWebhookSecret(row: unknown): WebhookSecretResult {
  return webhookSecretResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_webhook_deliveries`. */
export function mapWebhookDeliveries(row: unknown): Page<WebhookDelivery> {
  return webhookDeliveryPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_redeliver_webhook_delivery`. */
export function mapWebhookDelivery(row: unknown): WebhookDeliveryResult {
  return webhookDeliveryResultSchema.parse(fromRow(row));
}
