import type { QueryClient } from '@tanstack/react-query';
import { refreshPromo } from '@/hooks/promo/refresh-promo';
import { catalogKeys } from '@/services/catalog/keys';
import { floorKeys } from '@/services/floor/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';

type Recipient = { playerId: string; ratingSlipId?: string | undefined };

/** Reads again whatever is on screen of a player who was, or may have been, given a reward. */
export function refreshIssued(client: QueryClient, casinoId: string, { playerId, ratingSlipId }: Recipient): void {
  // Lists whatever their filter: the key without its last part. The ledger is not among them: with the player as read
  // again its newest entries come in front, however long the list on screen is.
  const ofPlayer = [
    catalogKeys.offers(casinoId, playerId, null).slice(0, -1),
    floorKeys.player(casinoId, playerId),
    loyaltyKeys.balanceHistory(casinoId, playerId, 0).slice(0, -1),
  ];
  for (const queryKey of ofPlayer) void client.invalidateQueries({ queryKey });
  if (ratingSlipId !== undefined) {
    void client.invalidateQueries({ queryKey: loyaltyKeys.slipRewards(casinoId, ratingSlipId) });
  }
  refreshPromo(client, casinoId);
}
