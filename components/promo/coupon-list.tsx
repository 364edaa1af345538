'use client';

import { TicketX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState } from '@/components/ui/message-state';
import { type PromoCouponFilter, usePromoCoupons } from '@/hooks/promo/use-promo-coupons';
import { t, type WordKey } from '@/words/say';
import { COUPON_COLUMNS, CouponRow } from './coupon-row';

const HEADINGS = [
  'promo.number',
  'promo.program',
  'domain.player',
  'domain.status',
  'promo.issued',
  'promo.expires',
] as const satisfies WordKey[];

type CouponListProps = { filter: PromoCouponFilter; onOpen: (couponId: string) => void; onShowAll: () => void };

/** Coupons, newest first. More are loaded below, so that one's place is kept. */
export function CouponList({ filter, onOpen, onShowAll }: CouponListProps) {
  const coupons = usePromoCoupons(filter);
  return (
    <ListPanel
      list={coupons}
      loading={<RowsSkeleton label={t('promo.loadingCoupons')} row="h-[58px]" className="pt-2" />}
      empty={<NoCoupons onShowAll={onShowAll} />}
    >
      {(items) => (
        <>
          <div
            aria-hidden
            className={`${COUPON_COLUMNS} sticky top-0 z-10 border-b bg-bg px-3 py-2 font-medium text-muted text-xs @max-[900px]:hidden`}
          >
            {HEADINGS.map((heading) => (
              <span key={heading}>{t(heading)}</span>
            ))}
          </div>
          <ul aria-label={t('promo.coupons')} className="divide-y">
            {items.map((coupon) => (
              <CouponRow key={coupon.id} coupon={coupon} onOpen={onOpen} />
            ))}
          </ul>
          <LoadMore list={coupons} />
        </>
      )}
    </ListPanel>
  );
}

function NoCoupons({ onShowAll }: Pick<CouponListProps, 'onShowAll'>) {
  return (
    <EmptyState
      icon={TicketX}
      title={t('promo.noCoupons')}
      action={<Button onClick={onShowAll}>{t('promo.showAllCoupons')}</Button>}
    >
      {t('promo.noneLikeThis')}
    </EmptyState>
  );
}
