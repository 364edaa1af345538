import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** How much who may give. */
export async function getAuthority(db: Db): Promise<dto.Authority> {
  return fromRow(dto.authoritySchema, await callRpc(db, 'rpc_get_authority', {}));
}

/** What is left of the caller's authority, towards one player where one is named. */
export async function getLeft(db: Db, { playerId }: dto.AuthorityLeftQuery): Promise<dto.AuthorityLeft> {
  return fromRow(dto.authorityLeftSchema, await callRpc(db, 'rpc_get_authority_left', { p_player_id: playerId }));
}

/** Sets limits of a role, of a person or of the house. OWN_LIMITS, AUTHORITY_CHANGED. */
export async function setLimit(
  db: Db,
  { role, staffId, limits, version }: dto.SetAuthorityLimitInput,
  key: string,
): Promise<dto.AuthorityLimitResult> {
  return fromRow(
    dto.authorityLimitResultSchema,
    await callRpc(db, 'rpc_set_authority_limit', {
      p_of_role: role,
      p_of_staff_id: staffId,
      p_limits: toRow(limits),
      p_expected_version: version,
      p_idempotency_key: key,
    }),
  );
}
