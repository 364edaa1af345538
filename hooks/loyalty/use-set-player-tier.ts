import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { floorKeys } from '@/services/floor/keys';
import type { SetTierInput, SetTierResult } from '@/services/loyalty/dtos';
import { setPlayerTier } from '@/services/loyalty/http';

/** Sets the tier of a player, and reads again where it shows. */
export function useSetPlayerTier(playerId: string): IntentMutation<SetTierInput, SetTierResult> {
  return useIntentMutation({
    operation: 'set-player-tier',
    send: (input, key) => setPlayerTier(playerId, input, key),
    refresh: (client, casinoId) => {
      void client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
      return client.invalidateQueries({ queryKey: floorKeys.player(casinoId, playerId), exact: true });
    },
  });
}
