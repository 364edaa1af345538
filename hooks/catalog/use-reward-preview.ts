import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchRewardPreview } from '@/services/catalog/http';
import { catalogKeys } from '@/services/catalog/keys';

const POLL_MS = 15_000;

/** Who in the house could get the reward now, as its saved `version` has it; also of one that is switched off. */
export function useRewardPreview(rewardId: string, version: number) {
  const { casino } = useMe();
  return useQuery({
    queryKey: catalogKeys.preview(casino.id, rewardId, version),
    queryFn: ({ signal }) => fetchRewardPreview(rewardId, signal),
    // The figures before a save stay until those after it are there.
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
