import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import type { QueueFilter } from '@/services/imports/dtos';
import { fetchApplyPreview } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';

/** What applying all that match a filter would do. Read anew whenever somebody is about to do it. */
export function useReconcilePreview(filter: QueueFilter, isWanted: boolean) {
  const { casino } = useMe();
  return useQuery({
    queryKey: importKeys.preview(casino.id, filter),
    queryFn: ({ signal }) => fetchApplyPreview(filter, signal),
    enabled: isWanted,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
