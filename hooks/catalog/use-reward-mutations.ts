import { useIntentMutation } from '@/hooks/intent-mutation';
import type { RewardResult, UpdateRewardInput } from '@/services/catalog/dtos';
import { createReward, updateReward } from '@/services/catalog/http';
import { catalogKeys } from '@/services/catalog/keys';

/** A change of one reward, read at the `version` it names. */
type RewardChange = UpdateRewardInput & { rewardId: string };

/** Makes a reward. Refused with `REWARD_CODE_TAKEN` when another has its code. */
export function useCreateReward() {
  return useRewardMutation('create-reward', createReward);
}

/** Changes what is given of a reward. Refused with `REWARD_CHANGED` when somebody else changed it since `version`. */
export function useUpdateReward() {
  return useRewardMutation('update-reward', ({ rewardId, ...input }: RewardChange, key) =>
    updateReward(rewardId, input, key),
  );
}

function useRewardMutation<Input>(operation: string, send: (input: Input, key: string) => Promise<RewardResult>) {
  return useIntentMutation({
    operation,
    send,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: catalogKeys.all(casinoId) }),
  });
}
