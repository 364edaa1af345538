'use client';

import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Fact, Facts } from '@/components/ui/facts';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { useOpenedKind } from '@/components/ui/use-opened';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useReconcileImports } from '@/hooks/reconciliation/use-reconcile-imports';
import { runPlace, useReconcileForm, useReconcileRequest } from '@/hooks/reconciliation/use-reconcile-requests';
import { useRun } from '@/hooks/reconciliation/use-runs';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { ReconciliationRun } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { filterText, runTitle } from './reconcile-words';
import { RunProgress, type RunWork } from './run-progress';
import { RunResults } from './run-results';
import { RunRevertForm } from './run-revert-form';
import { RunReportLink, RunSummary } from './run-summary';
import { UnansweredInDrawer } from './unanswered-reconcile';

type RunDrawerProps = {
  runId: string;
  work: RunWork;
  onClose: () => void;
  onOpenRow: (rowId: string) => void;
  onOpenRun: (runId: string) => void;
};

/** One run: what was decided, what came of it row by row, its report, and taking all of it back. */
export function RunDrawer(props: RunDrawerProps) {
  const { runId, onClose } = props;
  const run = useRun(runId);
  if (run.data) return <LoadedDrawer key={runId} run={run.data} {...props} />;
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('reconcile.run')} />
      <SheetBody>
        {run.isError ? (
          <ErrorState {...errorText(run.error)} onRetry={() => void run.refetch()} isRetrying={run.isFetching} />
        ) : (
          <div role="status" className="grid gap-4">
            <span className="sr-only">{t('reconcile.loadingRun')}</span>
            <Skeleton className="h-40" />
            <Skeleton className="h-64" />
          </div>
        )}
      </SheetBody>
    </SheetFrame>
  );
}

/** What comes after the run: taking all of it back. */
const STEPS = ['revertRun'] as const;

function LoadedDrawer({ run, work, onClose, onOpenRow, onOpenRun }: RunDrawerProps & { run: ReconciliationRun }) {
  const place = runPlace(run.id);
  useReconcileForm(place);
  const { intent } = useReconcileRequest(place);
  const { kind: step, open: openStep, close: leaveStep } = useOpenedKind('step', STEPS);
  const isReverting = step !== null;
  const isReverted = intent?.status === 'answered';
  useEffect(() => {
    // What came of it stands in the place of the form, and is closed with the run.
    if (isReverted) leaveStep();
  }, [isReverted, leaveStep]);
  const title = runTitle(run);
  const isWaiting = intent?.status === 'unanswered' || intent?.status === 'retrying';
  if (!isWaiting && (isReverting || intent?.status === 'sending' || intent?.status === 'answered')) {
    return (
      <SheetFrame
        isOpen
        onClose={onClose}
        onEscape={isReverting && intent?.status !== 'sending' ? leaveStep : undefined}
        isWide
      >
        <SheetHead title={t('reconcile.revertThisRun')} subtitle={title} />
        <RunRevertForm run={run} work={work} onBack={leaveStep} onOpenRun={onOpenRun} />
      </SheetFrame>
    );
  }
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={title} subtitle={t('reconcile.decidedBy', { person: run.startedBy })} />
      <UnansweredInDrawer place={place} />
      <SheetBody>
        {run.status === 'running' ? <RunProgress run={run} work={work} /> : null}
        <RunFacts run={run} onOpenRun={onOpenRun} />
        {run.status === 'running' ? null : <RunSummary run={run} results={[]} />}
        <RunResults runId={run.id} doneCount={run.doneCount} onOpenRow={onOpenRow} />
      </SheetBody>
      <RunFoot run={run} isWaiting={isWaiting} onRevert={() => openStep('revertRun')} />
    </SheetFrame>
  );
}

function RunFacts({ run, onOpenRun }: { run: ReconciliationRun; onOpenRun: (runId: string) => void }) {
  const { timeZone } = useMe().settings;
  const importId = run.filter?.importId ?? null;
  const imports = useReconcileImports(importId).data;
  const scope = filterText(run.filter, imports?.find(({ id }) => id === importId)?.fileName ?? null);
  const other = run.revertsRunId ?? run.revertedByRunId;
  return (
    <Facts>
      <Fact term={t('reconcile.when')}>{formatDateTimeWithYear(run.createdAt, timeZone)}</Fact>
      {run.finishedAt === null ? null : (
        <Fact term={t(run.status === 'stopped' ? 'reconcile.state_stopped' : 'reconcile.state_finished')}>
          {formatDateTimeWithYear(run.finishedAt, timeZone)}
        </Fact>
      )}
      {scope === null ? null : <Fact term={t('reconcile.rows')}>{scope}</Fact>}
      {run.policy === null ? null : <Fact term={t('reconcile.policy')}>{t('reconcile.upgradeOnly')}</Fact>}
      {run.action === 'apply' ? (
        <Fact term={t('reconcile.unknownFreshness')}>
          {t(run.confirmUnknownFreshness ? 'reconcile.confirmed' : 'reconcile.notConfirmed')}
        </Fact>
      ) : null}
      {run.confirmTierChanged ? (
        <Fact term={t('reconcile.tiersChangedSince')}>{t('reconcile.takenBackToo')}</Fact>
      ) : null}
      {run.reason === null ? null : <Fact term={t('ui.reason')}>{run.reason}</Fact>}
      {other === null ? null : (
        <Fact term={t(run.revertsRunId === null ? 'reconcile.revertedSince' : 'reconcile.reverts')}>
          <button
            type="button"
            onClick={() => onOpenRun(other)}
            className="-my-3 inline-flex min-h-11 items-center text-info underline-offset-2 hover:underline"
          >
            {t(run.revertsRunId === null ? 'reconcile.seeThatRun' : 'reconcile.seeRun')}
          </button>
        </Fact>
      )}
    </Facts>
  );
}

type RunFootProps = { run: ReconciliationRun; isWaiting: boolean; onRevert: () => void };

function RunFoot({ run, isWaiting, onRevert }: RunFootProps) {
  const canRevert = useCan('reconcile.revert');
  const isOpen = run.action === 'apply' && run.status !== 'running' && run.appliedCount + run.keptCount > 0;
  return (
    <SheetFoot>
      <div className="grid grid-cols-2 gap-2">
        <RunReportLink runId={run.id} />
        {canRevert && isOpen ? (
          <Button disabled={isWaiting} onClick={onRevert}>
            {t(run.revertedByRunId === null ? 'reconcile.revertRunDots' : 'reconcile.revertAgainDots')}
          </Button>
        ) : null}
      </div>
    </SheetFoot>
  );
}
