import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { CorrectPlayerInput, PlayerResult } from '@/services/floor/dtos';
import { correctPlayer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Corrects name or birth date of a player, and reads again where they show. */
export function useCorrectPlayer(playerId: string): IntentMutation<CorrectPlayerInput, PlayerResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useIntentMutation({
    operation: 'correct-player',
    send: (input, key) => correctPlayer(playerId, input, key),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: floorKeys.floor(casino.id) });
      // Every search and list: the key without its last part.
      void queryClient.invalidateQueries({ queryKey: floorKeys.players(casino.id, '').slice(0, -1) });
      return queryClient.invalidateQueries({ queryKey: floorKeys.player(casino.id, playerId), exact: true });
    },
  });
}
