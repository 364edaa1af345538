import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import type { FloorSlip } from '@/services/floor/dtos';
import { fetchSlip } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/**
 * The stretches that a live slip's theo is made of. Read anew when the floor shows that one has ended: another bet, table
 * or state of the clock, from whichever tablet.
 */
export function useSlipStretches({ id, averageBetCents, betEnteredAt, tableId, status }: FloorSlip) {
  const { casino } = useMe();
  return useQuery({
    queryKey: [...floorKeys.slip(casino.id, id), averageBetCents, betEnteredAt, tableId, status],
    queryFn: ({ signal }) => fetchSlip(id, signal),
    select: (slip) => slip.stretches,
    placeholderData: keepPreviousData,
  });
}
