'use client';

import { memo } from 'react';
import { CouponExpiry } from '@/components/domain/coupon-expiry';
import { CouponStatus } from '@/components/domain/coupon-status';
import { couponName, valueText } from '@/components/domain/coupon-words';
import { actorLabel, promoTypeLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';

/** The columns of the list, where there is room for columns. */
export const PLAYER_COUPON_COLUMNS = 'grid grid-cols-[148px_minmax(0,1fr)_140px_140px] items-start gap-x-3';

type PlayerCouponRowProps = { coupon: PromoCoupon; onOpen: (couponId: string) => void };

/** One coupon of a player: a row of columns, or where there is no room for them, its facts in lines. */
export const PlayerCouponRow = memo(function PlayerCouponRow({ coupon, onOpen }: PlayerCouponRowProps) {
  const { timeZone } = useMe().settings;
  const issued = `${formatDateTime(coupon.issuedAt, timeZone)} · ${actorLabel(coupon.issuedByStaffName)}`;
  return (
    <button
      type="button"
      onClick={() => onOpen(coupon.id)}
      className={`${PLAYER_COUPON_COLUMNS} min-h-[62px] w-full border-b px-2 py-2.5 text-left text-sm hover:bg-raised @max-[560px]:grid-cols-[minmax(0,1fr)_auto]`}
    >
      <span className="break-all font-semibold @max-[560px]:order-1">
        {formatValidationNumber(coupon.validationNumber)}
      </span>
      <span className="min-w-0 @max-[560px]:order-3">
        <What coupon={coupon} />
        <span className="hidden break-words text-muted text-xs @max-[560px]:block">{issued}</span>
      </span>
      <span className="min-w-0 @max-[560px]:hidden">
        <span className="block">{formatDateTime(coupon.issuedAt, timeZone)}</span>
        <span className="block truncate text-muted text-xs">{actorLabel(coupon.issuedByStaffName)}</span>
      </span>
      <span className="min-w-0 @max-[560px]:order-2 @max-[560px]:row-span-2 @max-[560px]:text-right">
        <CouponStatus status={coupon.status} />
        <CouponExpiry coupon={coupon} />
      </span>
    </button>
  );
});

/** The reward it was given as, or its program; its kind and value; and why it was given. */
function What({ coupon }: { coupon: PromoCoupon }) {
  const { currency } = useMe().settings;
  return (
    <>
      <span className="block break-words font-medium">{couponName(coupon)}</span>
      <span className="block break-words text-muted text-xs">
        {promoTypeLabel(coupon.promoType)} {valueText(coupon, currency)}
        {coupon.note ? ` · “${coupon.note}”` : ''}
      </span>
    </>
  );
}
