import { callApi, toQueryString } from '@/lib/client/api';
import type { ApprovalPage, ApprovalQuery, ApprovalResult, ChangePermissionsInput, Permissions } from './dtos';

/** The role matrix, its bounds and the exceptions that run. */
export function fetchPermissions(signal?: AbortSignal): Promise<Permissions> {
  return callApi<Permissions>('/permissions', { signal });
}

/** Asks for changes that somebody else decides. */
export function changePermissions(body: ChangePermissionsInput, idempotencyKey: string): Promise<ApprovalResult> {
  return callApi('/permissions', { method: 'PUT', body, idempotencyKey });
}

/** A page of requests, newest first. */
export function fetchApprovals(query: Partial<ApprovalQuery>, signal?: AbortSignal): Promise<ApprovalPage> {
  const search = toQueryString({ ...query, isPending: query.isPending?.toString() });
  return callApi<ApprovalPage>(`/approvals${search}`, { signal });
}

/** Does what was asked for. */
export function approve({ id, note }: { id: string; note: string | null }, key: string): Promise<ApprovalResult> {
  return callApi(`/approvals/${id}/approve`, { method: 'POST', body: { note }, idempotencyKey: key });
}

/** Says no, and why. */
export function refuseApproval({ id, note }: { id: string; note: string }, key: string): Promise<ApprovalResult> {
  return callApi(`/approvals/${id}/refuse`, { method: 'POST', body: { note }, idempotencyKey: key });
}

/** Takes one's own request back. */
export function withdrawApproval({ id }: { id: string }, key: string): Promise<ApprovalResult> {
  return callApi(`/approvals/${id}/withdraw`, { method: 'POST', body: {}, idempotencyKey: key });
}
