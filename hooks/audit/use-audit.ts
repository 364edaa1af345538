import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { AuditFilterText, AuditRow } from '@/services/audit/dtos';
import { fetchAudit, fetchAuditChoices, fetchAuditTrace } from '@/services/audit/http';
import { auditKeys } from '@/services/audit/keys';

export { auditExportHref } from '@/services/audit/http';

/** The audit trail under a filter, newest first, page by page. It is read again when somebody looks again, not by itself. */
export function useAudit(filter: AuditFilterText) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: auditKeys.list(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchAudit({ ...filter, ...pageParam }, signal),
    ...paging<AuditRow>(),
    placeholderData: keepPreviousData,
  });
}

/** What was done under one correlation id: audit rows, entries, events and what became of their deliveries. */
export function useAuditTrace(correlationId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: auditKeys.trace(casino.id, correlationId),
    queryFn: ({ signal }) => fetchAuditTrace(correlationId, signal),
  });
}

/** What the trail can be narrowed down by. */
export function useAuditChoices() {
  const { casino } = useMe();
  return useQuery({
    queryKey: auditKeys.choices(casino.id),
    queryFn: ({ signal }) => fetchAuditChoices(signal),
  });
}
