import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import {
  type ListedPromoProgram,
  type PromoCoupon,
  type PromoCouponResult,
  type PromoInventory,
  type PromoProgram,
  type PromoProgramResult,
  type PromoReplacementResult,
  type PromoRollup,
  promoCouponPageSchema,
  promoCouponResultSchema,
  promoCouponSchema,
  promoInventorySchema,
  promoProgramPageSchema,
  promoProgramResultSchema,
  promoProgramSchema,
  promoReplacementResultSchema,
  promoRollupSchema,
} from './dtos';

/** The answer of `rpc_list_promo_programs`: all of them, on one page. */
export function mapPromoPrograms(row: unknown): Page<ListedPromoProgram> {
  return promoProgramPageSchema.parse({ ...(fromRow(row) as object), nextCursor: null });
}

/** The answer of `rpc_get_promo_program`. */
export function mapPromoProgram(row: unknown): PromoProgram {
  return promoProgramSchema.parse(fromRow(row));
}

/** The answer of the RPCs that make or change a program. */
export function mapPromoProgramResult(row: unknown): PromoProgramResult {
  return promoProgramResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_promo_coupons`. */
export function mapPromoCouponPage(row: unknown): Page<PromoCoupon> {
  return promoCouponPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_promo_coupon`. */
export function mapPromoCoupon(row: unknown): PromoCoupon {
  return promoCouponSchema.parse(fromRow(row));
}

/** The answer of the RPCs that issue or void a coupon. */
export function mapPromoCouponResult(row: unknown): PromoCouponResult {
  return promoCouponResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_replace_promo_coupon`. */
export function mapPromoReplacementResult(row: unknown): PromoReplacementResult {
  return promoReplacementResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_promo_coupon_inventory`. */
export function mapPromoInventory(row: unknown): PromoInventory {
  return promoInventorySchema.parse(fromRow(row));
}

/** The answer of `rpc_promo_exposure_rollup`. */
export function mapPromoRollup(row: unknown): PromoRollup {
  return promoRollupSchema.parse(fromRow(row));
}
