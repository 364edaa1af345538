'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { ProgressLine } from '@/components/ui/progress-line';
import { useCan } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import type { useRunWork } from '@/hooks/reconciliation/use-run-work';
import { useStopRun } from '@/hooks/reconciliation/use-run-work';
import { formatPoints } from '@/lib/shared/format';
import type { ReconciliationRun } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { runState, shareDone } from './reconcile-model';
import { countsText, runTitle } from './reconcile-words';

/** The runs that are worked on from this screen, and how to go on with another. */
export type RunWork = Pick<ReturnType<typeof useRunWork>, 'runIds' | 'failedRunId' | 'error' | 'goOn'>;

type RunProgressProps = {
  run: ReconciliationRun;
  work: RunWork;
  /** A request from here, which has not been answered yet, is working on it. */
  isSending?: boolean;
};

/** How far a run is, and Stop or Go on. What is done of it stays done whatever happens. */
export function RunProgress({ run, work, isSending = false }: RunProgressProps) {
  const isHere = isSending || work.runIds.includes(run.id);
  const state = runState(run, useNow(1_000));
  const stop = useStopRun();
  const canReconcile = useCan('reconcile.apply');
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-[220px] flex-1 text-sm">
          <span className="font-semibold">{t('reconcile.runBy', { run: runTitle(run), person: run.startedBy })}</span>{' '}
          {t(
            isHere
              ? 'reconcile.doneOf'
              : state === 'interrupted'
                ? 'reconcile.doneOfInterrupted'
                : 'reconcile.doneOfUnderWay',
            {
              done: formatPoints(run.doneCount),
              total: formatPoints(run.totalCount),
            },
          )}
          <span className="block text-muted text-xs">{countsText(run)}</span>
        </p>
        {canReconcile ? (
          <div className="flex flex-wrap gap-2">
            {isHere ? null : (
              <Button variant={state === 'interrupted' ? 'primary' : 'secondary'} onClick={() => work.goOn(run.id)}>
                {t('forms.goOn')}
              </Button>
            )}
            <Button isBusy={stop.isPending} onClick={() => stop.mutate(run.id)}>
              {t(stop.isPending ? 'reconcile.stopping' : 'reconcile.stop')}
            </Button>
          </div>
        ) : null}
      </div>
      <ProgressLine label={t('reconcile.rowsDone')} share={shareDone(run)} />
      {work.failedRunId === run.id ? (
        <p role="alert" className="flex gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {errorText(work.error).title} {t('reconcile.doneStaysDone')}
        </p>
      ) : null}
      {stop.isError ? (
        <p role="alert" className="text-danger text-sm">
          {errorText(stop.error).title} {errorText(stop.error).remedy}
        </p>
      ) : null}
    </div>
  );
}

/** A run that has been asked for: the first of its rows are done all at once, and until then there is nothing to count. */
export function RunBeginning() {
  return (
    <div className="grid gap-2.5">
      <p role="status">{t('reconcile.runBeginning')}</p>
      <div aria-hidden className="h-2 animate-breathe rounded-full bg-raised" />
    </div>
  );
}
