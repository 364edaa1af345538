import { useQueries } from '@tanstack/react-query';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { LENSES } from '@/lib/shared/kinds';
import type { Lens } from '@/services/lens/dtos';
import { fetchFindingCount } from '@/services/lens/http';
import { lensKeys } from '@/services/lens/keys';

/** A count is worked out of all the rows of its days whenever it is asked for, and nothing of it is urgent. */
const POLL_MS = 300_000;

/** How many findings of each lens nobody has looked into; undefined while nobody knows, or where the person may not. */
export function useFindingCounts(): Partial<Record<Lens, number>> {
  const { casino } = useMe();
  const enabled = useCan('ctr.manage');
  const counts = useQueries({
    queries: LENSES.map((lens) => ({
      queryKey: lensKeys.count(casino.id, lens),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchFindingCount(lens, signal),
      enabled,
      ...polling(POLL_MS),
      // Looking away and back makes no finding old.
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
    })),
  });
  return Object.fromEntries(LENSES.map((lens, at) => [lens, counts[at]?.data?.count]));
}
