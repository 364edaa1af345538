import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchClosePreview } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 5_000;

/**
 * What closing a slip would come to: at `endedAt` (ISO), or now where it is null. While another end is being asked about,
 * the answer for the last one stays (`isPlaceholderData`).
 */
export function useClosePreview(ratingSlipId: string, endedAt: string | null) {
  const { casino } = useMe();
  return useQuery({
    queryKey: floorKeys.closePreview(casino.id, ratingSlipId, endedAt),
    queryFn: ({ signal }) => fetchClosePreview(ratingSlipId, endedAt === null ? {} : { endedAt }, signal),
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
