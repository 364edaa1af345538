import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchSlipRewards } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

const POLL_MS = 2_000;

/**
 * The rewards on one rating slip and the player's balance. Another tablet's reward shows within two seconds while the
 * page is visible; one's own at once, since the queue invalidates this when it is issued.
 */
export function useSlipRewards(ratingSlipId: string) {
  const me = useMe();
  return useQuery({
    queryKey: loyaltyKeys.slipRewards(me.casino.id, ratingSlipId),
    queryFn: ({ signal }) => fetchSlipRewards(ratingSlipId, signal),
    ...polling(POLL_MS),
  });
}
