'use client';

import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import {
  BULK,
  type ReconcileIntent,
  useApplyRows,
  useReconcileForm,
} from '@/hooks/reconciliation/use-reconcile-requests';
import { useLatestRuns } from '@/hooks/reconciliation/use-runs';
import type { RunOutcome } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { ApplyReview } from './apply-review';
import { type ApplyTarget, findBegun, newestOf } from './reconcile-model';
import { reconcileRefusal } from './reconcile-words';
import { RunBeginning, RunProgress, type RunWork } from './run-progress';
import { RunReportLink, RunSummary } from './run-summary';
import { UnansweredReconcile } from './unanswered-reconcile';

type ApplyDialogProps = {
  target: ApplyTarget;
  work: RunWork;
  /** The last run that came to its end from this screen. */
  ended: RunOutcome | null;
  onClose: () => void;
  onApplied: () => void;
  onOpenRun: (runId: string) => void;
};

/** Applies many rows: what it would do, one confirm, how far it is, and what it did. Closing it stops nothing. */
export function ApplyDialog({ target, work, ended, onClose, onApplied, onOpenRun }: ApplyDialogProps) {
  useReconcileForm(BULK);
  const { staff, settings } = useMe();
  const { intent, apply } = useApplyRows(BULK);
  const isSending = intent?.status === 'sending' || intent?.status === 'retrying';
  const runs = useLatestRuns(isSending || work.runIds.length > 0).data ?? [];
  const [before, setBefore] = useState<ReadonlySet<string>>(new Set());
  const close = () => {
    // What was applied is chosen no longer.
    if (intent?.status === 'answered') onApplied();
    onClose();
  };
  if (intent === null || intent.status === 'refused') {
    return (
      <ApplyReview
        target={target}
        refusal={intent === null ? null : <Refused intent={intent} timeZone={settings.timeZone} />}
        onClose={close}
        onConfirm={(rows, isConfirmed, title) => {
          setBefore(new Set(runs.map(({ id }) => id)));
          apply(rows, isConfirmed, title);
        }}
      />
    );
  }
  if (intent.status !== 'answered') {
    const begun = intent.status === 'unanswered' ? null : findBegun(runs, before, 'apply', staff.name);
    return (
      <Dialog isOpen isStep onClose={close} title={t('reconcile.applyingTitle')} subtitle={intent.title}>
        <UnansweredReconcile place={BULK} />
        {begun === null ? null : <RunProgress run={begun} work={work} isSending />}
        {begun === null && intent.status === 'sending' ? <RunBeginning /> : null}
      </Dialog>
    );
  }
  if (intent.answer.kind === 'one') return null;
  const { outcome } = intent.answer;
  const last = ended?.run.id === outcome.run.id ? ended : outcome;
  const run = newestOf(last.run, ...runs);
  if (run.status === 'running') {
    return (
      <Dialog isOpen isStep onClose={close} title={t('reconcile.applyingTitle')} subtitle={intent.title}>
        <RunProgress run={run} work={work} />
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen
      isStep
      onClose={close}
      title={t(run.status === 'stopped' ? 'reconcile.stopped' : 'reconcile.applied')}
      subtitle={intent.title}
      footer={
        <div className="flex flex-wrap gap-2">
          <RunReportLink runId={run.id} />
          {run.appliedCount + run.keptCount > 0 ? (
            <Button
              onClick={() => {
                close();
                onOpenRun(run.id);
              }}
            >
              {t('reconcile.revertThisRunDots')}
            </Button>
          ) : null}
          <Button variant="primary" className="flex-1" onClick={close}>
            {t('ui.done')}
          </Button>
        </div>
      }
    >
      <RunSummary run={run} results={last.results} />
    </Dialog>
  );
}

function Refused({ intent, timeZone }: { intent: ReconcileIntent; timeZone: string }) {
  if (intent.status !== 'refused') return null;
  const { title, remedy } = reconcileRefusal(intent.refusal, timeZone);
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      <p>{remedy}</p>
    </Notice>
  );
}
