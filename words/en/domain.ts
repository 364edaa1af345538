/** What several features say of players, coupons, rewards and seats. */
export const domain = {} as const;
