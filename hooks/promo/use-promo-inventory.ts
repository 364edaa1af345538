import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { noteServerTime } from '@/lib/client/server-clock';
import { fetchPromoInventory } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** Another tablet's change shows within two seconds while the page is visible; one's own at once, by invalidation. */
const POLL_MS = 2_000;

/** Counts and sums of all coupons by status. Its answers tell the server's time to what counts down on screen. */
export function usePromoInventory() {
  const me = useMe();
  return useQuery({
    queryKey: promoKeys.inventory(me.casino.id),
    queryFn: async ({ signal }) => {
      const sentAt = performance.now();
      const inventory = await fetchPromoInventory(signal);
      noteServerTime(inventory.asOf, performance.now() - sentAt);
      return inventory;
    },
    ...polling(POLL_MS),
  });
}
