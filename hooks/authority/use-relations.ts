import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import { declareRelation, endRelation, fetchRelations } from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';

const POLL_MS = 60_000;

/** The relations of a player to staff. Only for who has `relation.manage`. */
export function useRelations(playerId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: authorityKeys.relations(casino.id, playerId),
    queryFn: ({ signal }) => fetchRelations(playerId, signal),
    ...polling(POLL_MS),
  });
}

const refresh = (client: QueryClient, casinoId: string) =>
  client.invalidateQueries({ queryKey: authorityKeys.allRelations(casinoId) });

/** Declares that somebody gives the player nothing by themselves. */
export const useDeclareRelation = () =>
  useIntentMutation({ operation: 'declare-relation', send: declareRelation, refresh, canRecur: true });

/** Ends a relation. Refused with `RELATION_ENDED` when somebody was first. */
export const useEndRelation = () => useIntentMutation({ operation: 'end-relation', send: endRelation, refresh });
