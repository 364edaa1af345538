/** Query keys of the casino context, the tenant first. */
export const casinoKeys = {
  settings: (casinoId: string) => [casinoId, 'casino', 'settings'] as const,
};
