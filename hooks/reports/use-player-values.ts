import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { polling } from '@/hooks/polling';
import type { PlayerValue, PlayerValueSort } from '@/services/reports/dtos';
import { fetchPlayerValues } from '@/services/reports/http';
import { reportKeys } from '@/services/reports/keys';

const POLL_MS = 60_000;
/** The list is worked out anew for each page: it is read again by who comes back to it, and not watched. */
const FRESH_MS = 5 * 60_000;

/** Players by what their play was to win and what they were given, the highest first, page by page (`fetchNextPage`). */
export function usePlayerValues(query: { days: number; sort: PlayerValueSort }) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: reportKeys.playerValues(casino.id, query),
    queryFn: ({ pageParam, signal }) => fetchPlayerValues({ ...query, ...pageParam }, signal),
    placeholderData: keepPreviousData,
    ...paging<PlayerValue>(),
    staleTime: FRESH_MS,
  });
}

/** The same of one player over the last gaming days; null where there was neither a visit nor anything given. */
export function useValueOfPlayer(playerId: string, days: number) {
  const { casino } = useMe();
  return useQuery({
    queryKey: reportKeys.playerValues(casino.id, { playerId, days }),
    queryFn: ({ signal }) => fetchPlayerValues({ playerId, days }, signal),
    placeholderData: keepPreviousData,
    select: ({ items }) => items[0] ?? null,
    ...polling(POLL_MS),
  });
}
