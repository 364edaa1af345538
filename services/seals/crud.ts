import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The casino's seals, newest gaming day first. */
export async function listSeals(db: Db, { kind, from, to }: dto.SealsQuery): Promise<dto.SealList> {
  return fromRow(dto.sealListSchema, await callRpc(db, 'rpc_list_seals', { p_kind: kind, p_from: from, p_to: to }));
}

/** One seal with its text. SEAL_NOT_FOUND. */
export async function getSealText(db: Db, { kind, gamingDay }: dto.SealTextQuery): Promise<{ text: string }> {
  return fromRow(dto.sealTextSchema, await callRpc(db, 'rpc_get_seal_text', { p_kind: kind, p_gaming_day: gamingDay }));
}
