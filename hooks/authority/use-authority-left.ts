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
