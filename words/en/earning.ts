/** Tiers and what play earns. */
export const earning = {} as const;
