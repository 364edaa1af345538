import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { pagePolling } from '@/hooks/polling';
import type { Page } from '@/lib/shared/schemas';
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
    initialPageParam: {} as { cursor?: string; limit?: number },
    getNextPageParam: (last: Page<PlayerVisit>) =>
      last.nextCursor === null ? undefined : { cursor: last.nextCursor, limit: MORE },
    select: toVisits,
    ...pagePolling(POLL_MS),
  });
}

function toVisits(data: InfiniteData<Page<PlayerVisit>>): PlayerVisit[] {
  return data.pages.flatMap((page) => page.items);
}
