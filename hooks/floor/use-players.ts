import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useSettled } from '@/hooks/use-settled';
import { searchPlayers } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const TYPING_PAUSE_MS = 200;
const RESULTS_MAX = 20;

/**
 * The first players whose name or loyalty id matches `q`, once the typing pauses; an empty `q` gives the first of all.
 * The previous result stays until the next one is there (`isPlaceholderData`).
 */
export function usePlayerSearch(q: string) {
  const me = useMe();
  const query = useSettled(q.trim(), TYPING_PAUSE_MS);
  return useQuery({
    queryKey: floorKeys.players(me.casino.id, query),
    queryFn: ({ signal }) => searchPlayers({ q: query, limit: RESULTS_MAX }, signal),
    placeholderData: keepPreviousData,
  });
}
