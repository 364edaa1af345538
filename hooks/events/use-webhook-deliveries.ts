import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type { WebhookDelivery, WebhookDeliveryStatus } from '@/services/events/dtos';
import { fetchWebhookDeliveries } from '@/services/events/http';
import { eventsKeys } from '@/services/events/keys';

/** An admin watches deliveries now and then, and nobody waits for them. */
const POLL_MS = 5_000;

/**
 * Deliveries of one status, or of all, newest first, page by page (`fetchNextPage`). Every page on screen is read again on
 * each poll, so the longer the list the rarer the polls. The list of the status before stays until the new one is there.
 */
export function useWebhookDeliveries(status?: WebhookDeliveryStatus) {
  const me = useMe();
  return useInfiniteQuery({
    queryKey: eventsKeys.deliveries(me.casino.id, status),
    queryFn: ({ pageParam, signal }) => fetchWebhookDeliveries({ status, ...pageParam }, signal),
    ...paging<WebhookDelivery>(),
    placeholderData: keepPreviousData,
    ...pagePolling(POLL_MS),
  });
}
