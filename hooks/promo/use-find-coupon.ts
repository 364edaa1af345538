import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import type { PromoCoupon } from '@/services/promo/dtos';
import { fetchPromoCoupons } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** Looks a coupon up by its validation number, on demand: the coupon, or null when no coupon has that number. */
export function useFindCoupon() {
  const queryClient = useQueryClient();
  const me = useMe();
  return useMutation({
    mutationFn: async (validationNumber: string): Promise<PromoCoupon | null> => {
      const { items } = await fetchPromoCoupons({ validationNumber, limit: 1 });
      return items[0] ?? null;
    },
    onSuccess: (coupon) => {
      if (coupon) queryClient.setQueryData(promoKeys.coupon(me.casino.id, coupon.id), coupon);
    },
  });
}
