/** Query keys of the catalog context, the tenant first so that no casino's data can answer for another's. */
export const catalogKeys = {
  all: (casinoId: string) => [casinoId, 'catalog'] as const,
  rewards: (casinoId: string) => [casinoId, 'catalog', 'rewards'] as const,
  preview: (casinoId: string, rewardId: string, version: number) =>
    [casinoId, 'catalog', 'preview', rewardId, version] as const,
  offers: (casinoId: string, playerId: string, visitId: string | null) =>
    [casinoId, 'catalog', 'offers', playerId, visitId] as const,
};
