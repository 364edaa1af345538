import { callApi, NoAnswerError, requestApi } from '@/lib/client/api';
import type { LedgerIntegrity, LedgerPosting, MidSessionRewardInput, SlipRewards } from './dtos';

/** What came of a reward: the posting, and whether it had been made by an earlier request with the same key. */
export type IssuedReward = { posting: LedgerPosting; isReplay: boolean };

/** The rewards given on one rating slip and the player's balance now. */
export function fetchSlipRewards(ratingSlipId: string, signal?: AbortSignal): Promise<SlipRewards> {
  return callApi<SlipRewards>(`/rating-slips/${ratingSlipId}/rewards`, { signal });
}

/**
 * Issues bonus points on a live slip, at most once per key. Throws `ApiError` when the server refused, `NoAnswerError`
 * when it is unknown whether the points were issued: then send again with the same key.
 */
export async function issueMidSessionReward(
  input: MidSessionRewardInput,
  keys: { idempotencyKey: string; correlationId?: string },
): Promise<IssuedReward> {
  const answer = await requestApi<LedgerPosting>('/loyalty/mid-session-rewards', {
    method: 'POST',
    body: input,
    ...keys,
  });
  if (answer.data === null) throw new NoAnswerError(new Error('The answer carried no posting.'));
  return { posting: answer.data, isReplay: answer.isReplay || answer.data.isExisting };
}

/** The proof of a large ledger takes its time; see the budget in the server's own limit. */
const PROOF_TIMEOUT_MS = 70_000;

/** Has the server prove the casino's whole ledger; may take seconds. */
export function fetchLedgerIntegrity(signal?: AbortSignal): Promise<LedgerIntegrity> {
  return callApi<LedgerIntegrity>('/loyalty/integrity', { signal, timeoutMs: PROOF_TIMEOUT_MS });
}
