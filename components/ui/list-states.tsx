import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { t } from '@/words/say';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The outline of a list that is on its way. */
export function HistorySkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="grid gap-2 pt-2">
      <span className="sr-only">{label}</span>
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-[68px]" />
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
