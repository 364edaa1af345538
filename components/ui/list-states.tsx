import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

type RowsSkeletonProps = {
  label: string;
  /** At most six. */
  count?: number;
  /** The height of a row. */
  row: string;
  className?: string;
};

/** The outline of a list that is on its way. */
export function RowsSkeleton({ label, count = 6, row, className }: RowsSkeletonProps) {
  return (
    <div role="status" className={cn('grid gap-2', className)}>
      <span className="sr-only">{label}</span>
      {ROWS.slice(0, count).map((name) => (
        <Skeleton key={name} className={row} />
      ))}
    </div>
  );
}

type MoreFailedProps = { isFailed: boolean; isBusy: boolean; onRetry: () => void };

/** Below a list whose next page could not be read: that it goes on, and a way to go on reading. */
export function MoreFailed({ isFailed, isBusy, onRetry }: MoreFailedProps) {
  if (!isFailed && !isBusy) return null;
  return (
    <div role={isFailed ? 'alert' : 'status'} className="flex flex-wrap items-center justify-center gap-3 py-4 text-sm">
      {isFailed ? <span>{t('ui.restNotLoaded')}</span> : null}
      {isFailed ? (
        <Button isBusy={isBusy} onClick={onRetry}>
          {t('ui.loadMore')}
        </Button>
      ) : (
        <span className="text-muted">{t('ui.loadingMore')}</span>
      )}
    </div>
  );
}
