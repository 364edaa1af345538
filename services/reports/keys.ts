import type { PlayerValuesQuery, ReportQuery } from './dtos';

/** Query keys of the reports, the tenant first so that no casino's data can answer for another's. */
export const reportKeys = {
  gamingDay: (casinoId: string, query: ReportQuery) => [casinoId, 'reports', 'gaming-day', query] as const,
  playerValues: (casinoId: string, query: Partial<PlayerValuesQuery>) =>
    [casinoId, 'reports', 'player-values', query] as const,
};
