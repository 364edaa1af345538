/** Query keys of the loyalty context, the tenant first so that no casino's data can answer for another's. */
export const loyaltyKeys = {
  all: (casinoId: string) => [casinoId, 'loyalty'] as const,
  slipRewards: (casinoId: string, ratingSlipId: string) => [casinoId, 'loyalty', 'slip-rewards', ratingSlipId] as const,
};
