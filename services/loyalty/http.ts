import type { z } from 'zod';
import { callApi, NoAnswerError, requestApi } from '@/lib/client/api';
import {
  type LedgerIntegrity,
  type LedgerPosting,
  ledgerIntegritySchema,
  ledgerPageSchema,
  ledgerPostingSchema,
  type MidSessionRewardInput,
  type SlipRewards,
  slipRewardsSchema,
} from './dtos';

/** One page of a player's ledger, newest first; `nextCursor` is null on the last one. */
export type LedgerPage = z.infer<typeof ledgerPageSchema>;

/** What came of a reward: the posting, and whether it had been made by an earlier request with the same key. */
export type IssuedReward = { posting: LedgerPosting; isReplay: boolean };

/** The rewards given on one rating slip and the player's balance now. */
export function fetchSlipRewards(ratingSlipId: string, signal?: AbortSignal): Promise<SlipRewards> {
  return callApi(`/rating-slips/${ratingSlipId}/rewards`, { response: slipRewardsSchema, signal });
}

/**
 * Issues bonus points on a live slip, at most once per key. Throws `ApiError` when the server refused, `NoAnswerError`
 * when it is unknown whether the points were issued: then send again with the same key.
 */
export async function issueMidSessionReward(
  input: MidSessionRewardInput,
  keys: { idempotencyKey: string; correlationId?: string },
): Promise<IssuedReward> {
  const answer = await requestApi('/loyalty/mid-session-rewards', {
    method: 'POST',
    body: input,
    response: ledgerPostingSchema,
    ...keys,
  });
  if (answer.data === null) throw new NoAnswerError(new Error('The answer carried no posting.'));
  return { posting: answer.data, isReplay: answer.isReplay || answer.data.isExisting };
}

/** A page of a player's ledger; without a cursor the first one. */
export function fetchPlayerLedger(playerId: string, cursor?: string, signal?: AbortSignal): Promise<LedgerPage> {
  const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor })}`;
  return callApi(`/players/${playerId}/ledger${query}`, { response: ledgerPageSchema, signal });
}

/** Has the server prove the casino's whole ledger; may take seconds. */
export function fetchLedgerIntegrity(signal?: AbortSignal): Promise<LedgerIntegrity> {
  return callApi('/loyalty/integrity', { response: ledgerIntegritySchema, signal });
}
