import { callApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type { AuditFilterText, AuditRow } from './dtos';

/** A page of the audit trail under a filter, newest first. */
export function fetchAudit(
  query: AuditFilterText & { cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<Page<AuditRow>> {
  return callApi<Page<AuditRow>>(`/audit${toQueryString(query)}`, { signal });
}

/** Where the same is to be had as a file. */
export function auditExportHref(filter: AuditFilterText): string {
  return `/api/v1/audit/export${toQueryString(filter)}`;
}
