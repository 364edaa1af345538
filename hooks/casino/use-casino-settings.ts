import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchCasinoSettings } from '@/services/casino/http';
import { casinoKeys } from '@/services/casino/keys';

/** All settings of the casino, with the alert thresholds. */
export function useCasinoSettings() {
  const { casino } = useMe();
  return useQuery({
    queryKey: casinoKeys.settings(casino.id),
    queryFn: ({ signal }) => fetchCasinoSettings(signal),
  });
}
