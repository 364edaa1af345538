import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { AuditFilterText, AuditRow } from '@/services/audit/dtos';
import { fetchAudit } from '@/services/audit/http';
import { auditKeys } from '@/services/audit/keys';

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
