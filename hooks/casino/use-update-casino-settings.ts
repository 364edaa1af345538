import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { CasinoSettingsResult, UpdateCasinoSettingsInput } from '@/services/casino/dtos';
import { updateCasinoSettings } from '@/services/casino/http';
import { casinoKeys } from '@/services/casino/keys';
import { shiftKeys } from '@/services/shift/keys';

/** Changes what is given of the settings. Refused with `SETTINGS_CHANGED` when `expectedUpdatedAt` no longer holds. */
export function useUpdateCasinoSettings(): IntentMutation<UpdateCasinoSettingsInput, CasinoSettingsResult> {
  return useIntentMutation({
    operation: 'update-casino-settings',
    send: updateCasinoSettings,
    refresh: (client, casinoId) => {
      // The thresholds decide what fires.
      void client.invalidateQueries({ queryKey: shiftKeys.allAlerts(casinoId) });
      return client.invalidateQueries({ queryKey: casinoKeys.settings(casinoId) });
    },
  });
}
