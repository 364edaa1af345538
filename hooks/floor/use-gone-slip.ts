import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchSlip } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** A slip that the floor does not show any more, as it is by itself: whose it is, and who closed it. */
export function useGoneSlip(ratingSlipId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: [...floorKeys.slip(casino.id, ratingSlipId), 'gone'],
    queryFn: ({ signal }) => fetchSlip(ratingSlipId, signal),
  });
}
