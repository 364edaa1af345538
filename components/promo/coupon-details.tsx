'use client';

import { CouponExpiry } from '@/components/domain/coupon-expiry';
import { CouponHeldNotice } from '@/components/domain/coupon-held-notice';
import { CouponStatus } from '@/components/domain/coupon-status';
import { couponVoucherPath, PrintLink } from '@/components/domain/print-link';
import { TrailLink } from '@/components/domain/trail-link';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { NavLink } from '@/components/ui/nav-link';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useCouponIntents } from '@/hooks/promo/use-coupon-requests';
import { formatDateTime, formatGamingDayWithYear, formatMoney } from '@/lib/shared/format';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { CouponHistory } from './coupon-history';
import { RefusalNotice } from './refusal-notice';
import { UnansweredNotice } from './unanswered-notice';

type CouponDetailsProps = {
  coupon: PromoCoupon;
  /** The form place of the coupon's own requests. */
  place: string;
  onOpen: (couponId: string) => void;
  onVoid: () => void;
  onReplace: () => void;
};

/** All facts of a coupon, its history, and while it is outstanding what may be done with it; a held one can only be voided. */
export function CouponDetails({ coupon, place, onOpen, onVoid, onReplace }: CouponDetailsProps) {
  const { settings } = useMe();
  const canManage = useCan('coupon.manage');
  const intent = useCouponIntents().find((candidate) => candidate.place === place) ?? null;
  const isOutstanding = coupon.status === 'issued' || coupon.status === 'held';
  const isWaiting = intent?.status === 'unanswered' || intent?.status === 'retrying';
  return (
    <>
      <SheetBody>
        <UnansweredNotice place={place} />
        <RefusalNotice intent={intent} />
        {coupon.status === 'held' ? <CouponHeldNotice /> : null}
        <Facts>
          <Fact term={t('domain.status')}>
            <CouponStatus status={coupon.status} />
          </Fact>
          <Fact term={t('domain.faceValue')}>{formatMoney(coupon.faceValueCents, settings.currency)}</Fact>
          <Fact term={t('promo.playerStakes')}>
            {coupon.requiredMatchWagerCents === 0
              ? t('promo.noWager')
              : formatMoney(coupon.requiredMatchWagerCents, settings.currency)}
          </Fact>
          <Fact term={t('domain.player')}>
            <CouponPlayer coupon={coupon} />
          </Fact>
          <Fact term={t('promo.issued')}>{formatDateTime(coupon.issuedAt, settings.timeZone)}</Fact>
          <Fact term={t('promo.gamingDay')}>{formatGamingDayWithYear(coupon.gamingDay)}</Fact>
          <Fact term={isOutstanding ? t('promo.expires') : t('domain.goodUntil')}>
            <CouponExpiry coupon={coupon} isWide />
          </Fact>
        </Facts>
        <CouponHistory coupon={coupon} onOpen={onOpen} />
        <TrailLink entity="promo_coupon" entityId={coupon.id} />
      </SheetBody>
      {canManage && isOutstanding ? (
        <SheetFoot>
          {coupon.status === 'held' ? null : <PrintLink href={couponVoucherPath(coupon.id)} isPrimary />}
          <div className="grid auto-cols-fr grid-flow-col gap-2">
            <Button disabled={isWaiting} onClick={onVoid}>
              {t('promo.void')}
            </Button>
            {coupon.status === 'held' ? null : (
              <Button disabled={isWaiting} onClick={onReplace}>
                {t('promo.replace')}
              </Button>
            )}
          </div>
        </SheetFoot>
      ) : null}
    </>
  );
}

/** Leads to the player; the line keeps its height, its target is a finger's. */
function CouponPlayer({ coupon: { playerId, playerName } }: { coupon: PromoCoupon }) {
  if (playerId === null) return t('domain.noPlayer');
  return (
    <NavLink
      href={`/players/${playerId}`}
      className="-my-3 inline-flex min-h-11 items-center text-info underline-offset-2 hover:underline"
    >
      {playerName ?? t('domain.player')}
    </NavLink>
  );
}
