import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchEarnConfig } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

const POLL_MS = 60_000;

/** How players earn. */
export function useEarnConfig() {
  const { casino } = useMe();
  return useQuery({
    queryKey: loyaltyKeys.earnConfig(casino.id),
    queryFn: ({ signal }) => fetchEarnConfig(signal),
    ...polling(POLL_MS),
  });
}
