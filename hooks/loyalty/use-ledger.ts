import {
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { Page } from '@/lib/shared/schemas';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { fetchLedgerEntries } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { hasGap, type LedgerFilter, type LedgerPages, withNewestEntries } from './ledger-pages';

/** What the first screen needs; the server's first page is as long. */
export const FIRST_ENTRIES = 50;
const MORE = 100;
/** More than a busy table brings a player between two looks. */
const NEWEST = 20;
const RETRY_MS = 3_000;
const EXPORT_PAGE = 200;

/**
 * A player's ledger, newest first, page by page (`fetchNextPage`). What has been read is never read again: entries do not
 * change, and `useLedgerUpdates` puts new ones in. The list of the filter before stays until the new one is there.
 */
export function useLedger(playerId: string, filter: LedgerFilter) {
  const me = useMe();
  return useInfiniteQuery({
    queryKey: loyaltyKeys.ledger(me.casino.id, playerId, filter),
    queryFn: ({ pageParam, signal }) =>
      fetchLedgerEntries(playerId, { ...filter, limit: FIRST_ENTRIES, ...pageParam }, signal),
    ...paging<LedgerEntry>(MORE),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // What a narrowed list misses while nobody looks at it cannot be told from its numbers, so it is not kept.
    ...(Object.keys(filter).length > 0 ? { gcTime: 0 } : {}),
  });
}

/**
 * Keeps the player's lists up to date: whenever the player's standing changed (`updatedAt`), reads the newest entries, puts
 * them into every list and has the balance history read again.
 */
export function useLedgerUpdates(playerId: string, updatedAt: string | null): void {
  const { casino } = useMe();
  const queryClient = useQueryClient();
  const lastSeenNo = useRef<number | null>(null);
  const { data } = useQuery({
    queryKey: loyaltyKeys.ledgerHead(casino.id, playerId, updatedAt ?? ''),
    queryFn: ({ signal }) => fetchLedgerEntries(playerId, { limit: NEWEST }, signal),
    enabled: updatedAt !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data === undefined ? RETRY_MS : false),
  });
  useEffect(() => {
    if (data === undefined) return;
    const isKnown = lastSeenNo.current === data.items[0]?.entryNo;
    if (hasGap(lastSeenNo.current, data.items)) {
      void queryClient.invalidateQueries({ queryKey: ledgerListsKey(casino.id, playerId) });
    }
    showNewestEntries(queryClient, casino.id, playerId, data.items);
    if (lastSeenNo.current !== null && !isKnown) {
      // Every stretch of time: the key without its last part.
      const queryKey = loyaltyKeys.balanceHistory(casino.id, playerId, 0).slice(0, -1);
      void queryClient.invalidateQueries({ queryKey });
    }
    lastSeenNo.current = data.items[0]?.entryNo ?? 0;
  }, [data, queryClient, casino.id, playerId]);
}

/**
 * Puts entries, newest first, where they belong in every list of the player's ledger that lets them through. A list that is
 * being read at this moment may be answered as it was before them, so it gets them once more when its answer is there.
 */
export function showNewestEntries(
  client: QueryClient,
  casinoId: string,
  playerId: string,
  newest: readonly LedgerEntry[],
): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ledgerListsKey(casinoId, playerId) })) {
    const reading = query.state.fetchStatus === 'idle' ? undefined : query.promise;
    showInList(client, query.queryKey, newest);
    // The list itself tells when it cannot be read; there is nothing to put in then.
    reading?.then(
      () => showInList(client, query.queryKey, newest),
      () => undefined,
    );
  }
}

function showInList(client: QueryClient, queryKey: QueryKey, newest: readonly LedgerEntry[]): void {
  const known = client.getQueryData<LedgerPages>(queryKey);
  if (known === undefined) return;
  const filter = queryKey.at(-1) as LedgerFilter;
  const isWhole = Object.keys(filter).length === 0;
  if (isWhole && hasGap(known.pages[0]?.items[0]?.entryNo ?? 0, newest)) {
    void client.invalidateQueries({ queryKey, exact: true });
    return;
  }
  client.setQueryData<LedgerPages>(queryKey, withNewestEntries(known, newest, filter));
  if (!isWhole && newest.some(({ reason }) => reason === 'reversal')) {
    // Whether it was taken back in turn is told by entries that a narrowed list may lack.
    void client.invalidateQueries({ queryKey, exact: true });
  }
}

/** Reads the ledger under a filter page by page, in pages as long as the server gives. */
export function ledgerReader(playerId: string, filter: LedgerFilter) {
  return (cursor: string | undefined, signal: AbortSignal): Promise<Page<LedgerEntry>> =>
    fetchLedgerEntries(playerId, { ...filter, limit: EXPORT_PAGE, ...(cursor ? { cursor } : {}) }, signal);
}

/** Every list, whatever its filter: the key without its last part. */
function ledgerListsKey(casinoId: string, playerId: string) {
  return loyaltyKeys.ledger(casinoId, playerId, {}).slice(0, -1);
}
