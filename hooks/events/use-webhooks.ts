import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchWebhooks } from '@/services/events/http';
import { eventsKeys } from '@/services/events/keys';

/** An admin watches deliveries now and then, and nobody waits for them. */
const POLL_MS = 5_000;

/** The casino's webhooks with how many deliveries are pending and dead. Follows the worker while the page is visible. */
export function useWebhooks() {
  const me = useMe();
  return useQuery({
    queryKey: eventsKeys.webhooks(me.casino.id),
    queryFn: async ({ signal }) => (await fetchWebhooks(signal)).items,
    ...polling(POLL_MS),
  });
}
