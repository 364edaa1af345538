import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { AlertsQuery } from '@/services/shift/dtos';
import { fetchAlerts } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

const POLL_MS = 5_000;

/**
 * The alert rules, evaluated now for a gaming day (today without one), the most severe first. Asked for every five seconds
 * while the page is visible.
 */
export function useAlerts(query: AlertsQuery = {}) {
  const { casino } = useMe();
  return useQuery({
    queryKey: shiftKeys.alerts(casino.id, query),
    queryFn: ({ signal }) => fetchAlerts(query, signal),
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
