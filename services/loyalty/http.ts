import { callApi, NoAnswerError, requestApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type {
  BalanceHistory,
  CorrectionInput,
  EarnConfig,
  EarnConfigResult,
  LedgerEntry,
  LedgerIntegrity,
  LedgerPageQuery,
  LedgerPosting,
  LedgerSinceSeal,
  LoyaltyTiers,
  LoyaltyTiersResult,
  MidSessionRewardInput,
  PointValueResult,
  PointValues,
  ReplaceTiersInput,
  ReversalInput,
  ReversalPosting,
  SetPointValueInput,
  SetTierInput,
  SetTierResult,
  SettleSlipInput,
  SlipRewards,
  UpdateEarnConfigInput,
} from './dtos';

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

/** Has the server prove what came after the newest seal; quick, and not the whole proof. */
export function fetchLedgerSinceSeal(signal?: AbortSignal): Promise<LedgerSinceSeal> {
  return callApi<LedgerSinceSeal>('/loyalty/integrity/since-seal', { signal });
}

/** A page of a player's ledger, newest first. */
export function fetchLedgerEntries(
  playerId: string,
  query: Partial<LedgerPageQuery>,
  signal?: AbortSignal,
): Promise<Page<LedgerEntry>> {
  return callApi<Page<LedgerEntry>>(`/players/${playerId}/ledger${toQueryString(query)}`, { signal });
}

/** A player's balance at the end of each gaming day that moved it. */
export function fetchBalanceHistory(playerId: string, days: number, signal?: AbortSignal): Promise<BalanceHistory> {
  return callApi<BalanceHistory>(`/players/${playerId}/balance-history${toQueryString({ days })}`, { signal });
}

/** Posts a correction, at most once per key. */
export function postCorrection(input: CorrectionInput, idempotencyKey: string): Promise<LedgerPosting> {
  return callApi<LedgerPosting>('/loyalty/corrections', { method: 'POST', body: input, idempotencyKey });
}

/** Sets a player's tier, at most once per key. */
export function setPlayerTier(playerId: string, input: SetTierInput, idempotencyKey: string): Promise<SetTierResult> {
  return callApi<SetTierResult>(`/players/${playerId}/tier`, { method: 'PUT', body: input, idempotencyKey });
}

/** Takes one entry back, at most once. */
export function reverseEntry(input: ReversalInput, idempotencyKey: string): Promise<ReversalPosting> {
  return callApi<ReversalPosting>('/loyalty/reversals', { method: 'POST', body: input, idempotencyKey });
}

/** Takes back what was given a moment ago by mistake, at most once. */
export function takeBackReward(input: ReversalInput, idempotencyKey: string): Promise<ReversalPosting> {
  return callApi<ReversalPosting>('/loyalty/take-backs', { method: 'POST', body: input, idempotencyKey });
}

/** Posts what a closed slip is due, at most once. */
export function settleSlip(
  ratingSlipId: string,
  input: SettleSlipInput,
  idempotencyKey: string,
): Promise<LedgerPosting> {
  const path = `/rating-slips/${ratingSlipId}/settle`;
  return callApi<LedgerPosting>(path, { method: 'POST', body: input, idempotencyKey });
}

/** How players earn. */
export function fetchEarnConfig(signal?: AbortSignal): Promise<EarnConfig> {
  return callApi<EarnConfig>('/loyalty/earn-config', { signal });
}

/** Sets how players earn, for slips that close from now on. */
export function updateEarnConfig(input: UpdateEarnConfigInput, idempotencyKey: string): Promise<EarnConfigResult> {
  return callApi<EarnConfigResult>('/loyalty/earn-config', { method: 'PUT', body: input, idempotencyKey });
}

/** What points are worth in money, and from which gaming days on. */
export function fetchPointValues(signal?: AbortSignal): Promise<PointValues> {
  return callApi<PointValues>('/loyalty/point-values', { signal });
}

/** Sets what points are worth from a gaming day on. */
export function setPointValue(input: SetPointValueInput, idempotencyKey: string): Promise<PointValueResult> {
  return callApi<PointValueResult>('/loyalty/point-values', { method: 'POST', body: input, idempotencyKey });
}

/** The tiers, the lowest first. */
export function fetchTiers(signal?: AbortSignal): Promise<LoyaltyTiers> {
  return callApi<LoyaltyTiers>('/loyalty/tiers', { signal });
}

/** Sets the tiers. */
export function replaceTiers(input: ReplaceTiersInput, idempotencyKey: string): Promise<LoyaltyTiersResult> {
  return callApi<LoyaltyTiersResult>('/loyalty/tiers', { method: 'PUT', body: input, idempotencyKey });
}
