import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { MtlEntry, MtlEntryQuery } from '@/services/mtl/dtos';
import { fetchMtlEntries } from '@/services/mtl/http';
import { mtlKeys } from '@/services/mtl/keys';

/** What narrows the list down; of one gaming day, always. */
export type MtlEntryFilter = { gamingDay: string } & Partial<Omit<MtlEntryQuery, 'cursor' | 'limit' | 'gamingDay'>>;

/**
 * Entries page by page, the newest first. They are read anew when `useMtlSummary` finds that the day has changed; the list of the
 * filter before stays until the new one is there.
 */
export function useMtlEntries(filter: MtlEntryFilter) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: mtlKeys.entries(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchMtlEntries({ ...filter, ...pageParam }, signal),
    ...paging<MtlEntry>(),
    placeholderData: keepPreviousData,
    // What changed while no list of this filter was on screen, nobody has told it.
    staleTime: 0,
  });
}
