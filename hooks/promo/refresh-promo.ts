import type { QueryClient } from '@tanstack/react-query';
import { promoKeys } from '@/services/promo/keys';

/** Reads again whatever is on screen of programs, coupons and their sums: one change shows in all of them. */
export function refreshPromo(client: QueryClient, casinoId: string): void {
  void client.invalidateQueries({ queryKey: promoKeys.all(casinoId) });
}
