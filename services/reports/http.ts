import { callApi, toQueryString } from '@/lib/client/api';
import type { GamingDayReport, PlayerValues, PlayerValuesQuery, ReportQuery } from './dtos';

/** The report of a gaming day (today without one) or of one of its shifts. */
export function fetchGamingDayReport(query: ReportQuery, signal?: AbortSignal): Promise<GamingDayReport> {
  return callApi<GamingDayReport>(`/reports/gaming-day${toQueryString(query)}`, { signal });
}

/** Players by what their play was to win and what they were given, the highest first, page by page. */
export function fetchPlayerValues(query: Partial<PlayerValuesQuery>, signal?: AbortSignal): Promise<PlayerValues> {
  return callApi<PlayerValues>(`/reports/player-values${toQueryString(query)}`, { signal });
}
