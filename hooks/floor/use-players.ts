import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useSettled } from '@/hooks/use-settled';
import { searchPlayers } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const TYPING_PAUSE_MS = 200;
const RESULTS_MAX = 20;

/**
 * The first players whom `q` names, once the typing pauses; an empty `q` gives the first of all.
 * The previous result stays until the next one is there: `isCurrent` says that what is there answers `q`.
 */
export function usePlayerSearch(q: string) {
  const me = useMe();
  const query = useSettled(q.trim(), TYPING_PAUSE_MS);
  const search = useQuery({
    queryKey: floorKeys.players(me.casino.id, query),
    queryFn: ({ signal }) => searchPlayers({ q: query, limit: RESULTS_MAX }, signal),
    placeholderData: keepPreviousData,
  });
  return { ...search, isCurrent: search.isSuccess && !search.isPlaceholderData && query === q.trim() };
}
