import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { EarnConfigResult, UpdateEarnConfigInput } from '@/services/loyalty/dtos';
import { updateEarnConfig } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** Sets how players earn. Refused with `EARN_CONFIG_CHANGED` when somebody else did since `version`. */
export function useUpdateEarnConfig(): IntentMutation<UpdateEarnConfigInput, EarnConfigResult> {
  return useIntentMutation({
    operation: 'update-earn-config',
    send: updateEarnConfig,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: loyaltyKeys.earnConfig(casinoId) }),
  });
}
