import type { LedgerPageQuery } from './dtos';

/** Query keys of the loyalty context, the tenant first so that no casino's data can answer for another's. */
export const loyaltyKeys = {
  all: (casinoId: string) => [casinoId, 'loyalty'] as const,
  slipRewards: (casinoId: string, ratingSlipId: string) => [casinoId, 'loyalty', 'slip-rewards', ratingSlipId] as const,
  ledger: (casinoId: string, playerId: string, filter: Partial<LedgerPageQuery>) =>
    [casinoId, 'loyalty', 'ledger', playerId, filter] as const,
  /** The entries of one gaming day. */
  ofDay: (casinoId: string, playerId: string, gamingDay: string) =>
    [casinoId, 'loyalty', 'of-day', playerId, gamingDay] as const,
  /** The newest entries as of the player's `updatedAt`. */
  ledgerHead: (casinoId: string, playerId: string, updatedAt: string) =>
    [casinoId, 'loyalty', 'ledger-head', playerId, updatedAt] as const,
  balanceHistory: (casinoId: string, playerId: string, days: number) =>
    [casinoId, 'loyalty', 'balance-history', playerId, days] as const,
  earnConfig: (casinoId: string) => [casinoId, 'loyalty', 'earn-config'] as const,
  pointValues: (casinoId: string) => [casinoId, 'loyalty', 'point-values'] as const,
  tiers: (casinoId: string) => [casinoId, 'loyalty', 'tiers'] as const,
};
