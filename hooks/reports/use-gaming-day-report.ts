import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { ReportQuery } from '@/services/reports/dtos';
import { fetchGamingDayReport } from '@/services/reports/http';
import { reportKeys } from '@/services/reports/keys';

/** A report is read, not watched: *Shift* is what is live. */
const POLL_MS = 60_000;

/**
 * The report of a gaming day (today without one) or of one of its shifts. While another is on its way, `data` stays and
 * `isPlaceholderData` says so.
 */
export function useGamingDayReport(query: ReportQuery) {
  const { casino } = useMe();
  return useQuery({
    queryKey: reportKeys.gamingDay(casino.id, query),
    queryFn: ({ signal }) => fetchGamingDayReport(query, signal),
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
