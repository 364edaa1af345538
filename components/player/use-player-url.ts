'use client';

import { parseAsNumberLiteral, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { parseAsGamingDay } from '@/components/domain/day-parameter';
import { useOpened, useOpenedKind } from '@/components/ui/use-opened';
import type { LedgerFilter } from '@/hooks/loyalty/ledger-pages';
import type { LoyaltyReason } from '@/services/loyalty/dtos';
import type { PromoCouponStatus } from '@/services/promo/dtos';

/** Over how many gaming days the balance is drawn. */
export const STRETCHES = [30, 90, 365] as const;
export const DEFAULT_STRETCH = 90;
const REASONS = [
  'mid_session_bonus',
  'supervisor_discretion',
  'promotion',
  'session_accrual',
  'redemption',
  'correction',
  'reversal',
] as const satisfies readonly LoyaltyReason[];
const STATUSES = [
  'issued',
  'held',
  'voided',
  'replaced',
  'expired',
  'cleared',
] as const satisfies readonly PromoCouponStatus[];
export const HISTORY_TABS = ['points', 'coupons'] as const;
export type HistoryTab = (typeof HISTORY_TABS)[number];

const PARAMETERS = {
  tab: parseAsStringLiteral(HISTORY_TABS).withDefault('points'),
  days: parseAsNumberLiteral(STRETCHES).withDefault(DEFAULT_STRETCH),
  reason: parseAsStringLiteral(REASONS),
  from: parseAsGamingDay,
  to: parseAsGamingDay,
  status: parseAsStringLiteral(STATUSES),
};
/**
 * What lies over the player, one at a time: `issue` with the tab that shows, `takeBack` with its entry, `settle` with its slip,
 * `strike` with its note, `endRelation` with its relation.
 */
export const PLAYER_OVERLAYS = [
  'issue',
  'correct',
  'setTier',
  'details',
  'checkIn',
  'checkOut',
  'takeBack',
  'settle',
  'care',
  'note',
  'strike',
  'photo',
  'relation',
  'endRelation',
] as const;

/** What the player screen shows, kept in the address so that it survives a reload and can be passed on. */
export function usePlayerUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  const { reason, from, to } = url;
  return {
    tab: url.tab,
    days: url.days,
    status: url.status,
    /** Only what narrows the list down, so that no filter at all is the empty object. */
    ledgerFilter: useMemo(
      (): LedgerFilter => ({ ...(reason && { reason }), ...(from && { from }), ...(to && { to }) }),
      [reason, from, to],
    ),
    setTab: useCallback((tab: HistoryTab) => void setUrl({ tab }), [setUrl]),
    setDays: useCallback((days: (typeof STRETCHES)[number]) => void setUrl({ days }), [setUrl]),
    setLedgerFilter: useCallback(
      (filter: LedgerFilter) =>
        void setUrl({ reason: filter.reason ?? null, from: filter.from ?? null, to: filter.to ?? null }),
      [setUrl],
    ),
    setStatus: useCallback((status: PromoCouponStatus | null) => void setUrl({ status }), [setUrl]),
    coupon: useOpened('coupon'),
    overlay: useOpenedKind('open', PLAYER_OVERLAYS),
  };
}
