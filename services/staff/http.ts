import { callApi, toQueryString } from '@/lib/client/api';
import type { Me } from '@/services/casino/dtos';
import type {
  AcceptInvitationInput,
  ChangePasswordInput,
  Invitation,
  InviteStaffInput,
  ParkedPerson,
  PasswordLink,
  PinResult,
  SetPinInput,
  SignedOutResult,
  StaffLinkResult,
  StaffMember,
  StaffPage,
  StaffQuery,
  StaffResult,
  UnlockInput,
  UpdateStaffInput,
  UseRecoveryInput,
} from './dtos';

/** A page of the staff, by name. */
export function fetchStaff({ search, ...query }: Partial<StaffQuery>, signal?: AbortSignal): Promise<StaffPage> {
  return callApi<StaffPage>(`/staff${toQueryString(query)}`, { terms: { search }, signal });
}

/** One person of the staff. */
export function fetchStaffMember(id: string, signal?: AbortSignal): Promise<StaffMember> {
  return callApi<StaffMember>(`/staff/${id}`, { signal });
}

/** Changes what is given of somebody. */
export function updateStaff(
  { id, ...body }: UpdateStaffInput & { id: string },
  idempotencyKey: string,
): Promise<StaffResult> {
  return callApi(`/staff/${id}`, { method: 'PATCH', body, idempotencyKey });
}

/** Lets somebody in no more. */
export function deactivateStaff(
  { id, reason }: { id: string; reason: string },
  idempotencyKey: string,
): Promise<StaffResult> {
  return callApi(`/staff/${id}/deactivate`, { method: 'POST', body: { reason }, idempotencyKey });
}

/** Lets somebody in again. */
export function reactivateStaff({ id }: { id: string }, idempotencyKey: string): Promise<StaffResult> {
  return callApi(`/staff/${id}/reactivate`, { method: 'POST', body: {}, idempotencyKey });
}

/** Invites somebody. The answer has the token of their one-time link. */
export function inviteStaff(body: InviteStaffInput, idempotencyKey: string): Promise<StaffLinkResult> {
  return callApi('/staff', { method: 'POST', body, idempotencyKey });
}

/** Makes the one-time link of somebody anew. */
export function makeStaffLink({ id }: { id: string }, idempotencyKey: string): Promise<StaffLinkResult> {
  return callApi(`/staff/${id}/link`, { method: 'POST', body: {}, idempotencyKey });
}

/** Takes the one-time link of somebody back. */
export function withdrawStaffLink({ id }: { id: string }, idempotencyKey: string): Promise<StaffResult> {
  return callApi(`/staff/${id}/link/withdraw`, { method: 'POST', body: {}, idempotencyKey });
}

/** Whom a one-time link invites. */
export function readInvitation(token: string, signal?: AbortSignal): Promise<Invitation> {
  return callApi('/invitation', { method: 'POST', body: { token }, signal });
}

/** Sets the password of whom the link invites, and signs them in. */
export function acceptInvitation(body: AcceptInvitationInput): Promise<Me> {
  return callApi('/invitation/accept', { method: 'POST', body });
}

/** Makes the one-time link by which somebody sets their password anew. */
export function makePasswordLink(
  { id, reason }: { id: string; reason: string },
  idempotencyKey: string,
): Promise<StaffLinkResult> {
  return callApi(`/staff/${id}/password-link`, { method: 'POST', body: { reason }, idempotencyKey });
}

/** Takes the second factor of somebody off. */
export function resetSecondFactor(
  { id, reason }: { id: string; reason: string },
  idempotencyKey: string,
): Promise<StaffResult> {
  return callApi(`/staff/${id}/second-factor/reset`, { method: 'POST', body: { reason }, idempotencyKey });
}

/** Whose password a one-time link sets. */
export function readPasswordLink(token: string, signal?: AbortSignal): Promise<PasswordLink> {
  return callApi('/password-link', { method: 'POST', body: { token }, ...(signal ? { signal } : {}) });
}

/** Sets a password by a one-time link. */
export async function resetPassword(token: string, password: string): Promise<void> {
  await callApi('/password-link/use', { method: 'POST', body: { token, password } });
}

/** Has an e-mail sent by which the password of an account is set anew, if there is one. */
export async function recover(email: string): Promise<void> {
  await callApi('/recovery', { method: 'POST', body: { email } });
}

/** Sets a password by what the link of such an e-mail brought. */
export async function setRecoveredPassword(body: UseRecoveryInput): Promise<void> {
  await callApi('/recovery/use', { method: 'POST', body });
}

/** Signs somebody out on every device. */
export function signOutStaff({ id }: { id: string }, idempotencyKey: string): Promise<StaffResult> {
  return callApi(`/staff/${id}/sign-out`, { method: 'POST', body: {}, idempotencyKey });
}

/** Signs oneself out on every device. */
export function signOutEverywhere(idempotencyKey: string): Promise<SignedOutResult> {
  return callApi('/me/sign-out-everywhere', { method: 'POST', body: {}, idempotencyKey });
}

/** Sets one's own PIN, by one's password. */
export function setPin(body: SetPinInput, idempotencyKey: string): Promise<PinResult> {
  return callApi('/me/pin', { method: 'PUT', body, idempotencyKey });
}

/** Parks the session of this device and locks it. PIN_NOT_SET, PIN_ENDED, SIGN_IN_ANEW. */
export async function parkSession(): Promise<void> {
  await callApi('/session/park', { method: 'POST' });
}

/** Who may come in on this device by a PIN. */
export async function fetchParked(signal?: AbortSignal): Promise<ParkedPerson[]> {
  const { items } = await callApi<{ items: ParkedPerson[] }>('/session/parked', signal ? { signal } : {});
  return items;
}

/** Comes in by a PIN. PARKED_SESSION_GONE, PIN_WRONG, PIN_ENDED. */
export function unlockSession(body: UnlockInput): Promise<Me> {
  return callApi('/session/unlock', { method: 'POST', body });
}

/** Sets one's own password anew, and signs one out on every device. */
export function changePassword(body: ChangePasswordInput, idempotencyKey: string): Promise<SignedOutResult> {
  return callApi('/me/password', { method: 'PUT', body, idempotencyKey });
}
