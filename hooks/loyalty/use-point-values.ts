import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchPointValues } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

const POLL_MS = 60_000;

/** What points are worth in money, and from which gaming days on. */
export function usePointValues() {
  const { casino } = useMe();
  return useQuery({
    queryKey: loyaltyKeys.pointValues(casino.id),
    queryFn: ({ signal }) => fetchPointValues(signal),
    ...polling(POLL_MS),
  });
}
