import { useCallback } from 'react';
import { makeIntentKind, useIntentForm, useKeptIntent, useLateOutcome } from '@/hooks/use-kept-intent';
import type { KeptIntent, SettledIntent } from '@/lib/client/intents/kept-intents';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type { IssuedReward, IssueRewardInput } from '@/services/catalog/dtos';
import { issueReward } from '@/services/catalog/http';
import { refreshIssued } from './refresh-issued';

/** What a person confirmed to give, exactly as it is sent. */
export type RewardRequest = { rewardId: string; input: IssueRewardInput };

/** One confirmed reward of the catalog, its key, and what became of it. */
export type CatalogRewardIntent = KeptIntent<RewardRequest, IssuedReward>;

/** A reward of the catalog that the server gave or refused. */
export type SettledReward = SettledIntent<RewardRequest, IssuedReward>;

const REWARD_INTENTS = makeIntentKind<RewardRequest, IssuedReward>({
  name: 'reward',
  isRequest: isRewardRequest,
  send: ({ rewardId, input }, idempotencyKey) => issueReward(rewardId, input, idempotencyKey),
  refresh: (client, casinoId, { input }) => refreshIssued(client, casinoId, input),
});

/** The one intent to give a player a reward of the catalog, and what can be done about it. */
export function useRewardRequest(playerId: string) {
  return useKeptIntent(REWARD_INTENTS, rewardPlace(playerId));
}

/** For the form that gives a player a reward: while it shows, it says what becomes of the intent. */
export function useOfferForm(playerId: string, isShown: boolean): void {
  useIntentForm(REWARD_INTENTS, rewardPlace(playerId), isShown);
}

/** Has `tell` say what became of a reward for the player whose form is not on screen any more. */
export function useLateReward(playerId: string, tell: (intent: SettledReward) => void): void {
  useLateOutcome(REWARD_INTENTS, rewardPlace(playerId), tell);
}

/** Gives a player rewards of the catalog, one at a time: the next one once it is known what became of the last. */
export function useIssueReward(playerId: string) {
  const { begin, ...request } = useRewardRequest(playerId);
  const issue = useCallback(
    (wish: RewardRequest, title: string) => begin(wish, title, newIdempotencyKey('issue-reward')),
    [begin],
  );
  return { ...request, issue };
}

function rewardPlace(playerId: string): string {
  return `reward:${playerId}`;
}

function isRewardRequest(value: unknown): value is RewardRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { rewardId, input } = value as Record<string, unknown>;
  return typeof rewardId === 'string' && typeof input === 'object' && input !== null && 'playerId' in input;
}
