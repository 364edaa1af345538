import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type { MidSessionRewardInput } from './dtos';

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
  limit: number,
): Promise<unknown> {
  return runRpc(
    'rpc_list_ledger_entries',
    db.client.rpc('rpc_list_ledger_entries', {
      p_player_id: playerId,
      p_before_entry_no: beforeEntryNo,
      p_limit: limit,
    }),
  );
}

/** The proof of the whole ledger. */
export function selectLedgerIntegrity(db: Db): Promise<unknown> {
  return runRpc('rpc_verify_loyalty_ledger', db.client.rpc('rpc_verify_loyalty_ledger'));
}
