import { RowsSkeleton } from '@/components/ui/list-states';
import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const FIGURES = ['a', 'b', 'c', 'd', 'e'];
const ROWS = ['a', 'b', 'c'];

/** The cash zone's outline in its final sizes. */
export function CashSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">{t('shift.loadingCash')}</span>
      <div className="grid grid-cols-3 @min-[560px]:grid-cols-5 gap-x-4 gap-y-3 px-4 pt-2 pb-4">
        {FIGURES.map((figure) => (
          <Skeleton key={figure} className="h-[62px]" />
        ))}
      </div>
      {ROWS.map((row) => (
        <div key={row} className="flex h-[57px] items-center border-t px-4">
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
    </div>
  );
}

/** The promo zone's outline in its final sizes. */
export function PromoSkeleton() {
  return (
    <div role="status" className="grid gap-4 px-4 pt-1 pb-4">
      <span className="sr-only">{t('shift.loadingPromo')}</span>
      <div className="grid @min-[620px]:grid-cols-2 gap-3">
        <Skeleton className="h-[93px]" />
        <Skeleton className="h-[93px]" />
      </div>
      <Skeleton className="h-[50px]" />
      <PromoChartsSkeleton />
    </div>
  );
}

/** The outline of its charts, whose code comes after the figures. */
export function PromoChartsSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-[332px]" />
      <Skeleton className="h-[146px]" />
    </div>
  );
}

/** The outline of the alerts. */
export function AlertsSkeleton() {
  return <RowsSkeleton label={t('shift.loadingAlerts')} count={3} row="h-[118px]" />;
}
