/** Issuing an offer to a player. */
export const offers = {} as const;
