import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging, toItems } from '@/hooks/paging';
import { polling } from '@/hooks/polling';
import { serverNow } from '@/lib/client/server-clock';
import type { PlayerImport } from '@/services/imports/dtos';
import { fetchImports } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';
import { isUnderWay } from './import-progress';

/** While rows are being read, what is on screen moves with them. */
const BUSY_POLL_MS = 1_000;
const POLL_MS = 10_000;

/** Imports, newest first, page by page (`fetchNextPage`). `isUploading`: one of them is being sent from here. */
export function useImports(isUploading = false) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: importKeys.list(casino.id),
    queryFn: ({ pageParam, signal }) => fetchImports(pageParam.cursor, signal),
    ...paging<PlayerImport>(),
    ...polling(POLL_MS),
    refetchInterval: ({ state }) => {
      const imports = state.data ? toItems(state.data) : [];
      const isBusy = isUploading || imports.some((candidate) => isUnderWay(candidate, serverNow()));
      // Every page on screen is read again: the more of them the rarer, so the server's cost stays the same.
      return (isBusy ? BUSY_POLL_MS : POLL_MS) * Math.max(1, state.data?.pages.length ?? 1);
    },
  });
}
