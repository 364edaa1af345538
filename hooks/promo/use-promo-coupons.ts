import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling } from '@/hooks/polling';
import type { Page } from '@/lib/shared/schemas';
import type { PromoCoupon, PromoCouponQuery } from '@/services/promo/dtos';
import { fetchPromoCoupons } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** Another tablet's change shows within two seconds while the page is visible; one's own at once, by invalidation. */
const POLL_MS = 2_000;
const EXPORT_PAGE = 200;

/** What narrows the list down. */
export type PromoCouponFilter = Partial<Omit<PromoCouponQuery, 'cursor'>>;

/**
 * Coupons, newest first, page by page (`fetchNextPage`). Every page on screen is read again on each poll, so the longer
 * the list the rarer the polls: the server's cost stays the same. The list of the filter before stays until the new one
 * is there (`isPlaceholderData`).
 */
export function usePromoCoupons(filter: PromoCouponFilter) {
  const me = useMe();
  return useInfiniteQuery({
    queryKey: promoKeys.coupons(me.casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchPromoCoupons({ ...filter, ...pageParam }, signal),
    ...paging<PromoCoupon>(),
    placeholderData: keepPreviousData,
    ...pagePolling(POLL_MS),
  });
}

/** Reads the coupons under a filter page by page, in pages as long as the server gives. */
export function couponReader(filter: PromoCouponFilter) {
  return (cursor: string | undefined, signal: AbortSignal): Promise<Page<PromoCoupon>> =>
    fetchPromoCoupons({ ...filter, limit: EXPORT_PAGE, ...(cursor ? { cursor } : {}) }, signal);
}
