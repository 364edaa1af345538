/** Query keys of the casino context. */
export const casinoKeys = {
  me: ['casino', 'me'] as const,
};
