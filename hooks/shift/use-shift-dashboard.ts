import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { ShiftDashboardQuery } from '@/services/shift/dtos';
import { fetchShiftDashboard } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

const POLL_MS = 5_000;

/**
 * Drop, win and hold of a gaming day (today without one) or of one of its shifts. A colleague's count shows within five
 * seconds while the page is visible. While another day or shift is on its way, `data` stays and `isPlaceholderData` says so.
 */
export function useShiftDashboard(query: ShiftDashboardQuery = {}) {
  const { casino } = useMe();
  return useQuery({
    queryKey: shiftKeys.dashboard(casino.id, query),
    queryFn: ({ signal }) => fetchShiftDashboard(query, signal),
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}

/** Has every dashboard that is on screen read again. */
export function useRereadDashboards(): () => Promise<void> {
  const client = useQueryClient();
  const { casino } = useMe();
  return () => client.invalidateQueries({ queryKey: shiftKeys.dashboards(casino.id) });
}
