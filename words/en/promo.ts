/** Coupons and promo programs. */
export const promo = {} as const;
