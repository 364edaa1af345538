import type { AlertsQuery, ShiftDashboardQuery } from './dtos';

/** Query keys of the shift context, the tenant first so that no casino's data can answer for another's. */
export const shiftKeys = {
  dashboards: (casinoId: string) => [casinoId, 'shift', 'dashboard'] as const,
  dashboard: (casinoId: string, query: ShiftDashboardQuery) => [casinoId, 'shift', 'dashboard', query] as const,
  patterns: (casinoId: string) => [casinoId, 'shift', 'patterns'] as const,
  allAlerts: (casinoId: string) => [casinoId, 'shift', 'alerts'] as const,
  alerts: (casinoId: string, query: AlertsQuery) => [casinoId, 'shift', 'alerts', query] as const,
};
