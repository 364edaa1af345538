import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { isOpenAlert } from '@/lib/shared/open-alert';
import type { AlertsQuery } from '@/services/shift/dtos';
import { fetchAlerts } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

const POLL_MS = 5_000;
/** All rules are worked out anew each time: the other screens ask rarely. */
const OPEN_POLL_MS = 30_000;
const TODAY: AlertsQuery = {};

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

/** Today's alerts that fire and that nobody has acknowledged; as the shift's screen has them where it is open, else every thirty seconds. */
export function useOpenAlerts() {
  const { casino } = useMe();
  const { data } = useQuery({
    queryKey: shiftKeys.alerts(casino.id, TODAY),
    queryFn: ({ signal }) => fetchAlerts(TODAY, signal),
    ...polling(OPEN_POLL_MS),
  });
  return data?.items.filter(isOpenAlert) ?? [];
}
