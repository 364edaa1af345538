import { callApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type { AuditChoices, AuditFilterText, AuditRow, AuditTrace } from './dtos';

/** A page of the audit trail under a filter, newest first. */
export function fetchAudit(
  query: AuditFilterText & { cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<Page<AuditRow>> {
  return callApi<Page<AuditRow>>(`/audit${toQueryString(query)}`, { signal });
}

/** What was done under one correlation id. */
export function fetchAuditTrace(correlationId: string, signal?: AbortSignal): Promise<AuditTrace> {
  return callApi<AuditTrace>(`/audit/trace${toQueryString({ correlationId })}`, { signal });
}

/** What the trail can be narrowed down by. */
export function fetchAuditChoices(signal?: AbortSignal): Promise<AuditChoices> {
  return callApi<AuditChoices>('/audit/choices', { signal });
}

/** Where the same is to be had as a file. */
export function auditExportHref(filter: AuditFilterText): string {
  return `/api/v1/audit/export${toQueryString(filter)}`;
}
