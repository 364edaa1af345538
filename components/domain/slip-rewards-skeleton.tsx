import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

/** The place of a slip's rewards while their code is on its way. */
export function SlipRewardsSkeleton() {
  return (
    <section aria-label={t('domain.slipRewards')}>
      <h3 className="pb-2 font-bold">{t('domain.slipRewards')}</h3>
      <div className="border-t" />
      <RewardRowsSkeleton />
    </section>
  );
}

/** The place of its rows while they are read. */
export function RewardRowsSkeleton() {
  return (
    <div role="status" className="grid gap-2 pt-2.5">
      <span className="sr-only">{t('domain.loadingRewards')}</span>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
    </div>
  );
}
