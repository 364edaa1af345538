import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { badgePolling, polling } from '@/hooks/polling';
import { fetchWebhooks } from '@/services/events/http';
import { eventsKeys } from '@/services/events/keys';

/** An admin watches deliveries now and then, and nobody waits for them. */
const POLL_MS = 5_000;

/** The casino's webhooks with how many deliveries are pending and dead. Follows the worker while the page is visible. */
export function useWebhooks(follow: Partial<ReturnType<typeof badgePolling>> = polling(POLL_MS)) {
  const me = useMe();
  return useQuery({
    queryKey: eventsKeys.webhooks(me.casino.id),
    queryFn: async ({ signal }) => (await fetchWebhooks(signal)).items,
    ...follow,
  });
}

/** How many deliveries of all webhooks were given up; 0 while nobody knows, and where nobody asks. */
export function useDeadLetters(isAsked: boolean): number {
  const { data } = useWebhooks(badgePolling(isAsked));
  return data?.reduce((sum, { deadCount }) => sum + deadCount, 0) ?? 0;
}
