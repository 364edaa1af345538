import { skipToken, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchPlayer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 2_000;

/** One player with standing and running visit, or nobody. Another tablet's change shows within two seconds. */
export function usePlayer(playerId: string | null) {
  const me = useMe();
  return useQuery({
    queryKey: floorKeys.player(me.casino.id, playerId ?? ''),
    queryFn: playerId === null ? skipToken : ({ signal }) => fetchPlayer(playerId, signal),
    ...polling(POLL_MS),
  });
}
