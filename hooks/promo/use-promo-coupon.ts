import { type InfiniteData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { Page } from '@/lib/shared/schemas';
import type { PromoCoupon } from '@/services/promo/dtos';
import { fetchPromoCoupon } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** Another tablet's change shows within two seconds while the page is visible; one's own at once, by invalidation. */
const POLL_MS = 2_000;

/** One coupon as it is now. What a list on screen knows of it shows at once, until the server's answer is there. */
export function usePromoCoupon(couponId: string) {
  const me = useMe();
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: promoKeys.coupon(me.casino.id, couponId),
    queryFn: ({ signal }) => fetchPromoCoupon(couponId, signal),
    placeholderData: () => findListed(queryClient, me.casino.id, couponId),
    ...polling(POLL_MS),
  });
}

function findListed(client: QueryClient, casinoId: string, couponId: string): PromoCoupon | undefined {
  // Every list, whatever its filter: the key without its last part.
  const lists = client.getQueriesData<InfiniteData<Page<PromoCoupon>>>({
    queryKey: promoKeys.coupons(casinoId, {}).slice(0, -1),
  });
  for (const [, data] of lists) {
    const found = data?.pages.flatMap((page) => page.items).find(({ id }) => id === couponId);
    if (found) return found;
  }
  return undefined;
}
