'use client';

import { CircleCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { usePromoCoupon } from '@/hooks/promo/use-promo-coupon';
import { formatDateTime } from '@/lib/shared/format';
import { formatValidationNumber } from '@/lib/shared/validation-number';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { CouponStatus } from './coupon-status';
import { couponName, valueText } from './coupon-words';
import { couponVoucherPath, PrintLink } from './print-link';

type IssuedCouponProps = {
  coupon: PromoCoupon;
  heading: string;
  /** Said under the heading where there is more to know. */
  remark?: string | undefined;
  /** The paper has the number already; there is nothing to print. */
  isPrePrinted: boolean;
  onDone: () => void;
};

/** A coupon that has just come to be: its number, large enough to be read aloud, and the way to its paper. */
export function IssuedCoupon({ coupon, heading, remark, isPrePrinted, onDone }: IssuedCouponProps) {
  const { settings } = useMe();
  // An answer to a repeated request tells how the coupon was then; what counts at the table is what it is now.
  const live = usePromoCoupon(coupon.id).data ?? coupon;
  const number = formatValidationNumber(coupon.validationNumber);
  return (
    <>
      <SheetBody>
        <div role="status" className="grid animate-rise-in justify-items-center gap-1.5 py-6 text-center">
          <CircleCheck aria-hidden className="size-9 text-accent" strokeWidth={1.6} />
          <h3 className="font-bold text-xl tracking-tight">{heading}</h3>
          {remark ? <p className="max-w-[40ch] text-muted text-sm">{remark}</p> : null}
          <p
            className={
              number.length > 16
                ? 'max-w-full select-all break-all pt-3 font-[680] text-xl'
                : 'select-all whitespace-nowrap pt-3 font-[680] text-[34px] leading-tight tracking-tight max-[380px]:text-[28px]'
            }
          >
            {number}
          </p>
          <p className="text-muted text-sm">{t('domain.validationNumber')}</p>
        </div>
        <Facts>
          <Fact term={t('domain.coupon')}>{couponName(coupon)}</Fact>
          <Fact term={t('domain.value')}>{valueText(coupon, settings.currency)}</Fact>
          <Fact term={t('domain.player')}>{coupon.playerName ?? t('domain.noPlayer')}</Fact>
          <Fact term={t('domain.status')}>
            <CouponStatus status={live.status} />
          </Fact>
          <Fact term={t('domain.goodUntil')}>{formatDateTime(coupon.expiresAt, settings.timeZone)}</Fact>
        </Facts>
      </SheetBody>
      <SheetFoot>
        {isPrePrinted ? (
          <Button variant="primary" size="big" onClick={onDone}>
            {t('ui.done')}
          </Button>
        ) : (
          <div className="grid grid-cols-[auto_1fr] gap-2">
            <Button size="big" onClick={onDone}>
              {t('ui.done')}
            </Button>
            <PrintLink href={couponVoucherPath(coupon.id)} isPrimary />
          </div>
        )}
      </SheetFoot>
    </>
  );
}
