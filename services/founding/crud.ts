import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** What a founding link opens. LINK_UNKNOWN, FOUNDING_LINK_LAPSED. */
export async function readFounding(db: Db, token: string): Promise<dto.Founding> {
  return fromRow(dto.foundingSchema, await callRpc(db, 'rpc_guest_read_founding', { p_token: token }));
}

/** Makes a casino by a founding link, all of it or nothing. FOUNDING_LINK_USED, CASINO_EXISTS. */
export async function foundCasino(db: Db, token: string, casino: dto.NewCasino): Promise<dto.Founded> {
  return fromRow(
    dto.foundedSchema,
    await callRpc(db, 'rpc_guest_found_casino', { p_token: token, p_house: toRow(casino) }),
  );
}
