import { callApi, toQueryString } from '@/lib/client/api';
import type { StaffMember, StaffPage, StaffQuery, StaffResult, UpdateStaffInput } from './dtos';

/** A page of the staff, by name. */
export function fetchStaff(query: Partial<StaffQuery>, signal?: AbortSignal): Promise<StaffPage> {
  return callApi<StaffPage>(`/staff${toQueryString(query)}`, { signal });
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
