import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import type { QueueFilter } from '@/services/reconciliation/dtos';
import { fetchApplyPreview } from '@/services/reconciliation/http';
import { reconciliationKeys } from '@/services/reconciliation/keys';

/** What applying all that match a filter would do. Read anew whenever somebody is about to do it. */
export function useReconcilePreview(filter: QueueFilter, isWanted: boolean) {
  const { casino } = useMe();
  return useQuery({
    queryKey: reconciliationKeys.preview(casino.id, filter),
    queryFn: ({ signal }) => fetchApplyPreview(filter, signal),
    enabled: isWanted,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
