'use client';

import { Printer, TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { CouponHeldNotice } from '@/components/domain/coupon-held-notice';
import { Button, buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { Notice } from '@/components/ui/notice';
import { usePromoCoupon } from '@/hooks/promo/use-promo-coupon';
import { useConnection } from '@/hooks/use-connection';
import type { PromoCouponStatus } from '@/services/promo/dtos';
import { t } from '@/words/say';

type VoucherDeskProps = { couponId: string; printedStatus: PromoCouponStatus; children: ReactNode };

/**
 * Around a voucher: print it, and see whether it is good. The coupon is watched as long as the page is open, and the
 * voucher is drawn anew when something becomes of it; a page left open does not print a coupon that is gone.
 */
export function VoucherDesk({ couponId, printedStatus, children }: VoucherDeskProps) {
  const router = useRouter();
  const status = usePromoCoupon(couponId).data?.status ?? printedStatus;
  const isOnline = useConnection() === 'online';
  useEffect(() => {
    if (status !== printedStatus) router.refresh();
  }, [status, printedStatus, router]);
  const isGood = status === 'issued';
  return (
    <div className="scroll-area h-full p-5 max-sm:p-3">
      <div className="mx-auto grid max-w-[480px] gap-4">
        {status === 'held' ? <CouponHeldNotice /> : null}
        {isGood || status === 'held' ? null : (
          <Notice icon={TriangleAlert} tone="warn" role="alert" title={t('promo.becameWorthless', { status })}>
            <p>{t('promo.destroyPaper')}</p>
          </Notice>
        )}
        {isGood && !isOnline ? (
          <Notice icon={TriangleAlert} tone="warn" role="status" title={t('promo.noAnswer')}>
            <p>{t('promo.cannotBeTold')}</p>
          </Notice>
        ) : null}
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <NavLink href={`/promos?coupon=${couponId}`} className={buttonStyles({ size: 'big' })}>
            {t('promo.openCoupon')}
          </NavLink>
          <Button variant="primary" size="big" disabled={!isGood || !isOnline} onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('promo.print')}
          </Button>
        </div>
        <div data-print="">{children}</div>
      </div>
    </div>
  );
}
