import { RowsSkeleton } from '@/components/ui/list-states';
import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

/** The outline of the whole history in its final sizes. */
export function HistoryOutline() {
  return (
    <div className="@container">
      <div className="flex min-h-[64px] items-center pb-2.5">
        <h3 className="font-bold text-lg">{t('player.rewardsHistory')}</h3>
      </div>
      <Skeleton className="h-[50px]" />
      <RowsSkeleton label={t('player.loadingHistory')} row="h-[68px]" className="pt-2" />
    </div>
  );
}
