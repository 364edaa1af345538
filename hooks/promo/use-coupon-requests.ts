import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { newIdempotencyKey } from '@/lib/shared/ids';
import { validationKey } from '@/lib/shared/validation-number';
import type { IssuePromoCouponInput, PromoCouponResult, ReplacePromoCouponInput } from '@/services/promo/dtos';
import { issuePromoCoupon, replacePromoCoupon, voidPromoCoupon } from '@/services/promo/http';
import {
  type CouponIntent,
  type CouponIntents,
  type CouponRequest,
  type IntentStorage,
  makeCouponIntents,
} from './coupon-intents';
import { outcomeOfFailure } from './coupon-outcome';
import { refreshPromo } from './refresh-promo';

const NO_INTENTS: readonly CouponIntent[] = [];
const intentsByOwner = new Map<string, CouponIntents>();

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

/** Every intent of this person in this tab, whatever its place. */
export function useCouponIntents(): readonly CouponIntent[] {
  const intents = useOwnIntents();
  return useSyncExternalStore(intents.subscribe, intents.getSnapshot, () => NO_INTENTS);
}

/**
 * The intent of one place: `intent` is null while there is none. `retry` sends the same request under the same key;
 * `dismiss` takes an answer off the screen; `discard` gives an unanswered one up, knowing what it may mean.
 */
export function useCouponRequest(place: string) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const intents = useOwnIntents();
  const intent = useCouponIntents().find((candidate) => candidate.place === place) ?? null;
  const { mutate } = useMutation({
    mutationFn: ({ request, idempotencyKey }: SentIntent) => send(request, idempotencyKey),
    // What may have been carried out is repeated by the person who waits for it, and said at once not to be certain.
    retry: false,
    onSuccess: ({ coupon, isExisting }, { idempotencyKey }) =>
      intents.settle(idempotencyKey, { status: 'answered', coupon, isExisting }),
    onError: (error, { idempotencyKey, wasUnanswered }) =>
      intents.settle(idempotencyKey, outcomeOfFailure(error, wasUnanswered)),
    // Also after a refusal: it usually means that what is on screen is out of date.
    onSettled: () => refreshPromo(queryClient, casino.id),
  });
  const begin = useCallback(
    (request: CouponRequest, title: string, idempotencyKey: string) => {
      // A second tap finds the first one's intent and does nothing.
      if (!intents.begin({ place, request, title, idempotencyKey })) return;
      mutate({ request, idempotencyKey, wasUnanswered: false });
    },
    [intents, mutate, place],
  );
  const retry = useCallback(() => {
    const known = intents.find(place);
    if (known?.status !== 'unanswered') return;
    intents.settle(known.idempotencyKey, { status: 'retrying' });
    mutate({ request: known.request, idempotencyKey: known.idempotencyKey, wasUnanswered: true });
  }, [intents, mutate, place]);
  const discard = useCallback(() => {
    const known = intents.find(place);
    if (known?.status === 'unanswered') intents.forget(known.idempotencyKey);
  }, [intents, place]);
  const dismiss = useCallback(() => {
    const known = intents.find(place);
    if (known?.status === 'answered' || known?.status === 'refused') intents.forget(known.idempotencyKey);
  }, [intents, place]);
  return { intent, begin, retry, discard, dismiss };
}

type SentIntent = { request: CouponRequest; idempotencyKey: string; wasUnanswered: boolean };

/** Paper with a number of its own is one intent however often it is typed; any other issue is a new one. */
function issueKey({ validationNumber }: IssuePromoCouponInput): string {
  return validationNumber === undefined
    ? newIdempotencyKey('issue-coupon')
    : `issue:${validationKey(validationNumber)}`;
}

function send(request: CouponRequest, idempotencyKey: string): Promise<PromoCouponResult> {
  if (request.kind === 'issue') return issuePromoCoupon(request.input, idempotencyKey);
  if (request.kind === 'void') return voidPromoCoupon(request.couponId, request.reason, idempotencyKey);
  return replacePromoCoupon(request.couponId, request.input, idempotencyKey);
}

function useOwnIntents(): CouponIntents {
  const { casino, staff } = useMe();
  return intentsOf(`${casino.id}:${staff.id}`);
}

function intentsOf(owner: string): CouponIntents {
  const known = intentsByOwner.get(owner);
  if (known) return known;
  const made = makeCouponIntents(findStorage(), `pitside-coupon-intents:${owner}`);
  // On the server nothing is kept between requests.
  if (typeof window !== 'undefined') intentsByOwner.set(owner, made);
  return made;
}

function findStorage(): IntentStorage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage;
  } catch {
    return null;
  }
}
