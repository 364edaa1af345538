import { callApi, toQueryString } from '@/lib/client/api';
import type { GamingDayReport, ReportQuery } from './dtos';

/** The report of a gaming day (today without one) or of one of its shifts. */
export function fetchGamingDayReport(query: ReportQuery, signal?: AbortSignal): Promise<GamingDayReport> {
  return callApi<GamingDayReport>(`/reports/gaming-day${toQueryString(query)}`, { signal });
}
