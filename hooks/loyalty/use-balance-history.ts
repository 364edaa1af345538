import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchBalanceHistory } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** The player's balance over so many gaming days. The stretch before stays until the new one is there. */
export function useBalanceHistory(playerId: string, days: number) {
  const me = useMe();
  return useQuery({
    queryKey: loyaltyKeys.balanceHistory(me.casino.id, playerId, days),
    queryFn: ({ signal }) => fetchBalanceHistory(playerId, days, signal),
    placeholderData: keepPreviousData,
  });
}
