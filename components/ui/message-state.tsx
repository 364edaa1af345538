import type { LucideIcon } from 'lucide-react';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';

type EmptyStateProps = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode };

/** What a place says when there is nothing to show: why, and what to do next. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <Icon aria-hidden className="size-7 text-faint" strokeWidth={1.6} />
      <p className="font-semibold">{title}</p>
      {children ? <div className="max-w-[36ch] text-muted text-sm">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}

type ErrorStateProps = { title: string; remedy: string; onRetry?: (() => void) | undefined; isRetrying?: boolean };

/** What a place says when it could not be shown: what happened, what to do, and a way to try again. */
export function ErrorState({ title, remedy, onRetry, isRetrying }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <TriangleAlert aria-hidden className="size-7 text-warn" strokeWidth={1.6} />
      <p className="font-semibold">{title}</p>
      <p className="max-w-[40ch] text-muted text-sm">{remedy}</p>
      {onRetry ? (
        <Button className="mt-2" onClick={onRetry} isBusy={isRetrying ?? false}>
          {t('ui.tryAgain')}
        </Button>
      ) : null}
    </div>
  );
}
