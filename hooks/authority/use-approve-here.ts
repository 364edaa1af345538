import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { NoAnswerError } from '@/lib/client/api';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type { ApproveHereInput, RewardDecision } from '@/services/authority/dtos';
import { approveHere, fetchApprovers } from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';
import { readGiven, readRequests } from './use-reward-requests';

const POLL_MS = 3_000;
const RETRIES = 3;
const FIRST_RETRY_MS = 500;

/** Who may approve a request on this tablet, live: whoever signs in elsewhere meanwhile is there. */
export function useApprovers(id: string, isAsked: boolean) {
  const { casino } = useMe();
  return useQuery({
    queryKey: authorityKeys.approvers(casino.id, id),
    queryFn: ({ signal }) => fetchApprovers(id, signal),
    enabled: isAsked,
    ...polling(POLL_MS),
  });
}

/**
 * Approves a request by the PIN of who may. No intent as others are: a PIN is kept nowhere, neither on the device nor among what was
 * sent, so that what has no answer after some repetitions under its key is typed anew.
 */
export function useApproveHere(id: string, onApproved: (decision: RewardDecision) => void) {
  const { casino } = useMe();
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const approve = async (typed: ApproveHereInput): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      const decision = await sendRepeatedly({ id, ...typed });
      onApproved(decision);
      void readGiven(client, casino.id, decision);
    } catch (failure) {
      setError(failure);
    }
    setIsBusy(false);
    void readRequests(client, casino.id);
  };
  return { approve, isBusy, error, forgetError: () => setError(null) };
}

async function sendRepeatedly(input: ApproveHereInput & { id: string }): Promise<RewardDecision> {
  const key = newIdempotencyKey('approve-here');
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await approveHere(input, key);
    } catch (failure) {
      if (attempt === RETRIES || !(failure instanceof NoAnswerError) || failure.isOffline) throw failure;
      await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** attempt));
    }
  }
}
