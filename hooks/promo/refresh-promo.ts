import type { QueryClient } from '@tanstack/react-query';
import { floorKeys } from '@/services/floor/keys';
import { promoKeys } from '@/services/promo/keys';

/** Reads again whatever is on screen of programs, coupons and their sums, and what seats say of them: one change shows in all. */
export function refreshPromo(client: QueryClient, casinoId: string): void {
  void client.invalidateQueries({ queryKey: promoKeys.all(casinoId) });
  void client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
}
