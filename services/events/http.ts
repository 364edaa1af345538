import { callApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type {
  CreateWebhookInput,
  RedeliverDeadLettersInput,
  RedeliverDeadLettersResult,
  UpdateWebhookInput,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookDeliveryResult,
  WebhookEndpointList,
  WebhookEndpointResult,
  WebhookSecretResult,
} from './dtos';

/** The casino's webhooks, oldest first. */
export function fetchWebhooks(signal?: AbortSignal): Promise<WebhookEndpointList> {
  return callApi<WebhookEndpointList>('/webhooks', { signal });
}

/** Makes a webhook. The answer carries its secret, this once; a replay carries null. */
export function createWebhook(input: CreateWebhookInput, idempotencyKey: string): Promise<WebhookSecretResult> {
  return callApi<WebhookSecretResult>('/webhooks', { method: 'POST', body: input, idempotencyKey });
}

/** Changes what is given of a webhook. */
export function updateWebhook(
  endpointId: string,
  input: UpdateWebhookInput,
  idempotencyKey: string,
): Promise<WebhookEndpointResult> {
  return callApi<WebhookEndpointResult>(`/webhooks/${endpointId}`, { method: 'PATCH', body: input, idempotencyKey });
}

/** Gives a webhook a new secret, told in this answer and never again. */
export function rotateWebhookSecret(endpointId: string, idempotencyKey: string): Promise<WebhookSecretResult> {
  const path = `/webhooks/${endpointId}/rotate-secret`;
  return callApi<WebhookSecretResult>(path, { method: 'POST', body: {}, idempotencyKey });
}

/** A page of deliveries, newest first, of one status or of all. */
export function fetchWebhookDeliveries(
  query: Partial<WebhookDeliveryQuery>,
  signal?: AbortSignal,
): Promise<Page<WebhookDelivery>> {
  return callApi<Page<WebhookDelivery>>(`/webhook-deliveries${toQueryString(query)}`, { signal });
}

/** Sends a dead letter again. */
export function redeliverWebhook(deliveryId: string, idempotencyKey: string): Promise<WebhookDeliveryResult> {
  const path = `/webhook-deliveries/${deliveryId}/redeliver`;
  return callApi<WebhookDeliveryResult>(path, { method: 'POST', body: {}, idempotencyKey });
}

/** Sends all dead letters again that were handed out up to a moment. */
export function redeliverDeadLetters(
  body: RedeliverDeadLettersInput,
  idempotencyKey: string,
): Promise<RedeliverDeadLettersResult> {
  return callApi<RedeliverDeadLettersResult>('/webhook-deliveries/redeliver', { method: 'POST', body, idempotencyKey });
}
