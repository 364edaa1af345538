import { useIntentMutation } from '@/hooks/intent-mutation';
import {
  confirmProposal,
  dismissProposal,
  liftExclusion,
  reviewHit,
  sendList,
  setExclusion,
} from '@/services/exclusions/http';
import { exclusionKeys } from '@/services/exclusions/keys';

/** Puts an exclusion on a player. */
export const useSetExclusion = () => useExclusionMutation('set-exclusion', setExclusion);
/** Ends an exclusion now. Refused with `EXCLUSION_NOT_FOUND` when somebody was first. */
export const useLiftExclusion = () => useExclusionMutation('lift-exclusion', liftExclusion);
/** Says that one looked into a hit. Refused with `EXCLUSION_HIT_REVIEWED` when somebody was first. */
export const useReviewHit = () => useExclusionMutation('review-hit', reviewHit);
/** Sends a list to be compared with the players. */
export const useSendList = () => useExclusionMutation('send-list', sendList);
/** Says that a row of a list means this player. Refused with `PROPOSAL_DECIDED` when somebody was first. */
export const useConfirmProposal = () => useExclusionMutation('confirm-proposal', confirmProposal);
/** Says that a row of a list means somebody else. */
export const useDismissProposal = () => useExclusionMutation('dismiss-proposal', dismissProposal);

function useExclusionMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: exclusionKeys.all(casinoId) }),
  });
}
