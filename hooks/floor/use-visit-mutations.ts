import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { StartVisitInput, VisitResult } from '@/services/floor/dtos';
import { endVisit, startVisit } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Checks a player in. */
export function useStartVisit(): IntentMutation<StartVisitInput, VisitResult> {
  const refresh = useRefreshPlayer();
  return useIntentMutation({
    operation: 'start-visit',
    send: startVisit,
    onSettled: (_, { playerId }) => refresh(playerId),
  });
}

/** Checks a player out. */
export function useEndVisit(): IntentMutation<{ visitId: string; playerId: string }, VisitResult> {
  const refresh = useRefreshPlayer();
  return useIntentMutation({
    operation: 'end-visit',
    send: ({ visitId }, key) => endVisit(visitId, key),
    onSettled: (_, { playerId }) => refresh(playerId),
  });
}

/** Reads again the player and, under the same key, the player's visits. A busy button waits for the player alone. */
function useRefreshPlayer() {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return (playerId: string) => {
    void queryClient.invalidateQueries({ queryKey: floorKeys.playerVisits(casino.id, playerId) });
    return queryClient.invalidateQueries({ queryKey: floorKeys.player(casino.id, playerId), exact: true });
  };
}
