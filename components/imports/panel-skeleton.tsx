import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

/** The outline of an import that is on its way. */
export function PanelSkeleton() {
  return (
    <div role="status" className="grid gap-3 p-[18px] max-sm:p-3">
      <span className="sr-only">{t('imports.loadingImport')}</span>
      <Skeleton className="h-[60px]" />
      <Skeleton className="h-[120px]" />
      <Skeleton className="h-[92px]" />
      <Skeleton className="h-[320px]" />
    </div>
  );
}
