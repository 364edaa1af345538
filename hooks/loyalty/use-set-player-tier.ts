import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { floorKeys } from '@/services/floor/keys';
import type { SetTierInput, SetTierResult } from '@/services/loyalty/dtos';
import { setPlayerTier } from '@/services/loyalty/http';

/** Sets the tier of a player, and reads again where it shows. */
export function useSetPlayerTier(playerId: string): IntentMutation<SetTierInput, SetTierResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useIntentMutation({
    operation: 'set-player-tier',
    send: (input, key) => setPlayerTier(playerId, input, key),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: floorKeys.floor(casino.id) });
      return queryClient.invalidateQueries({ queryKey: floorKeys.player(casino.id, playerId), exact: true });
    },
  });
}
