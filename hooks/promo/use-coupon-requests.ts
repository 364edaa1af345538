import { useCallback } from 'react';
import { useKeptIntent, useKeptIntents } from '@/hooks/use-kept-intent';
import { newIdempotencyKey } from '@/lib/shared/ids';
import { validationKey } from '@/lib/shared/validation-number';
import type { IssuePromoCouponInput, ReplacePromoCouponInput } from '@/services/promo/dtos';
import { COUPON_INTENTS, type CouponIntent } from './coupon-intents';

/** Where coupons are issued on the promo screen. */
export const DESK = 'desk';
/** Where coupons are issued to the player of a visit. */
export function visitPlace(visitId: string): string {
  return `visit:${visitId}`;
}

/** Where a coupon is voided or replaced. */
export function couponPlace(couponId: string): string {
  return `coupon:${couponId}`;
}

/** Issues coupons from one form, `DESK` or `visitPlace(…)`. */
export function useIssueCoupon(place: string) {
  const { begin, ...request } = useCouponRequest(place);
  const issue = useCallback(
    (input: IssuePromoCouponInput, title: string) => begin({ kind: 'issue', input }, title, issueKey(input)),
    [begin],
  );
  return { ...request, issue };
}

/** Takes a coupon out of play. Shares its place with `useReplaceCoupon`: a coupon can only become one of the two. */
export function useVoidCoupon(couponId: string) {
  const { begin, ...request } = useCouponRequest(couponPlace(couponId));
  const voidCoupon = useCallback(
    (reason: string, title: string) =>
      begin({ kind: 'void', couponId, reason }, title, newIdempotencyKey('void-coupon')),
    [begin, couponId],
  );
  return { ...request, voidCoupon };
}

/** Puts a new coupon in the place of one. */
export function useReplaceCoupon(couponId: string) {
  const { begin, ...request } = useCouponRequest(couponPlace(couponId));
  const replace = useCallback(
    (input: ReplacePromoCouponInput, title: string) =>
      begin({ kind: 'replace', couponId, input }, title, newIdempotencyKey('replace-coupon')),
    [begin, couponId],
  );
  return { ...request, replace };
}

/** Every intent about a coupon of this person in this tab, whatever its place. */
export function useCouponIntents(): readonly CouponIntent[] {
  return useKeptIntents(COUPON_INTENTS);
}

/** The intent about a coupon of one place, and what can be done about it. */
export function useCouponRequest(place: string) {
  return useKeptIntent(COUPON_INTENTS, place);
}

/** The program of the visit's last coupon, where the server refused it; null where it did not. */
export function useRefusedProgram(visitId: string | null): string | null {
  const intents = useCouponIntents();
  if (visitId === null) return null;
  const intent = intents.find(({ place, status }) => place === visitPlace(visitId) && status === 'refused');
  return intent?.request.kind === 'issue' ? intent.request.input.promoProgramId : null;
}

/** Paper with a number of its own is one intent however often it is typed; any other issue is a new one. */
function issueKey({ validationNumber }: IssuePromoCouponInput): string {
  return validationNumber === undefined
    ? newIdempotencyKey('issue-coupon')
    : `issue:${validationKey(validationNumber)}`;
}
