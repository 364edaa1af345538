import { makeIntentKind } from '@/hooks/use-kept-intent';
import type { KeptIntent } from '@/lib/client/intents/kept-intents';
import type { IssuePromoCouponInput, PromoCouponResult, ReplacePromoCouponInput } from '@/services/promo/dtos';
import { issuePromoCoupon, replacePromoCoupon, voidPromoCoupon } from '@/services/promo/http';
import { refreshPromo } from './refresh-promo';

/** What a person asked for, exactly as it is sent. */
export type CouponRequest =
  | { kind: 'issue'; input: IssuePromoCouponInput }
  | { kind: 'void'; couponId: string; reason: string }
  | { kind: 'replace'; couponId: string; input: ReplacePromoCouponInput };

/** One confirmed request about a coupon, its key, and what became of it. */
export type CouponIntent = KeptIntent<CouponRequest, PromoCouponResult>;

/** Requests about coupons: each takes place at most once. */
export const COUPON_INTENTS = makeIntentKind<CouponRequest, PromoCouponResult>({
  name: 'coupon',
  isRequest: isCouponRequest,
  send,
  refresh: refreshPromo,
});

/** Whether something kept from before a reload is such a request. */
export function isCouponRequest(value: unknown): value is CouponRequest {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function send(request: CouponRequest, idempotencyKey: string): Promise<PromoCouponResult> {
  if (request.kind === 'issue') return issuePromoCoupon(request.input, idempotencyKey);
  if (request.kind === 'void') return voidPromoCoupon(request.couponId, request.reason, idempotencyKey);
  return replacePromoCoupon(request.couponId, request.input, idempotencyKey);
}
