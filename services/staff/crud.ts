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

/** Invites somebody and makes their one-time link. STAFF_EMAIL_TAKEN. */
export async function inviteStaff(
  db: Db,
  { reason, ...person }: dto.InviteStaffInput,
  key: string,
): Promise<dto.StaffLinkResult> {
  return fromRow(
    dto.staffLinkResultSchema,
    await callRpc(db, 'rpc_invite_staff', {
      p_person: toRow(person),
      p_reason: reason ?? '',
      p_idempotency_key: key,
    }),
  );
}

/** Makes the one-time link of somebody anew. STAFF_NOT_INVITED. */
export async function makeStaffLink(db: Db, personId: string, key: string): Promise<dto.StaffLinkResult> {
  return fromRow(
    dto.staffLinkResultSchema,
    await callRpc(db, 'rpc_make_staff_link', { p_person_id: personId, p_idempotency_key: key }),
  );
}

/** Takes the one-time link of somebody back. LINK_WITHDRAWN when there is none. */
export async function withdrawStaffLink(db: Db, personId: string, key: string): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_withdraw_staff_link', { p_person_id: personId, p_idempotency_key: key }),
  );
}

/** Whom a one-time link invites. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED. */
export async function readInvitation(db: Db, token: string): Promise<dto.Invitation> {
  return fromRow(dto.invitationSchema, await callRpc(db, 'rpc_guest_read_invitation', { p_token: token }));
}

/** Makes the signed-in account that of whom the link invites. */
export async function acceptInvitation(db: Db, token: string): Promise<{ isExisting: boolean }> {
  return fromRow(dto.acceptedSchema, await callRpc(db, 'rpc_guest_accept_invitation', { p_token: token }));
}

/** Makes the one-time link by which somebody sets their password anew. STAFF_NOT_ACTIVE, STAFF_SELF, NO_SECOND_PERSON. */
export async function makePasswordLink(
  db: Db,
  personId: string,
  { reason }: dto.MakePasswordLinkInput,
  key: string,
): Promise<dto.StaffLinkResult> {
  return fromRow(
    dto.staffLinkResultSchema,
    await callRpc(db, 'rpc_make_password_link', { p_person_id: personId, p_reason: reason, p_idempotency_key: key }),
  );
}

/** Whose password a one-time link sets. LINK_UNKNOWN, LINK_USED, LINK_WITHDRAWN, LINK_LAPSED. */
export async function readPasswordLink(db: Db, token: string): Promise<dto.PasswordLink> {
  return fromRow(dto.passwordLinkSchema, await callRpc(db, 'rpc_guest_read_password_link', { p_token: token }));
}

/** Sets the password of whom a one-time link is for, and takes them what a link of a colleague takes. */
export async function resetPassword(db: Db, token: string, password: string): Promise<{ isSet: true }> {
  return fromRow(
    dto.passwordSetSchema,
    await callRpc(db, 'rpc_guest_reset_password', { p_token: token, p_password: password }),
  );
}

/** Signs somebody out on every device, from their next request on. */
export async function signOutStaff(db: Db, personId: string, key: string): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_sign_out_staff', { p_person_id: personId, p_idempotency_key: key }),
  );
}

/** Signs the caller out on every device. What they ask for next is refused with UNAUTHENTICATED. */
export async function signOutEverywhere(db: Db, key: string): Promise<dto.SignedOutResult> {
  return fromRow(dto.signedOutResultSchema, await callRpc(db, 'rpc_sign_out_everywhere', { p_idempotency_key: key }));
}

/** Sets the caller's own PIN, proved by a session of theirs that began just now. SIGN_IN_ANEW. */
export async function setPin(
  db: Db,
  pin: string,
  proofSessionId: string | undefined,
  key: string,
): Promise<dto.PinResult> {
  return fromRow(
    dto.pinResultSchema,
    await callRpc(db, 'rpc_set_pin', { p_pin: pin, p_proof_session: proofSessionId, p_idempotency_key: key }),
  );
}

/** Puts on record that the caller gave their second factor just now. SECOND_FACTOR_NEEDED. */
export async function noteSecondFactor(db: Db, key: string): Promise<dto.SecondFactorNoted> {
  return fromRow(dto.secondFactorNotedSchema, await callRpc(db, 'rpc_note_second_factor', { p_idempotency_key: key }));
}

/** Takes the second factor of somebody off, and what a dealer may not. SECOND_FACTOR_NOT_SET, STAFF_SELF, NO_SECOND_PERSON. */
export async function resetSecondFactor(
  db: Db,
  personId: string,
  { reason }: dto.ResetSecondFactorInput,
  key: string,
): Promise<dto.StaffResult> {
  return fromRow(
    dto.staffResultSchema,
    await callRpc(db, 'rpc_reset_second_factor', { p_person_id: personId, p_reason: reason, p_idempotency_key: key }),
  );
}

/** Makes the key under which the caller's session is sealed on their device. PIN_NOT_SET, PIN_ENDED, SIGN_IN_ANEW. */
export async function parkSession(db: Db, key: string): Promise<dto.Parking> {
  return fromRow(dto.parkingSchema, await callRpc(db, 'rpc_park_session', { p_idempotency_key: key }));
}

/** Whose session a device has, by its token. PARKED_SESSION_GONE. */
export async function readParked(db: Db, token: string): Promise<dto.ParkedPerson> {
  return fromRow(dto.parkedPersonSchema, await callRpc(db, 'rpc_guest_read_parked', { p_token: token }));
}

/**
 * The key of a parked session, for the PIN of its person. In two calls: the try is counted before anybody learns how it went.
 * PARKED_SESSION_GONE, PIN_WRONG, PIN_ENDED.
 */
export async function unlockSession(db: Db, token: string, pin: string): Promise<{ staffId: string; sealKey: string }> {
  const tried = await callRpc(db, 'rpc_guest_try_pin', { p_token: token, p_pin: pin });
  const { tryToken } = fromRow(dto.triedSchema, tried);
  return fromRow(dto.unlockedSchema, await callRpc(db, 'rpc_guest_unlock_session', { p_token: tryToken }));
}

/** The pits that somebody may work, in their order. */
export async function listPits(db: Db): Promise<dto.PitChoice[]> {
  return fromRow(dto.pitChoicesSchema, await callRpc(db, 'rpc_list_pits', {})).items;
}
