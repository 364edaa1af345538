import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import { toRow } from '@/lib/shared/wire';
import type {
  CorrectionInput,
  LedgerPageQuery,
  MidSessionRewardInput,
  ReplaceTiersInput,
  ReversalInput,
  SetTierInput,
  UpdateEarnConfigInput,
} from './dtos';

/** Bonus points on a live slip; replays answer the original entry. */
export function insertMidSessionReward(db: Db, input: MidSessionRewardInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_issue_mid_session_reward',
    db.client.rpc('rpc_issue_mid_session_reward', {
      p_rating_slip_id: input.ratingSlipId,
      p_points: input.points,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
      p_note: input.note,
      p_override: input.override ?? false,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Entries on one slip, and the player's balance now. */
export function selectSlipRewards(db: Db, ratingSlipId: string): Promise<unknown> {
  return runRpc('rpc_list_slip_rewards', db.client.rpc('rpc_list_slip_rewards', { p_rating_slip_id: ratingSlipId }));
}

/** A page of a player's entries, newest first, before an entry number. */
export function selectLedgerEntries(
  db: Db,
  playerId: string,
  beforeEntryNo: number | undefined,
  query: LedgerPageQuery,
): Promise<unknown> {
  return runRpc(
    'rpc_list_ledger_entries',
    db.client.rpc('rpc_list_ledger_entries', {
      p_player_id: playerId,
      p_before_entry_no: beforeEntryNo,
      p_limit: query.limit,
      p_reason: query.reason,
      p_from_gaming_day: query.from,
      p_to_gaming_day: query.to,
    }),
  );
}

/** The proof of the whole ledger. */
export function selectLedgerIntegrity(db: Db): Promise<unknown> {
  return runRpc('rpc_verify_loyalty_ledger', db.client.rpc('rpc_verify_loyalty_ledger'));
}

/** The proof of what came after the newest seal. */
export function selectLedgerSinceSeal(db: Db): Promise<unknown> {
  return runRpc('rpc_verify_ledger_since_seal', db.client.rpc('rpc_verify_ledger_since_seal'));
}

/** A manager's correction of a player's points. */
export function insertCorrection(db: Db, input: CorrectionInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_post_correction',
    db.client.rpc('rpc_post_correction', {
      p_player_id: input.playerId,
      p_points: input.points,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Takes one entry back. */
export function insertReversal(db: Db, input: ReversalInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_reverse_entry',
    db.client.rpc('rpc_reverse_entry', {
      p_entry_id: input.entryId,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Accrues one closed slip. */
export function insertAccrual(db: Db, ratingSlipId: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_accrue_on_close',
    db.client.rpc('rpc_accrue_on_close', {
      p_rating_slip_id: ratingSlipId,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Posts what a closed slip without points in force is due. */
export function insertSettlement(db: Db, ratingSlipId: string, note: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_settle_rating_slip',
    db.client.rpc('rpc_settle_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_note: note,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Sets a player's tier. */
export function updatePlayerTier(
  db: Db,
  playerId: string,
  input: SetTierInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_set_player_tier',
    db.client.rpc('rpc_set_player_tier', {
      p_player_id: playerId,
      p_tier: input.tier,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** A player's balance at the end of each gaming day, over the last days. */
export function selectBalanceHistory(db: Db, playerId: string, days: number): Promise<unknown> {
  return runRpc(
    'rpc_player_balance_history',
    db.client.rpc('rpc_player_balance_history', { p_player_id: playerId, p_days: days }),
  );
}

/** How players earn. */
export function selectEarnConfig(db: Db): Promise<unknown> {
  return runRpc('rpc_get_earn_config', db.client.rpc('rpc_get_earn_config'));
}

/** Sets how players earn. */
export function updateEarnConfig(db: Db, input: UpdateEarnConfigInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_update_earn_config',
    db.client.rpc('rpc_update_earn_config', {
      p_points_per_theo: input.pointsPerTheo,
      p_default_point_multiplier: input.defaultPointMultiplier,
      p_rounding_policy: input.roundingPolicy,
      p_is_active: input.isActive,
      p_expected_version: input.version,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** The casino's tiers. */
export function selectTiers(db: Db): Promise<unknown> {
  return runRpc('rpc_list_loyalty_tiers', db.client.rpc('rpc_list_loyalty_tiers'));
}

/** Sets the casino's tiers. */
export function updateTiers(db: Db, input: ReplaceTiersInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_replace_loyalty_tiers',
    db.client.rpc('rpc_replace_loyalty_tiers', {
      p_tiers: toRow(input.tiers),
      p_expected_version: input.version,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}
