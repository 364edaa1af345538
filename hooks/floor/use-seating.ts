import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchSeating } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 5_000;

/** Whether seating a player is held. An exclusion set or lifted meanwhile shows within five seconds. */
export function useSeating(playerId: string) {
  const me = useMe();
  return useQuery({
    queryKey: floorKeys.seating(me.casino.id, playerId),
    queryFn: ({ signal }) => fetchSeating(playerId, signal),
    ...polling(POLL_MS),
  });
}
