import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type {
  CreateWebhookInput,
  RedeliverDeadLettersInput,
  RedeliverDeadLettersResult,
  UpdateWebhookInput,
  WebhookDeliveryResult,
  WebhookEndpointResult,
  WebhookSecretResult,
} from '@/services/events/dtos';
import {
  createWebhook,
  redeliverDeadLetters,
  redeliverWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '@/services/events/http';
import { eventsKeys } from '@/services/events/keys';

/** Makes a webhook. `secret` is in the answer this once; null after an answer got lost on the way: then rotate. */
export function useCreateWebhook(): IntentMutation<CreateWebhookInput, WebhookSecretResult> {
  return useWebhookMutation('create-webhook', createWebhook);
}

/** Changes a webhook, or switches it on or off. */
export function useUpdateWebhook(): IntentMutation<{ endpointId: string } & UpdateWebhookInput, WebhookEndpointResult> {
  return useWebhookMutation('update-webhook', ({ endpointId, ...input }, key) => updateWebhook(endpointId, input, key));
}

/** Gives a webhook a new secret; the one before signs along for a day. */
export function useRotateWebhookSecret(): IntentMutation<{ endpointId: string }, WebhookSecretResult> {
  return useWebhookMutation('rotate-webhook-secret', ({ endpointId }, key) => rotateWebhookSecret(endpointId, key));
}

/** Sends a dead letter again. */
export function useRedeliverWebhook(): IntentMutation<{ deliveryId: string }, WebhookDeliveryResult> {
  return useWebhookMutation('redeliver-webhook', ({ deliveryId }, key) => redeliverWebhook(deliveryId, key));
}

/** Sends all dead letters again that were handed out up to a moment. Refused with `NO_DEAD_LETTERS`. */
export function useRedeliverDeadLetters(): IntentMutation<RedeliverDeadLettersInput, RedeliverDeadLettersResult> {
  return useWebhookMutation('redeliver-dead-letters', redeliverDeadLetters);
}

/** A change of one shows in the counts of the other: whatever is on screen of webhooks and deliveries is read again. */
function useWebhookMutation<Input, Output>(
  operation: string,
  send: (input: Input, idempotencyKey: string) => Promise<Output>,
): IntentMutation<Input, Output> {
  return useIntentMutation({
    operation,
    send,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: eventsKeys.all(casinoId) }),
  });
}
