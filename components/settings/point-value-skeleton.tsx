import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

/** The place of the point values while they, or their code, are on their way. */
export function PointValueSkeleton() {
  return (
    <div role="status" className="border-t p-5">
      <span className="sr-only">{t('settings.loadingPointValue')}</span>
      <Skeleton className="h-[268px]" />
    </div>
  );
}
