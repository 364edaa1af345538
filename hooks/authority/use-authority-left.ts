import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { AuthorityLeft } from '@/services/authority/dtos';
import { fetchAuthorityLeft } from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';

const POLL_MS = 2_000;

/** What this person may still give a player (null: nobody by name) now; undefined while nobody knows. */
export function useAuthorityLeft(playerId: string | null): AuthorityLeft | undefined {
  const { casino } = useMe();
  const { data } = useQuery({
    queryKey: authorityKeys.left(casino.id, playerId),
    queryFn: ({ signal }) => fetchAuthorityLeft(playerId === null ? {} : { playerId }, signal),
    ...polling(POLL_MS),
  });
  return data;
}

/**
 * Whether so many points are beyond this person's own limits, so that somebody else may give them. Not where it is the player's
 * limit that is reached: that one is the same for everybody.
 */
export function useIsBeyondOwnLimits(playerId: string, points: number | null): boolean {
  const tightest = useAuthorityLeft(playerId)?.items.find(({ unit }) => unit === 'points');
  return tightest !== undefined && tightest.limit !== 'playerPerDay' && (points ?? 0) > tightest.left;
}
