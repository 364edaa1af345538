import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchHouse } from '@/services/house/http';
import { houseKeys } from '@/services/house/keys';

const POLL_MS = 10_000;

/** Pits, tables and games of the casino, with who plays where counted anew every few seconds. */
export function useHouse() {
  const { casino } = useMe();
  return useQuery({
    queryKey: houseKeys.house(casino.id),
    queryFn: ({ signal }) => fetchHouse(signal),
    ...polling(POLL_MS),
  });
}
