import { callApi, toQueryString } from '@/lib/client/api';
import type { Page } from '@/lib/shared/schemas';
import type {
  CreatePromoProgramInput,
  IssuePromoCouponInput,
  ListedPromoProgram,
  PromoCoupon,
  PromoCouponQuery,
  PromoCouponResult,
  PromoInventory,
  PromoProgramResult,
  PromoReplacementResult,
  PromoRollup,
  PromoRollupQuery,
  ReplacePromoCouponInput,
  UpdatePromoProgramInput,
} from './dtos';

/** All programs of the casino, with what is outstanding of each. */
export function fetchPromoPrograms(signal?: AbortSignal): Promise<Page<ListedPromoProgram>> {
  return callApi<Page<ListedPromoProgram>>('/promo-programs', { signal });
}

/** Makes a program. */
export function createPromoProgram(input: CreatePromoProgramInput, idempotencyKey: string) {
  return callApi<PromoProgramResult>('/promo-programs', { method: 'POST', body: input, idempotencyKey });
}

/** Changes what is given of a program. */
export function updatePromoProgram(promoProgramId: string, input: UpdatePromoProgramInput, idempotencyKey: string) {
  return callApi<PromoProgramResult>(`/promo-programs/${promoProgramId}`, {
    method: 'PATCH',
    body: input,
    idempotencyKey,
  });
}

/** A page of coupons, newest first. */
export function fetchPromoCoupons(
  { validationNumber, ...query }: Partial<PromoCouponQuery>,
  signal?: AbortSignal,
): Promise<Page<PromoCoupon>> {
  return callApi<Page<PromoCoupon>>(`/promo-coupons${toQueryString(query)}`, { terms: { validationNumber }, signal });
}

/** One coupon. */
export function fetchPromoCoupon(couponId: string, signal?: AbortSignal): Promise<PromoCoupon> {
  return callApi<PromoCoupon>(`/promo-coupons/${couponId}`, { signal });
}

/** Issues a coupon, at most once per key. */
export function issuePromoCoupon(input: IssuePromoCouponInput, idempotencyKey: string): Promise<PromoCouponResult> {
  return callApi<PromoCouponResult>('/promo-coupons', { method: 'POST', body: input, idempotencyKey });
}

/** Takes an outstanding coupon out of play. */
export function voidPromoCoupon(couponId: string, reason: string, idempotencyKey: string): Promise<PromoCouponResult> {
  return callApi<PromoCouponResult>(`/promo-coupons/${couponId}/void`, {
    method: 'POST',
    body: { reason },
    idempotencyKey,
  });
}

/** Puts a new coupon in the place of an outstanding one. */
export function replacePromoCoupon(
  couponId: string,
  input: ReplacePromoCouponInput,
  idempotencyKey: string,
): Promise<PromoReplacementResult> {
  return callApi<PromoReplacementResult>(`/promo-coupons/${couponId}/replace`, {
    method: 'POST',
    body: input,
    idempotencyKey,
  });
}

/** Counts and sums of all coupons by status. */
export function fetchPromoInventory(signal?: AbortSignal): Promise<PromoInventory> {
  return callApi<PromoInventory>('/promo-coupons/inventory', { signal });
}

/** Promo exposure of a gaming day or shift. */
export function fetchPromoRollup(query: PromoRollupQuery, signal?: AbortSignal): Promise<PromoRollup> {
  return callApi<PromoRollup>(`/promo-rollups${toQueryString(query)}`, { signal });
}
