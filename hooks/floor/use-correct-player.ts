import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { CorrectPlayerInput, PlayerResult } from '@/services/floor/dtos';
import { correctPlayer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** Corrects name or birth date of a player, and reads again where they show. */
export function useCorrectPlayer(playerId: string): IntentMutation<CorrectPlayerInput, PlayerResult> {
  return useIntentMutation({
    operation: 'correct-player',
    send: (input, key) => correctPlayer(playerId, input, key),
    refresh: (client, casinoId) => {
      void client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
      // Every search and list: the key without its last part.
      void client.invalidateQueries({ queryKey: floorKeys.players(casinoId, '').slice(0, -1) });
      return client.invalidateQueries({ queryKey: floorKeys.player(casinoId, playerId), exact: true });
    },
  });
}
