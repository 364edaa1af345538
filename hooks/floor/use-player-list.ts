import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { useSettled } from '@/hooks/use-settled';
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
    ...paging<ListedPlayer>(),
    placeholderData: keepPreviousData,
  });
}
