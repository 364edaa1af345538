/** Query keys of the casino context, the tenant first. */
export const casinoKeys = {
  me: (casinoId: string) => [casinoId, 'casino', 'me'] as const,
  settings: (casinoId: string) => [casinoId, 'casino', 'settings'] as const,
};
