import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { floorKeys } from '@/services/floor/keys';
import type { CorrectionInput, LedgerPosting, ReversalInput } from '@/services/loyalty/dtos';
import { postCorrection, reverseEntry } from '@/services/loyalty/http';
import { showNewestEntries } from './use-ledger';

/** Posts a manager's correction. Nothing on the server tells two equal ones apart. */
export function usePostCorrection(playerId: string): IntentMutation<CorrectionInput, LedgerPosting> {
  const show = useShowPosting(playerId);
  return useIntentMutation({ operation: 'post-correction', send: postCorrection, isMadeOnce: true, onSettled: show });
}

/** Takes one entry of the player back. */
export function useReverseEntry(playerId: string): IntentMutation<ReversalInput, LedgerPosting> {
  const show = useShowPosting(playerId);
  return useIntentMutation({ operation: 'reverse-entry', send: reverseEntry, isMadeOnce: true, onSettled: show });
}

/** The new entry shows in the moment in which the server said yes; the balance follows, and the rest with it. */
function useShowPosting(playerId: string) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return (posting: LedgerPosting | undefined) => {
    if (posting) showNewestEntries(queryClient, casino.id, playerId, [posting.entry]);
    void queryClient.invalidateQueries({ queryKey: floorKeys.player(casino.id, playerId), exact: true });
    void queryClient.invalidateQueries({ queryKey: floorKeys.floor(casino.id) });
  };
}
