'use client';

import { TicketX } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { type PromoCouponFilter, usePromoCoupons } from '@/hooks/promo/use-promo-coupons';
import { usePromoInventory } from '@/hooks/promo/use-promo-inventory';
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

type CouponListProps = {
  filter: PromoCouponFilter;
  onOpen: (couponId: string) => void;
  onShowAll: () => void;
  /** Given where the person may issue one. */
  onIssue: (() => void) | undefined;
};

/** Coupons, newest first. More are loaded below, so that one's place is kept. */
export function CouponList({ filter, onOpen, onShowAll, onIssue }: CouponListProps) {
  const coupons = usePromoCoupons(filter);
  return (
    <ListPanel
      list={coupons}
      loading={<RowsSkeleton label={t('promo.loadingCoupons')} row="h-[58px]" className="pt-2" />}
      empty={<NoCouponsHere onShowAll={onShowAll} onIssue={onIssue} />}
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

type NoCouponsProps = Pick<CouponListProps, 'onShowAll' | 'onIssue'>;

/** The list begins with what is outstanding: whether there was ever a coupon is told by the sums above it. */
function NoCouponsHere(props: NoCouponsProps) {
  const inventory = usePromoInventory();
  return <NoCoupons {...props} hasAny={inventory.data?.items.some(({ count }) => count > 0) ?? true} />;
}

export function NoCoupons({ hasAny, onShowAll, onIssue }: NoCouponsProps & { hasAny: boolean }) {
  return (
    <EmptyList
      icon={TicketX}
      isNarrowed={hasAny}
      none={{
        title: t('promo.noCouponYet'),
        meaning: t('promo.noCouponYetWhy'),
        action: onIssue ? <Button onClick={onIssue}>{t('promo.issueCoupon')}</Button> : null,
      }}
      narrowed={{
        title: t('promo.noCouponLikeThis'),
        meaning: t('promo.lookAtAnother'),
        onShowAll,
        showAllLabel: t('promo.showAllCoupons'),
      }}
    />
  );
}
