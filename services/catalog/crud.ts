import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, onOnePage, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The catalog, active rewards first; or only what is switched on or off. */
export async function listRewards(db: Db, isActive?: boolean): Promise<dto.RewardList> {
  return fromRow(dto.rewardListSchema, onOnePage(await callRpc(db, 'rpc_list_rewards', { p_is_active: isActive })));
}

/** One reward with price, tiers, limits and eligibility. REWARD_NOT_FOUND. */
export async function getReward(db: Db, rewardId: string): Promise<dto.Reward> {
  return fromRow(dto.rewardSchema, await callRpc(db, 'rpc_get_reward', { p_reward_id: rewardId }));
}

/** Makes a reward. UNKNOWN_TIER, MATCH_NOT_EXACT, REWARD_CODE_TAKEN. */
export async function createReward(
  db: Db,
  input: dto.CreateRewardInput,
  idempotencyKey: string,
): Promise<dto.RewardResult> {
  return fromRow(
    dto.rewardResultSchema,
    await callRpc(db, 'rpc_upsert_reward', {
      p_reward: toRow(input),
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Changes what is given of a reward. REWARD_NOT_FOUND, REWARD_CHANGED, UNKNOWN_TIER, MATCH_NOT_EXACT. */
export async function updateReward(
  db: Db,
  rewardId: string,
  { version, ...changes }: dto.UpdateRewardInput,
  idempotencyKey: string,
): Promise<dto.RewardResult> {
  return fromRow(
    dto.rewardResultSchema,
    await callRpc(db, 'rpc_upsert_reward', {
      p_reward: toRow(changes),
      p_reward_id: rewardId,
      p_expected_version: version,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Who in the house could get a reward now, were it active. REWARD_NOT_FOUND. */
export async function previewReward(db: Db, rewardId: string): Promise<dto.RewardPreview> {
  return fromRow(dto.rewardPreviewSchema, await callRpc(db, 'rpc_preview_reward', { p_reward_id: rewardId }));
}

/** Every active reward as a player could get it now; a no is data. PLAYER_NOT_FOUND, VISIT_NOT_FOUND. */
export async function listOffers(db: Db, playerId: string, visitId?: string): Promise<dto.OfferList> {
  return fromRow(
    dto.offerListSchema,
    onOnePage(await callRpc(db, 'rpc_list_reward_offers', { p_player_id: playerId, p_visit_id: visitId })),
  );
}

/** Gives a comp or an entitlement. The same key and request answer the original with `isExisting`. */
export async function issueReward(
  db: Db,
  rewardId: string,
  input: dto.IssueRewardInput,
  idempotencyKey: string,
): Promise<dto.IssuedReward> {
  return fromRow(
    dto.issuedRewardSchema,
    await callRpc(db, 'rpc_issue_reward', {
      p_reward_id: rewardId,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_rating_slip_id: input.ratingSlipId,
      p_note: input.note,
      p_amount_cents: input.amountCents,
      p_expected_points_cost: input.expected?.pointsCost,
      p_expected_face_value_cents: input.expected?.faceValueCents,
      p_expected_required_match_wager_cents: input.expected?.requiredMatchWagerCents,
      p_expected_valid_hours: input.expected?.validHours,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Gives a comp, and answers as every ledger posting does. */
export async function redeemPoints(
  db: Db,
  input: dto.RedemptionInput,
  idempotencyKey: string,
): Promise<dto.RedemptionResult> {
  return fromRow(
    dto.redemptionResultSchema,
    await callRpc(db, 'rpc_redeem_points', {
      p_reward_id: input.rewardId,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_rating_slip_id: input.ratingSlipId,
      p_note: input.note,
      p_amount_cents: input.amountCents,
      p_expected_points_cost: input.expectedPointsCost,
      p_idempotency_key: idempotencyKey,
    }),
  );
}
