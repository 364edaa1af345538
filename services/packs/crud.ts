import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

const argsOf = ({ from, to, abovePoints, aboveCents }: dto.PackRequest) => ({
  p_from: from,
  p_to: to,
  p_above_points: abovePoints,
  p_above_cents: aboveCents,
});

/** Puts on record that a pack is made. PACK_DAYS_NOT_SEALED. */
export async function recordPack(db: Db, request: dto.PackRequest, idempotencyKey: string): Promise<dto.PackFacts> {
  const args = { ...argsOf(request), p_idempotency_key: idempotencyKey };
  return fromRow(dto.packFactsSchema, await callRpc(db, 'rpc_make_pack', args));
}

/** A page of the ledger's lines, after the given entry of the given player. */
export async function listPackLedger(
  db: Db,
  { from, to }: dto.PackRequest,
  after: { playerId: string; entryNo: number } | undefined,
  limit: number,
): Promise<dto.PackLedger> {
  const args = {
    p_from: from,
    p_to: to,
    p_after_player_id: after?.playerId,
    p_after_entry_no: after?.entryNo,
    p_limit: limit,
  };
  return fromRow(dto.packLedgerSchema, await callRpc(db, 'rpc_list_pack_ledger', args));
}

/** A page of the cash log's lines, after the given row. */
export async function listPackCashLog(
  db: Db,
  { from, to }: dto.PackRequest,
  after: string | undefined,
  limit: number,
): Promise<dto.PackCashLog> {
  const args = { p_from: from, p_to: to, p_after_id: after, p_limit: limit };
  return fromRow(dto.packCashLogSchema, await callRpc(db, 'rpc_list_pack_cash_log', args));
}

export async function getPackSums(db: Db, request: dto.PackRequest): Promise<dto.PackSums> {
  return dto.packSumsSchema.parse(await callRpc(db, 'rpc_get_pack_sums', argsOf(request)));
}

/** A page of a table. */
export async function listPackRows(
  db: Db,
  table: string,
  request: dto.PackRequest,
  after: string | undefined,
  limit: number,
): Promise<dto.PackRows> {
  const args = { p_table: table, ...argsOf(request), p_after_id: after, p_limit: limit };
  return dto.packRowsSchema.parse(await callRpc(db, 'rpc_list_pack_rows', args));
}
