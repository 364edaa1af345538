import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The casino's staff by name, whoever was deactivated too. */
export async function listStaff(db: Db, query: dto.StaffQuery): Promise<dto.StaffPage> {
  return fromRow(
    dto.staffPageSchema,
    await callRpc(db, 'rpc_list_staff', {
      p_search: query.search,
      p_in_role: query.role,
      p_state: query.state,
      p_pit_id: query.pitId,
      p_licence_state: query.licenceState,
      p_after_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** One person. STAFF_NOT_FOUND. */
export async function getStaff(db: Db, personId: string): Promise<dto.StaffMember> {
  return fromRow(dto.staffMemberSchema, await callRpc(db, 'rpc_get_staff', { p_person_id: personId }));
}

/** Changes what is given of somebody. STAFF_CHANGED when `expectedUpdatedAt` no longer holds. */
export async function updateStaff(
  db: Db,
  personId: string,
  { expectedUpdatedAt, ...changes }: dto.UpdateStaffInput,
  key: string,
): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_update_staff', {
      p_person_id: personId,
      p_changes: toRow(changes),
      p_expected_updated_at: expectedUpdatedAt,
      p_idempotency_key: key,
    }),
  );
}

/** Lets somebody in no more, from their next request on. STAFF_DEACTIVATED when somebody was first. */
export async function deactivateStaff(
  db: Db,
  personId: string,
  { reason }: dto.DeactivateStaffInput,
  key: string,
): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_deactivate_staff', { p_person_id: personId, p_reason: reason, p_idempotency_key: key }),
  );
}

/** Lets somebody in again who was deactivated. STAFF_ACTIVE when somebody was first. */
export async function reactivateStaff(db: Db, personId: string, key: string): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_reactivate_staff', { p_person_id: personId, p_idempotency_key: key }),
  );
}

/** The pits that somebody may work, in their order. */
export async function listPits(db: Db): Promise<dto.PitChoice[]> {
  return fromRow(dto.pitChoicesSchema, await callRpc(db, 'rpc_list_pits', {})).items;
}
