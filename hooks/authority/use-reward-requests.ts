import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import type { ListedRewardRequest, RewardDecision, RewardRequestList } from '@/services/authority/dtos';
import { decideReward, fetchRewardRequests, requestReward, withdrawRewardRequest } from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';
import { floorKeys } from '@/services/floor/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** A player waits for it: whoever may approve sees a request within a second, on whatever screen. */
const WAITING_POLL_MS = 700;
/** How soon it shows that a house has set its first limits. */
const NO_LIMITS_POLL_MS = 15_000;
const RECENT_POLL_MS = 1_000;
const NONE: readonly ListedRewardRequest[] = [];

/** The rewards that colleagues ask this person to give, live; none for who may not. */
export function useRewardsToDecide(): readonly ListedRewardRequest[] {
  const { casino, staff } = useMe();
  const ofOthers = useCallback(
    ({ items }: RewardRequestList) => items.filter(({ requestedBy }) => requestedBy !== staff.id),
    [staff.id],
  );
  const { data } = useQuery({
    queryKey: authorityKeys.waiting(casino.id),
    queryFn: ({ signal }) => fetchRewardRequests({ isPending: 'true' }, signal),
    select: ofOthers,
    enabled: useCan('reward.approve'),
    ...polling(WAITING_POLL_MS),
    refetchInterval: ({ state }) => (state.data?.hasLimits === false ? NO_LIMITS_POLL_MS : WAITING_POLL_MS),
  });
  return data ?? NONE;
}

/** What was asked for on a slip within the last day, newest first, live; nothing for who gives no rewards. */
export function useSlipRequests(ratingSlipId: string): readonly ListedRewardRequest[] {
  const { casino } = useMe();
  const ofSlip = useCallback(
    ({ items }: RewardRequestList) => items.filter((request) => request.ratingSlipId === ratingSlipId),
    [ratingSlipId],
  );
  const { data } = useQuery({
    queryKey: authorityKeys.recent(casino.id),
    queryFn: ({ signal }) => fetchRewardRequests({}, signal),
    select: ofSlip,
    enabled: useCan('reward.issue'),
    ...polling(RECENT_POLL_MS),
  });
  return data ?? NONE;
}

const readRequests = (client: QueryClient, casinoId: string) =>
  client.invalidateQueries({ queryKey: authorityKeys.requests(casinoId) });

/** Asks somebody else to give bonus points. */
export const useRequestReward = () =>
  useIntentMutation({ operation: 'request-reward', send: requestReward, refresh: readRequests });

/** Takes one's own request back. */
export const useWithdrawRewardRequest = () =>
  useIntentMutation({ operation: 'withdraw-reward-request', send: withdrawRewardRequest, refresh: readRequests });

/** Gives what was asked for, or refuses it. Refused with `APPROVAL_NOT_PENDING` when somebody was first, or it lapsed. */
export const useDecideReward = () =>
  useIntentMutation({
    operation: 'decide-reward',
    send: decideReward,
    refresh: (client, casinoId, _input, decision) =>
      Promise.all([readRequests(client, casinoId), decision && readGiven(client, casinoId, decision)]),
  });

/** What an approval changed on this tablet, too: the slip's rewards and the seat. */
function readGiven(client: QueryClient, casinoId: string, { ratingSlipId }: RewardDecision) {
  void client.invalidateQueries({ queryKey: loyaltyKeys.slipRewards(casinoId, ratingSlipId) });
  return client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
}
