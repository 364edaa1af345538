import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { Reward, RewardList } from '@/services/catalog/dtos';
import { fetchRewards } from '@/services/catalog/http';
import { catalogKeys } from '@/services/catalog/keys';

/** A catalog is edited at a desk: another's edit shows within this time, and is never overwritten unseen in between. */
const POLL_MS = 20_000;

/** The whole catalog, also what is switched off. */
export function useRewards() {
  const { casino } = useMe();
  return useQuery({
    queryKey: catalogKeys.rewards(casino.id),
    queryFn: ({ signal }) => fetchRewards(signal),
    select: toRewards,
    ...polling(POLL_MS),
  });
}

function toRewards(list: RewardList): Reward[] {
  return list.items;
}
