import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** What was given on a slip, newest first. SLIP_NOT_FOUND. */
export async function listSlipRewards(db: Db, ratingSlipId: string): Promise<dto.SlipRewards> {
  return fromRow(dto.slipRewardsSchema, await callRpc(db, 'rpc_list_slip_rewards', { p_rating_slip_id: ratingSlipId }));
}

/** A player's balance at the end of each gaming day that moved it. PLAYER_NOT_FOUND. */
export async function getBalanceHistory(db: Db, playerId: string, days: number): Promise<dto.BalanceHistory> {
  return fromRow(
    dto.balanceHistorySchema,
    await callRpc(db, 'rpc_player_balance_history', { p_player_id: playerId, p_days: days }),
  );
}

/** A manager's correction, up or down, with a note. PLAYER_NOT_FOUND, INSUFFICIENT_POINTS. */
export async function postCorrection(
  db: Db,
  input: dto.CorrectionInput,
  idempotencyKey: string,
): Promise<dto.LedgerPosting> {
  return fromRow(
    dto.ledgerPostingSchema,
    await callRpc(db, 'rpc_post_correction', {
      p_player_id: input.playerId,
      p_points: input.points,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Takes one entry back, once. ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, ENTRY_NOT_REVERSIBLE. */
export async function reverseEntry(
  db: Db,
  input: dto.ReversalInput,
  idempotencyKey: string,
): Promise<dto.ReversalPosting> {
  return fromRow(
    dto.reversalPostingSchema,
    await callRpc(db, 'rpc_reverse_entry', {
      p_entry_id: input.entryId,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Takes back what was given on a live slip by mistake a moment ago. ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, REWARD_NOT_TAKEN_BACK. */
export async function takeBackReward(
  db: Db,
  input: dto.ReversalInput,
  idempotencyKey: string,
): Promise<dto.ReversalPosting> {
  return fromRow(
    dto.reversalPostingSchema,
    await callRpc(db, 'rpc_take_back_reward', {
      p_entry_id: input.entryId,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Accrues a closed slip whose accrual failed; once per slip, whoever asks. SLIP_NOT_CLOSED, NOTHING_TO_ACCRUE and others by code. */
export async function accrueSlip(db: Db, ratingSlipId: string, idempotencyKey: string): Promise<dto.LedgerPosting> {
  return fromRow(
    dto.ledgerPostingSchema,
    await callRpc(db, 'rpc_accrue_on_close', {
      p_rating_slip_id: ratingSlipId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Sets a player's tier, up or down, with a reason. PLAYER_NOT_FOUND, UNKNOWN_TIER. */
export async function setPlayerTier(
  db: Db,
  playerId: string,
  input: dto.SetTierInput,
  idempotencyKey: string,
): Promise<dto.SetTierResult> {
  return fromRow(
    dto.setTierResultSchema,
    await callRpc(db, 'rpc_set_player_tier', {
      p_player_id: playerId,
      p_tier: input.tier,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** How players earn. NO_EARN_CONFIG. */
export async function getEarnConfig(db: Db): Promise<dto.EarnConfig> {
  return fromRow(dto.earnConfigSchema, await callRpc(db, 'rpc_get_earn_config', {}));
}

/** Sets how players earn, for slips that close from now on. EARN_CONFIG_CHANGED. */
export async function updateEarnConfig(
  db: Db,
  input: dto.UpdateEarnConfigInput,
  idempotencyKey: string,
): Promise<dto.EarnConfigResult> {
  return fromRow(
    dto.earnConfigResultSchema,
    await callRpc(db, 'rpc_update_earn_config', {
      p_points_per_theo: input.pointsPerTheo,
      p_default_point_multiplier: input.defaultPointMultiplier,
      p_rounding_policy: input.roundingPolicy,
      p_is_active: input.isActive,
      p_expected_version: input.version,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** What points are worth in money, and from which gaming days on. */
export async function listPointValues(db: Db): Promise<dto.PointValues> {
  return fromRow(dto.pointValuesSchema, await callRpc(db, 'rpc_list_point_values', {}));
}

/** Sets what points are worth from a gaming day on. */
export async function setPointValue(
  db: Db,
  input: dto.SetPointValueInput,
  idempotencyKey: string,
): Promise<dto.PointValueResult> {
  return fromRow(
    dto.pointValueResultSchema,
    await callRpc(db, 'rpc_set_point_value', {
      p_from_gaming_day: input.fromGamingDay,
      p_cents_per_1000_points: input.centsPer1000Points,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** The tiers, the lowest first. */
export async function listTiers(db: Db): Promise<dto.LoyaltyTiers> {
  return fromRow(dto.loyaltyTiersSchema, await callRpc(db, 'rpc_list_loyalty_tiers', {}));
}

/** Sets the tiers. TIERS_CHANGED, TIER_IN_USE. */
export async function replaceTiers(
  db: Db,
  input: dto.ReplaceTiersInput,
  idempotencyKey: string,
): Promise<dto.LoyaltyTiersResult> {
  return fromRow(
    dto.loyaltyTiersResultSchema,
    await callRpc(db, 'rpc_replace_loyalty_tiers', {
      p_tiers: toRow(input.tiers),
      p_expected_version: input.version,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Walks every hash chain of the casino and compares balances with sums. */
export async function verifyLedger(db: Db): Promise<dto.LedgerIntegrity> {
  return fromRow(dto.ledgerIntegritySchema, await callRpc(db, 'rpc_verify_loyalty_ledger', {}));
}

/** Proves what came after the newest seal, and that what is sealed still ends where it did. */
export async function verifyLedgerSinceSeal(db: Db): Promise<dto.LedgerSinceSeal> {
  return fromRow(dto.ledgerSinceSealSchema, await callRpc(db, 'rpc_verify_ledger_since_seal', {}));
}

/** Issues bonus points on a live slip. The same key and request answer the original entry with `isExisting`. */
export async function issueMidSessionReward(
  db: Db,
  input: dto.MidSessionRewardInput,
  idempotencyKey: string,
): Promise<dto.LedgerPosting> {
  return fromRow(
    dto.ledgerPostingSchema,
    await callRpc(db, 'rpc_issue_mid_session_reward', {
      p_rating_slip_id: input.ratingSlipId,
      p_points: input.points,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
      p_note: input.note,
      p_override: input.override ?? false,
    }),
  );
}

/** A player's entries, newest first. The cursor is the entry number to continue before. PLAYER_NOT_FOUND. */
export async function listLedgerEntries(
  db: Db,
  playerId: string,
  query: dto.LedgerPageQuery,
): Promise<Page<dto.LedgerEntry>> {
  return fromRow(
    dto.ledgerPageSchema,
    await callRpc(db, 'rpc_list_ledger_entries', {
      p_player_id: playerId,
      p_before_entry_no: query.cursor === undefined ? undefined : Number(query.cursor),
      p_limit: query.limit,
      p_reason: query.reason,
      p_from_gaming_day: query.from,
      p_to_gaming_day: query.to,
    }),
  );
}

/** Posts what a closed slip is due that has no points in force. SLIP_NOT_CLOSED, ALREADY_SETTLED, NOTHING_TO_ACCRUE and others by code. */
export async function settleSlip(
  db: Db,
  ratingSlipId: string,
  input: dto.SettleSlipInput,
  idempotencyKey: string,
): Promise<dto.LedgerPosting> {
  return fromRow(
    dto.ledgerPostingSchema,
    await callRpc(db, 'rpc_settle_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}
