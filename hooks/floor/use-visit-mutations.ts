import type { QueryClient } from '@tanstack/react-query';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { StartVisitInput, VisitResult } from '@/services/floor/dtos';
import { endVisit, startVisit } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Checks a player in. */
export function useStartVisit(): IntentMutation<StartVisitInput, VisitResult> {
  return useIntentMutation({ operation: 'start-visit', send: startVisit, refresh: refreshPlayer, canRecur: true });
}

/** Checks a player out. */
export function useEndVisit(): IntentMutation<{ visitId: string; playerId: string }, VisitResult> {
  return useIntentMutation({
    operation: 'end-visit',
    send: ({ visitId }: { visitId: string; playerId: string }, key) => endVisit(visitId, key),
    refresh: refreshPlayer,
  });
}

/** Reads again the player and, under the same key, the player's visits. A busy button waits for the player alone. */
function refreshPlayer(client: QueryClient, casinoId: string, { playerId }: { playerId: string }) {
  void client.invalidateQueries({ queryKey: floorKeys.playerVisits(casinoId, playerId) });
  return client.invalidateQueries({ queryKey: floorKeys.player(casinoId, playerId), exact: true });
}
