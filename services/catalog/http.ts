import type { z } from 'zod';
import { callApi, NoAnswerError, requestApi, toQueryString } from '@/lib/client/api';
import type {
  createRewardInputSchema,
  IssuedReward,
  IssueRewardInput,
  OfferList,
  RewardList,
  RewardPreview,
  RewardResult,
  updateRewardInputSchema,
} from './dtos';

/** The whole catalog, active rewards first. */
export function fetchRewards(signal?: AbortSignal): Promise<RewardList> {
  return callApi<RewardList>('/rewards', { signal });
}

/** Makes a reward with all that belongs to it. */
export function createReward(
  input: z.input<typeof createRewardInputSchema>,
  idempotencyKey: string,
): Promise<RewardResult> {
  return callApi<RewardResult>('/rewards', { method: 'POST', body: input, idempotencyKey });
}

/** Changes what is given of a reward. */
export function updateReward(
  rewardId: string,
  input: z.input<typeof updateRewardInputSchema>,
  idempotencyKey: string,
): Promise<RewardResult> {
  return callApi<RewardResult>(`/rewards/${rewardId}`, { method: 'PATCH', body: input, idempotencyKey });
}

/** Who in the house could get a reward now. */
export function fetchRewardPreview(rewardId: string, signal?: AbortSignal): Promise<RewardPreview> {
  return callApi<RewardPreview>(`/rewards/${rewardId}/preview`, { signal });
}

/** Every active reward as a player could get it now. */
export function fetchOffers(playerId: string, visitId?: string, signal?: AbortSignal): Promise<OfferList> {
  return callApi<OfferList>(`/players/${playerId}/offers${toQueryString({ visitId })}`, { signal });
}

/**
 * Gives a reward, at most once per key. Throws `ApiError` when the server refused, `NoAnswerError` when it is unknown
 * whether it was given: then send again with the same key.
 */
export async function issueReward(
  rewardId: string,
  input: IssueRewardInput,
  idempotencyKey: string,
): Promise<IssuedReward> {
  const answer = await requestApi<IssuedReward>(`/rewards/${rewardId}/issue`, {
    method: 'POST',
    body: input,
    idempotencyKey,
  });
  if (answer.data === null) throw new NoAnswerError(new Error('The answer carried no reward.'));
  return { ...answer.data, isExisting: answer.isReplay || answer.data.isExisting };
}
