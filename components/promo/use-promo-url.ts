'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useOpened, useOpenedKind } from '@/components/ui/use-opened';

/** What the list can be narrowed to; `all` is every coupon there ever was. */
export const STATUS_FILTERS = ['issued', 'held', 'voided', 'replaced', 'expired', 'cleared', 'all'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];
export const PROMO_VIEWS = ['coupons', 'programs'] as const;
export type PromoView = (typeof PROMO_VIEWS)[number];

const PARAMETERS = {
  view: parseAsStringLiteral(PROMO_VIEWS).withDefault('coupons'),
  status: parseAsStringLiteral(STATUS_FILTERS).withDefault('issued'),
  program: parseAsString,
};
/** What lies over the screen: a coupon being issued, or a program, which is a new one where none is named. */
export const PROMO_OVERLAYS = ['issue', 'program'] as const;

/** What the promo screen shows, kept in the address so that it survives a reload and can be passed on. */
export function usePromoUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    view: url.view,
    status: url.status,
    programId: url.program,
    setView: useCallback((view: PromoView) => void setUrl({ view }), [setUrl]),
    setStatus: useCallback((status: StatusFilter) => void setUrl({ status }), [setUrl]),
    setProgram: useCallback((program: string | null) => void setUrl({ program }), [setUrl]),
    /** From a program to what is outstanding of it. */
    showOutstanding: useCallback(
      (program: string) => void setUrl({ view: 'coupons', status: 'issued', program }, { history: 'push' }),
      [setUrl],
    ),
    coupon: useOpened('coupon'),
    overlay: useOpenedKind('open', PROMO_OVERLAYS),
  };
}
