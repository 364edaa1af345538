'use client';

import { Hourglass } from 'lucide-react';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { formatDateTime, formatDateTimeWithYear, formatUntil } from '@/lib/shared/format';
import type { PromoCoupon } from '@/services/promo/dtos';
import { isExpiringSoon, needsYear } from './coupon-time';

const TICK_MS = 10_000;

type CouponExpiryProps = {
  coupon: PromoCoupon;
  /** Whether there is room for a year; the columns of a list have none. */
  isWide?: boolean;
};

/** How soon an outstanding coupon ends, amber when it is soon; and when that is, or was, under it. */
export function CouponExpiry({ coupon, isWide = false }: CouponExpiryProps) {
  const { timeZone } = useMe().settings;
  const nowMs = useNow(TICK_MS);
  const format = isWide && needsYear(coupon, nowMs) ? formatDateTimeWithYear : formatDateTime;
  const when = format(coupon.expiresAt, timeZone);
  if (coupon.status !== 'issued') return <span className="block truncate text-muted">{when}</span>;
  const isSoon = isExpiringSoon(coupon, nowMs);
  return (
    <>
      <span className={isSoon ? 'block truncate font-semibold text-warn' : 'block truncate'}>
        {isSoon ? <Hourglass aria-hidden className="mr-1 inline size-3.5 align-[-2px]" /> : null}
        {/* The server does not guess the time; the line keeps its height. */}
        {nowMs === 0 ? '\u00a0' : formatUntil(coupon.expiresAt, nowMs)}
      </span>
      <span className="block truncate text-muted text-xs">{when}</span>
    </>
  );
}
