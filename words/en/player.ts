/** A player: points, coupons, tiers, exclusions, details. */
export const player = {} as const;
