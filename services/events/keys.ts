import type { WebhookDeliveryStatus } from './dtos';

/** Query keys of the events context, the tenant first so that no casino's data can answer for another's. */
export const eventsKeys = {
  all: (casinoId: string) => [casinoId, 'events'] as const,
  webhooks: (casinoId: string) => [casinoId, 'events', 'webhooks'] as const,
  deliveries: (casinoId: string, status: WebhookDeliveryStatus | undefined) =>
    [casinoId, 'events', 'deliveries', status ?? 'all'] as const,
};
