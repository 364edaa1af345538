import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { PointValueResult, SetPointValueInput } from '@/services/loyalty/dtos';
import { setPointValue } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** Sets what points are worth from a gaming day on; the days before keep what theirs were. */
export function useSetPointValue(): IntentMutation<SetPointValueInput, PointValueResult> {
  return useIntentMutation({
    operation: 'set-point-value',
    send: setPointValue,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: loyaltyKeys.pointValues(casinoId) }),
    // A value for a day may be replaced by another, and then be wanted again.
    canRecur: true,
  });
}
