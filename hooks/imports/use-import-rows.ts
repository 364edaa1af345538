import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type { ImportRow, ImportRowStatus, PlayerImport } from '@/services/imports/dtos';
import { fetchImportRows } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';

const POLL_MS = 5_000;
const PAGE_LIMIT = 100;

/**
 * Rows of an import in the order of the file, of one status or of all (null), page by page (`fetchNextPage`). The rows of
 * the filter before stay until the new ones are there (`isPlaceholderData`).
 */
export function useImportRows(importId: string, status: ImportRowStatus | null) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: importKeys.rows(casino.id, importId, status),
    queryFn: ({ pageParam, signal }) =>
      fetchImportRows(importId, { ...(status && { status }), ...pageParam, limit: PAGE_LIMIT }, signal),
    ...paging<ImportRow>(),
    placeholderData: keepPreviousData,
    ...pagePolling(POLL_MS),
  });
}

/** Has the rows on screen read again as soon as they were read by another mapping, name other players, or were reconciled. */
export function useFreshRows(item: PlayerImport | undefined): void {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const importId = item?.id;
  const isStaging = item?.status === 'staging';
  const stamp = item && [item.status, item.mappingVersion, item.unmatchedCount, item.pendingCount].join();
  useEffect(() => {
    // While rows arrive, the polls are enough.
    if (importId === undefined || stamp === undefined || isStaging) return;
    void queryClient.invalidateQueries({ queryKey: importKeys.rowsOf(casino.id, importId) });
  }, [queryClient, casino.id, importId, isStaging, stamp]);
}
