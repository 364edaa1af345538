import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type { SealsQuery, SealTextQuery } from './dtos';

/** Seals, newest gaming day first. */
export function selectSeals(db: Db, { kind, from, to }: SealsQuery): Promise<unknown> {
  return runRpc('rpc_list_seals', db.client.rpc('rpc_list_seals', { p_kind: kind, p_from: from, p_to: to }));
}

/** One seal with its text. */
export function selectSealText(db: Db, { kind, gamingDay }: SealTextQuery): Promise<unknown> {
  return runRpc('rpc_get_seal_text', db.client.rpc('rpc_get_seal_text', { p_kind: kind, p_gaming_day: gamingDay }));
}
