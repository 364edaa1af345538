import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { CasinoSettingsResult, UpdateCasinoSettingsInput } from '@/services/casino/dtos';
import { updateCasinoSettings } from '@/services/casino/http';
import { casinoKeys } from '@/services/casino/keys';
import { shiftKeys } from '@/services/shift/keys';

/** Changes what is given of the settings. Refused with `SETTINGS_CHANGED` when `expectedUpdatedAt` no longer holds. */
export function useUpdateCasinoSettings(): IntentMutation<UpdateCasinoSettingsInput, CasinoSettingsResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useIntentMutation({
    operation: 'update-casino-settings',
    send: updateCasinoSettings,
    onSettled: () => {
      // The thresholds decide what fires.
      void queryClient.invalidateQueries({ queryKey: shiftKeys.allAlerts(casino.id) });
      return queryClient.invalidateQueries({ queryKey: casinoKeys.settings(casino.id) });
    },
  });
}
