import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import type { DueSlip } from '@/services/floor/dtos';
import { fetchHeldSlips } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const PAGE = 10;

/** The slips that the house closed and nobody settled, newest first, page by page (`fetchNextPage`). */
export function useHeldSlips() {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: floorKeys.heldSlips(casino.id),
    queryFn: ({ pageParam, signal }) => fetchHeldSlips({ ...pageParam, limit: PAGE }, signal),
    ...paging<DueSlip>(),
  });
}
