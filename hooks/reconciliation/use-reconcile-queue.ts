import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { badgePolling, pagePolling, polling } from '@/hooks/polling';
import type { QueueFilter, QueueSort, QueueStatus, ReconciliationItem } from '@/services/reconciliation/dtos';
import { fetchQueue, fetchQueueCounts } from '@/services/reconciliation/http';
import { reconciliationKeys } from '@/services/reconciliation/keys';

/** Two managers rarely work on one queue: another's work shows within this time, one's own at once, by invalidation. */
const POLL_MS = 10_000;
/** What the first screen needs; the server's first page is as long. */
const FIRST_ROWS = 50;
/** The longest page that the server gives: a queue is scrolled far. */
const MORE = 200;

/**
 * The queue under a filter, page by page (`fetchNextPage`), each row as it would be applied now. The rows of the filter
 * before stay until the new ones are there (`isPlaceholderData`).
 */
export function useReconcileQueue(filter: QueueFilter, sort: QueueSort) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: reconciliationKeys.queuePage(casino.id, filter, sort),
    queryFn: ({ pageParam, signal }) => fetchQueue(filter, { sort, limit: FIRST_ROWS, ...pageParam }, signal),
    ...paging<ReconciliationItem>(MORE),
    placeholderData: keepPreviousData,
    ...pagePolling(POLL_MS),
  });
}

/** How many rows of an import, or of all, are where; flags are counted within the status, up to `cap`. */
export function useReconcileCounts(
  importId: string | null,
  status: QueueStatus,
  follow: Partial<ReturnType<typeof badgePolling>> = polling(POLL_MS),
) {
  const { casino } = useMe();
  return useQuery({
    queryKey: reconciliationKeys.counts(casino.id, importId, status),
    queryFn: ({ signal }) => fetchQueueCounts({ ...(importId === null ? {} : { importId }), status }, signal),
    placeholderData: keepPreviousData,
    ...follow,
  });
}

/** How many rows of all imports wait to be applied or kept; 0 while nobody knows, and where nobody asks. */
export function useRowsToReconcile(isAsked: boolean): number {
  return useReconcileCounts(null, 'pending', badgePolling(isAsked)).data?.status.pending ?? 0;
}
