import { refreshIssued } from '@/hooks/catalog/refresh-issued';
import { useIntentMutation } from '@/hooks/intent-mutation';
import type { LedgerEntry, ReversalInput } from '@/services/loyalty/dtos';
import { takeBackReward } from '@/services/loyalty/http';
import { showNewestEntries } from './use-ledger';

/** Takes back what was given a moment ago by mistake. */
export function useTakeBackReward({ playerId, ratingSlipId }: Pick<LedgerEntry, 'playerId' | 'ratingSlipId'>) {
  return useIntentMutation({
    operation: 'take-back-reward',
    send: (input: ReversalInput, key) => takeBackReward(input, key),
    refresh: (client, casinoId, _input, posting) => {
      if (posting) showNewestEntries(client, casinoId, playerId, [posting.entry]);
      refreshIssued(client, casinoId, { playerId, ratingSlipId: ratingSlipId ?? undefined });
    },
  });
}
