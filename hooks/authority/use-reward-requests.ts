import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { refreshIssued } from '@/hooks/catalog/refresh-issued';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import { refreshPromo } from '@/hooks/promo/refresh-promo';
import type { ListedRewardRequest, RewardDecision, RewardRequestList } from '@/services/authority/dtos';
import {
  decideReward,
  fetchRewardRequests,
  requestComp,
  requestCoupon,
  requestReward,
  withdrawRewardRequest,
} from '@/services/authority/http';
import { authorityKeys } from '@/services/authority/keys';

/** A player waits for it: whoever may approve sees a request within a second, its way there and back included, on whatever screen. */
const WAITING_POLL_MS = 500;
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
    refetchInterval: pollEvery(WAITING_POLL_MS),
  });
  return data ?? NONE;
}

/** In a house without limits nobody has to ask: it is looked rarely whether there are some now. */
function pollEvery(ms: number) {
  return ({ state }: { state: { data: RewardRequestList | undefined } }) =>
    state.data?.hasLimits === false ? NO_LIMITS_POLL_MS : ms;
}

/** What was asked for within the last day and is listed, newest first, live; nothing for who gives nothing. */
export function useRecentRequests(isListed: (request: ListedRewardRequest) => boolean): readonly ListedRewardRequest[] {
  const { casino } = useMe();
  const [givesRewards, givesCoupons] = [useCan('reward.issue'), useCan('coupon.manage')];
  const { data } = useQuery({
    queryKey: authorityKeys.recent(casino.id),
    queryFn: ({ signal }) => fetchRewardRequests({}, signal),
    select: useCallback(({ items }: RewardRequestList) => items.filter(isListed), [isListed]),
    enabled: givesRewards || givesCoupons,
    ...polling(RECENT_POLL_MS),
    refetchInterval: pollEvery(RECENT_POLL_MS),
  });
  return data ?? NONE;
}

export const readRequests = (client: QueryClient, casinoId: string) =>
  client.invalidateQueries({ queryKey: authorityKeys.requests(casinoId) });

/** Asks somebody else to give bonus points. */
export const useRequestReward = () =>
  useIntentMutation({ operation: 'request-reward', send: requestReward, refresh: readRequests });

/** Asks somebody else to give a reward of the catalog. */
export const useRequestComp = () =>
  useIntentMutation({ operation: 'request-comp', send: requestComp, refresh: readRequests });

/** Asks somebody else to issue a coupon of a program. */
export const useRequestCoupon = () =>
  useIntentMutation({ operation: 'request-coupon', send: requestCoupon, refresh: readRequests });

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

/** What an approval changed on this tablet, too: what the player holds, the slip's rewards, coupons, the seat. */
export function readGiven(client: QueryClient, casinoId: string, { playerId, ratingSlipId }: RewardDecision) {
  if (playerId === null) return refreshPromo(client, casinoId);
  return refreshIssued(client, casinoId, { playerId, ratingSlipId: ratingSlipId ?? undefined });
}
