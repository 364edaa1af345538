import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { CasinoSettingsResult, UpdateCasinoSettingsInput } from '@/services/casino/dtos';
import { fetchCasinoSettings, updateCasinoSettings } from '@/services/casino/http';
import { casinoKeys } from '@/services/casino/keys';
import { shiftKeys } from '@/services/shift/keys';

/** All settings of the casino, with the alert thresholds. */
export function useCasinoSettings() {
  const { casino } = useMe();
  return useQuery({
    queryKey: casinoKeys.settings(casino.id),
    queryFn: ({ signal }) => fetchCasinoSettings(signal),
  });
}

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
