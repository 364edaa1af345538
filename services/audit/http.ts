import { callApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type {
  AuditChoices,
  AuditFilterName,
  AuditFilterResult,
  AuditFilterText,
  AuditRow,
  AuditTrace,
  DiscardedAuditFilter,
  SaveAuditFilterInput,
  SavedAuditFilter,
} from './dtos';

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

/** The filters that the caller saved, by name. */
export function fetchAuditFilters(signal?: AbortSignal): Promise<{ items: SavedAuditFilter[] }> {
  return callApi<{ items: SavedAuditFilter[] }>('/audit/filters', { signal });
}

/** Keeps a filter under a name, or renames one. */
export function saveAuditFilter(body: SaveAuditFilterInput, idempotencyKey: string): Promise<AuditFilterResult> {
  return callApi('/audit/filters', { method: 'POST', body, idempotencyKey });
}

/** Takes a saved filter away. */
export function discardAuditFilter(body: AuditFilterName, idempotencyKey: string): Promise<DiscardedAuditFilter> {
  return callApi('/audit/filters/discard', { method: 'POST', body, idempotencyKey });
}

/** Where the same is to be had as a file. */
export function auditExportHref(filter: AuditFilterText): string {
  return `/api/v1/audit/export${toQueryString(filter)}`;
}
