import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import { toRow } from '@/lib/shared/wire';
import type { CreateRewardInput, IssueRewardInput, RedemptionInput, UpdateRewardInput } from './dtos';

/** The catalog, or what is switched on or off of it. */
export function selectRewards(db: Db, isActive: boolean | undefined): Promise<unknown> {
  return runRpc('rpc_list_rewards', db.client.rpc('rpc_list_rewards', { p_is_active: isActive }));
}

/** One reward. */
export function selectReward(db: Db, rewardId: string): Promise<unknown> {
  return runRpc('rpc_get_reward', db.client.rpc('rpc_get_reward', { p_reward_id: rewardId }));
}

/** Makes a reward. */
export function insertReward(db: Db, input: CreateRewardInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_upsert_reward',
    db.client.rpc('rpc_upsert_reward', {
      p_reward: toRow(input),
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Changes what is given of a reward. */
export function updateReward(
  db: Db,
  rewardId: string,
  { version, ...changes }: UpdateRewardInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_upsert_reward',
    db.client.rpc('rpc_upsert_reward', {
      p_reward: toRow(changes),
      p_reward_id: rewardId,
      p_expected_version: version,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Who in the house could get a reward now. */
export function selectRewardPreview(db: Db, rewardId: string): Promise<unknown> {
  return runRpc('rpc_preview_reward', db.client.rpc('rpc_preview_reward', { p_reward_id: rewardId }));
}

/** Every active reward as a player could get it now. */
export function selectOffers(db: Db, playerId: string, visitId: string | undefined): Promise<unknown> {
  return runRpc(
    'rpc_list_reward_offers',
    db.client.rpc('rpc_list_reward_offers', { p_player_id: playerId, p_visit_id: visitId }),
  );
}

/** Gives a reward. */
export function insertIssuedReward(
  db: Db,
  rewardId: string,
  input: IssueRewardInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_issue_reward',
    db.client.rpc('rpc_issue_reward', {
      p_reward_id: rewardId,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_rating_slip_id: input.ratingSlipId,
      p_note: input.note,
      p_expected_points_cost: input.expected?.pointsCost,
      p_expected_face_value_cents: input.expected?.faceValueCents,
      p_expected_required_match_wager_cents: input.expected?.requiredMatchWagerCents,
      p_expected_valid_hours: input.expected?.validHours,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Gives a comp. */
export function insertRedemption(db: Db, input: RedemptionInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_redeem_points',
    db.client.rpc('rpc_redeem_points', {
      p_reward_id: input.rewardId,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_rating_slip_id: input.ratingSlipId,
      p_note: input.note,
      p_expected_points_cost: input.expectedPointsCost,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}
