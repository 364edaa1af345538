'use client';

import { CouponStatus } from '@/components/domain/coupon-status';
import { couponName } from '@/components/domain/coupon-words';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { visitPlace } from '@/hooks/promo/use-coupon-requests';
import { usePromoCoupons } from '@/hooks/promo/use-promo-coupons';
import { formatMoney, formatTime } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { UnansweredNotice } from './unanswered-notice';

/** More than a visit ever sees; older coupons belong to earlier visits. */
const LOOKED_AT = 50;

/**
 * The coupons a player got on this visit, newest first, after the one that still has no answer; each leads to where it
 * is voided, replaced or printed again. Nothing while there are none.
 */
export function SlipCoupons({ visitId, playerId }: { visitId: string; playerId: string }) {
  const coupons = usePromoCoupons({ playerId, limit: LOOKED_AT });
  const ofVisit = (coupons.data ?? []).filter((coupon) => coupon.visitId === visitId);
  return (
    <>
      <UnansweredNotice place={visitPlace(visitId)} />
      {ofVisit.length > 0 ? (
        <section aria-label={t('promo.onThisVisit')}>
          <h3 className="pb-2 font-bold">{t('promo.onThisVisit')}</h3>
          <ul className="divide-y border-t">
            {ofVisit.map((coupon) => (
              <SlipCoupon key={coupon.id} coupon={coupon} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function SlipCoupon({ coupon }: { coupon: PromoCoupon }) {
  const { settings } = useMe();
  const by = coupon.issuedByStaffName ? `${coupon.issuedByStaffName} · ` : '';
  return (
    <li>
      <NavLink
        href={`/promos?coupon=${coupon.id}`}
        className="grid grid-cols-[minmax(52px,auto)_1fr_auto] items-center gap-2.5 rounded-sm py-2.5 hover:bg-raised"
      >
        <span
          className={
            coupon.status === 'issued' ? 'font-bold text-[16px] text-accent' : 'font-bold text-[16px] text-muted'
          }
        >
          {formatMoney(coupon.faceValueCents, settings.currency)}
        </span>
        <div className="min-w-0">
          <p className="truncate text-[14px]">{couponName(coupon)}</p>
          <p className="break-words text-muted text-xs">
            <span className="whitespace-nowrap">{formatValidationNumber(coupon.validationNumber)}</span> · {by}
            {formatTime(coupon.issuedAt, settings.timeZone)}
          </p>
        </div>
        <CouponStatus status={coupon.status} />
      </NavLink>
    </li>
  );
}
