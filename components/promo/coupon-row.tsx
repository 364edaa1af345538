'use client';

import { memo } from 'react';
import { CouponExpiry } from '@/components/domain/coupon-expiry';
import { CouponStatus } from '@/components/domain/coupon-status';
import { couponName, valueText } from '@/components/domain/coupon-words';
import { actorLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';

/** The columns of the list, where there is room for columns. */
export const COUPON_COLUMNS =
  'grid grid-cols-[minmax(172px,1fr)_minmax(132px,1.2fr)_minmax(90px,1fr)_112px_minmax(124px,1fr)_minmax(124px,1fr)] items-center gap-x-3';

type CouponRowProps = { coupon: PromoCoupon; onOpen: (couponId: string) => void };

/** One coupon: a row of columns, or where there is no room for them, its facts in lines. */
export const CouponRow = memo(function CouponRow({ coupon, onOpen }: CouponRowProps) {
  const { settings } = useMe();
  const number = formatValidationNumber(coupon.validationNumber);
  const issuedAt = formatDateTime(coupon.issuedAt, settings.timeZone);
  const value = valueText(coupon, settings.currency);
  const player = coupon.playerName ?? t('domain.noPlayer');
  const issuedBy = actorLabel(coupon.issuedByStaffName);
  return (
    <li>
      <button
        type="button"
        className="w-full rounded-sm px-3 py-2 text-left text-sm hover:bg-raised"
        onClick={() => onOpen(coupon.id)}
      >
        <span className={`${COUPON_COLUMNS} min-h-11 @max-[900px]:hidden`}>
          <span className="break-all font-semibold text-base">{number}</span>
          <Pair first={couponName(coupon)} second={value} />
          <span className={coupon.playerName ? 'truncate' : 'truncate text-muted'}>{player}</span>
          <CouponStatus status={coupon.status} />
          <Pair first={issuedAt} second={issuedBy} />
          <span className="min-w-0">
            <CouponExpiry coupon={coupon} />
          </span>
        </span>
        <span className="grid min-h-11 grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_minmax(124px,auto)] items-center gap-x-4 gap-y-1.5 @max-[560px]:grid-cols-[minmax(0,1fr)_auto] @min-[900px]:hidden">
          <span className="min-w-0">
            <span className="block break-all font-semibold text-base">{number}</span>
            <span className="block truncate text-muted text-xs @max-[560px]:whitespace-normal">
              {couponName(coupon)} · {value}
            </span>
          </span>
          <span className="min-w-0 @max-[560px]:order-last @max-[560px]:flex @max-[560px]:flex-wrap @max-[560px]:items-baseline @max-[560px]:gap-x-2">
            <span className={coupon.playerName ? 'block truncate' : 'block truncate text-muted'}>{player}</span>
            <span className="block truncate text-muted text-xs">
              {issuedAt}
              <span className="@max-[560px]:hidden"> · {issuedBy}</span>
            </span>
          </span>
          <span className="min-w-0 @max-[560px]:row-span-2 @max-[560px]:self-start @max-[560px]:text-right">
            <CouponStatus status={coupon.status} />
            <CouponExpiry coupon={coupon} />
          </span>
        </span>
      </button>
    </li>
  );
});

function Pair({ first, second }: { first: string; second: string }) {
  return (
    <span className="min-w-0">
      <span className="block truncate">{first}</span>
      <span className="block truncate text-muted text-xs">{second}</span>
    </span>
  );
}
