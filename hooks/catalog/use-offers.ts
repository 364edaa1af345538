import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchOffers } from '@/services/catalog/http';
import { catalogKeys } from '@/services/catalog/keys';

/** Rarer than the floor: a whole catalog is judged anew each time, and what changed in between is found when it is given. */
const POLL_MS = 5_000;

/**
 * The rewards of the catalog as a player could get them now, on the visit given or the running one. Another tablet's
 * issue shows within five seconds while this is on screen; one's own at once, by invalidation.
 */
export function useOffers(playerId: string, visitId: string | null) {
  const { casino } = useMe();
  return useQuery({ ...offersQueryOptions(casino.id, playerId, visitId), ...polling(POLL_MS) });
}

/** Has the offers read while something else is still on screen. */
export function usePrefetchOffers(playerId: string, visitId: string | null): void {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  useEffect(() => {
    void queryClient.prefetchQuery({ ...offersQueryOptions(casino.id, playerId, visitId), staleTime: POLL_MS });
  }, [queryClient, casino.id, playerId, visitId]);
}

function offersQueryOptions(casinoId: string, playerId: string, visitId: string | null) {
  return queryOptions({
    queryKey: catalogKeys.offers(casinoId, playerId, visitId),
    queryFn: ({ signal }) => fetchOffers(playerId, visitId ?? undefined, signal),
  });
}
