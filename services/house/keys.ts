/** Query keys of the house, the tenant first. */
export const houseKeys = { house: (casinoId: string) => [casinoId, 'house'] as const };
