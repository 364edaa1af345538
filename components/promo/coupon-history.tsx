'use client';

import type { ReactNode } from 'react';
import { actorLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime } from '@/lib/shared/format';
import type { PromoCoupon } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { type CouponEvent, listCouponEvents } from './promo-model';

type CouponHistoryProps = { coupon: PromoCoupon; onOpen: (couponId: string) => void };

/** What happened to a coupon: when, by whom, why; with the ways to the coupons before and after it. */
export function CouponHistory({ coupon, onOpen }: CouponHistoryProps) {
  const { replacesCouponId, replacementCouponId } = coupon;
  return (
    <section aria-label={t('promo.history')}>
      <h3 className="pb-2 font-bold">{t('promo.history')}</h3>
      <ol className="divide-y border-t">
        {listCouponEvents(coupon).map((event) => (
          <Step key={event.kind} event={event}>
            {event.kind === 'issued' && replacesCouponId !== null ? (
              <CouponLink onOpen={() => onOpen(replacesCouponId)}>{t('promo.inPlaceOf')}</CouponLink>
            ) : null}
            {event.kind === 'replaced' && replacementCouponId !== null ? (
              <CouponLink onOpen={() => onOpen(replacementCouponId)}>{t('promo.openReplacement')}</CouponLink>
            ) : null}
          </Step>
        ))}
      </ol>
    </section>
  );
}

function Step({ event, children }: { event: CouponEvent; children: ReactNode }) {
  const { timeZone } = useMe().settings;
  const by = event.kind === 'expired' && event.staffName === null ? t('promo.byTheClock') : actorLabel(event.staffName);
  return (
    <li className="py-2.5">
      <p className="flex items-baseline justify-between gap-3">
        <b className="font-semibold">{t(`promo.event_${event.kind}`)}</b>
        <span className="whitespace-nowrap text-sm">{formatDateTime(event.at, timeZone)}</span>
      </p>
      <p className="break-words text-muted text-sm">
        {by}
        {event.reason ? ` · “${event.reason}”` : ''}
      </p>
      {children}
    </li>
  );
}

function CouponLink({ onOpen, children }: { onOpen: () => void; children: string }) {
  return (
    <button
      type="button"
      className="min-h-11 font-semibold text-accent text-sm underline-offset-4 hover:underline"
      onClick={onOpen}
    >
      {children}
    </button>
  );
}
