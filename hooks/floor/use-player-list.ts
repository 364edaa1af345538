import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useSettled } from '@/hooks/use-settled';
import type { Page } from '@/lib/shared/schemas';
import type { ListedPlayer, PlayerSearchQuery } from '@/services/floor/dtos';
import { searchPlayers } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const TYPING_PAUSE_MS = 200;
const PAGE = 50;

/** What narrows the list of players down. */
export type PlayerFilter = Partial<Omit<PlayerSearchQuery, 'cursor' | 'limit'>>;

/**
 * Players page by page (`fetchNextPage`), once the typing pauses. The list before stays until the next one is there
 * (`isPlaceholderData`).
 */
export function usePlayerList({ q = '', ...filter }: PlayerFilter) {
  const me = useMe();
  const query = { ...filter, q: useSettled(q.trim(), TYPING_PAUSE_MS) };
  return useInfiniteQuery({
    queryKey: floorKeys.playerList(me.casino.id, query),
    queryFn: ({ pageParam, signal }) => searchPlayers({ ...query, ...pageParam, limit: PAGE }, signal),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last: Page<ListedPlayer>) =>
      last.nextCursor === null ? undefined : { cursor: last.nextCursor },
    select: toPlayers,
    placeholderData: keepPreviousData,
  });
}

function toPlayers(data: InfiniteData<Page<ListedPlayer>>): ListedPlayer[] {
  return data.pages.flatMap((page) => page.items);
}
