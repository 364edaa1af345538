import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type { PlayerVisit } from '@/services/floor/dtos';
import { fetchPlayerVisits } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** What was played on the running visit grows slowly, and is an estimate while it does. */
const POLL_MS = 15_000;
const MORE = 20;

/** A few to begin with, for they stand above other things; the server's first page is as long. */
export const FIRST_VISITS = 5;

/** A player's visits, newest first, page by page (`fetchNextPage`). */
export function usePlayerVisits(playerId: string) {
  const me = useMe();
  return useInfiniteQuery({
    queryKey: floorKeys.playerVisits(me.casino.id, playerId),
    queryFn: ({ pageParam, signal }) => fetchPlayerVisits(playerId, { limit: FIRST_VISITS, ...pageParam }, signal),
    ...paging<PlayerVisit>(MORE),
    ...pagePolling(POLL_MS),
  });
}
