import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchTiers } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** The casino's tiers, the lowest first. They change a few times a year. */
export function useLoyaltyTiers() {
  const me = useMe();
  return useQuery({
    queryKey: loyaltyKeys.tiers(me.casino.id),
    queryFn: ({ signal }) => fetchTiers(signal),
    staleTime: 5 * 60_000,
  });
}
