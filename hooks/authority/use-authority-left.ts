import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { useConnection } from '@/hooks/use-connection';
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

/** What is about to be given; a figure is null while nothing is chosen. */
export type Asked = { bonusPoints: number | null } | { compPoints: number } | { couponCents: number | null };

/** The tightest limit of what is about to be given, and whether it is more than is left of it; null where there is no limit. */
export function useTightestLimit(playerId: string | null, asked: Asked) {
  const authority = useAuthorityLeft(playerId);
  const unit = 'bonusPoints' in asked ? 'points' : 'cents';
  const tightest = authority?.items.find((item) => item.unit === unit);
  if (authority === undefined || tightest === undefined) return null;
  return { ...tightest, isOver: (amountOf(asked, authority.centsPer1000Points) ?? 0) > tightest.left };
}

/** In the unit of its limits: a comp by what its points are worth. */
function amountOf(asked: Asked, centsPer1000Points: number): number | null {
  if ('bonusPoints' in asked) return asked.bonusPoints;
  return 'couponCents' in asked ? asked.couponCents : Math.round((asked.compPoints * centsPer1000Points) / 1000);
}

/**
 * Whether something is beyond this person's own limits, so that somebody else may give it. Not where it is the player's limit that
 * is reached, which is the same for everybody; nor without a network, where nobody approves anything.
 */
export function useMayAsk(playerId: string | null, asked: Asked): boolean {
  const tightest = useTightestLimit(playerId, asked);
  const isAway = useConnection() === 'offline';
  return !isAway && tightest !== null && tightest.isOver && tightest.limit !== 'playerPerDay';
}
