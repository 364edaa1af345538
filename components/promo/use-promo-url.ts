'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';

/** What the list can be narrowed to; `all` is every coupon there ever was. */
export const STATUS_FILTERS = ['issued', 'held', 'voided', 'replaced', 'expired', 'cleared', 'all'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];
export const PROMO_VIEWS = ['coupons', 'programs'] as const;
export type PromoView = (typeof PROMO_VIEWS)[number];

const PARAMETERS = {
  view: parseAsStringLiteral(PROMO_VIEWS).withDefault('coupons'),
  status: parseAsStringLiteral(STATUS_FILTERS).withDefault('issued'),
  program: parseAsString,
  coupon: parseAsString,
};

/** What the promo screen shows, kept in the address so that it survives a reload and can be passed on. */
export function usePromoUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    view: url.view,
    status: url.status,
    programId: url.program,
    couponId: url.coupon,
    setView: useCallback((view: PromoView) => void setUrl({ view }), [setUrl]),
    setStatus: useCallback((status: StatusFilter) => void setUrl({ status }), [setUrl]),
    setProgram: useCallback((program: string | null) => void setUrl({ program }), [setUrl]),
    /** From a program to what is outstanding of it. */
    showOutstanding: useCallback(
      (program: string) => void setUrl({ view: 'coupons', status: 'issued', program }, { history: 'push' }),
      [setUrl],
    ),
    // Opening a coupon is a step one can go back from; closing it, or following it to its replacement, is not another.
    openCoupon: useCallback((coupon: string) => void setUrl({ coupon }, { history: 'push' }), [setUrl]),
    replaceCoupon: useCallback((coupon: string | null) => void setUrl({ coupon }), [setUrl]),
  };
}
