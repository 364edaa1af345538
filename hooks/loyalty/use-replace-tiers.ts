import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { LoyaltyTiersResult, ReplaceTiersInput } from '@/services/loyalty/dtos';
import { replaceTiers } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** Sets all tiers. Refused with `TIERS_CHANGED` when somebody else did since, with `TIER_IN_USE` when one that is held is removed or put lower. */
export function useReplaceTiers(): IntentMutation<ReplaceTiersInput, LoyaltyTiersResult> {
  return useIntentMutation({
    operation: 'replace-tiers',
    send: replaceTiers,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: loyaltyKeys.all(casinoId) }),
  });
}
