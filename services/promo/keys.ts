import type { PromoCouponQuery, PromoRollupQuery } from './dtos';

/** Query keys of the promo context, the tenant first so that no casino's data can answer for another's. */
export const promoKeys = {
  all: (casinoId: string) => [casinoId, 'promo'] as const,
  programs: (casinoId: string) => [casinoId, 'promo', 'programs'] as const,
  coupons: (casinoId: string, filter: Partial<PromoCouponQuery>) => [casinoId, 'promo', 'coupons', filter] as const,
  /** A player's newest coupons, as one page. */
  newest: (casinoId: string, playerId: string) => [casinoId, 'promo', 'newest', playerId] as const,
  coupon: (casinoId: string, couponId: string) => [casinoId, 'promo', 'coupon', couponId] as const,
  inventory: (casinoId: string) => [casinoId, 'promo', 'inventory'] as const,
  rollup: (casinoId: string, query: PromoRollupQuery) => [casinoId, 'promo', 'rollup', query] as const,
};
