'use client';

import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ReasonPicker } from '@/components/ui/reason-picker';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { runPlace, useReconcileRequest, useRevertRun } from '@/hooks/reconciliation/use-reconcile-requests';
import { useLatestRuns } from '@/hooks/reconciliation/use-runs';
import type { ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { newestOf } from './reconcile-model';
import { reconcileRefusal, runTitle } from './reconcile-words';
import { RunBeginning, RunProgress, type RunWork } from './run-progress';
import { RunReportLink, RunSummary } from './run-summary';

const REASONS = ['wrongFile', 'mistake', 'tiersWrong'] as const;

type RunRevertFormProps = {
  run: ReconciliationRun;
  work: RunWork;
  onBack: () => void;
  onOpenRun: (runId: string) => void;
};

/** Takes back all that a run applied: what that does, the reason, how far it is, and what came of it. */
export function RunRevertForm({ run, work, onBack, onOpenRun }: RunRevertFormProps) {
  const { intent } = useReconcileRequest(runPlace(run.id));
  if (intent?.status === 'answered' && intent.answer.kind === 'run') {
    return <Answered outcome={intent.answer.outcome} work={work} onOpenRun={onOpenRun} />;
  }
  return intent?.status === 'sending' ? <Sending runId={run.id} work={work} /> : <Form run={run} onBack={onBack} />;
}

function Form({ run, onBack }: Pick<RunRevertFormProps, 'run' | 'onBack'>) {
  const { timeZone } = useMe().settings;
  const { intent, revert } = useRevertRun(run.id);
  const [reason, setReason] = useState<string | null>(null);
  const [confirmTierChanged, setConfirmTierChanged] = useState(false);
  const refusal = intent?.status === 'refused' ? reconcileRefusal(intent.refusal, timeZone) : null;
  const confirm = () => {
    if (reason !== null)
      revert({ reason, confirmTierChanged }, t('reconcile.revertOf', { what: runTitle(run).toLowerCase() }));
  };
  return (
    <>
      <SheetBody>
        <p>{t('reconcile.revertRun', { applied: run.appliedCount, kept: run.keptCount })}</p>
        <p className="text-muted">{t('reconcile.revertRunChanged')}</p>
        <CheckBox isChecked={confirmTierChanged} onChange={() => setConfirmTierChanged((before) => !before)}>
          {t('reconcile.revertRunAnyway')}
        </CheckBox>
        {run.revertedByRunId === null ? null : (
          <p className="font-semibold text-warn">{t('reconcile.revertedAlready')}</p>
        )}
        <ReasonPicker options={REASONS.map((known) => t(`reconcile.reason_${known}`))} onChange={setReason} />
      </SheetBody>
      <SheetFoot>
        {refusal === null ? null : (
          <Notice icon={CircleAlert} tone="bad" role="alert" title={refusal.title}>
            <p>{refusal.remedy}</p>
          </Notice>
        )}
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            {t('ui.back')}
          </Button>
          <Button variant="danger" size="big" disabled={reason === null} onClick={confirm}>
            {reason === null ? t('ui.sayWhy') : revertLabel(run)}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}

/** How many rows are left of a run that was reverted already is known only once it is done. */
function revertLabel({ appliedCount, keptCount, revertedByRunId }: ReconciliationRun): string {
  return revertedByRunId === null
    ? t('reconcile.revertRows', { count: appliedCount + keptCount })
    : t('reconcile.revertRest');
}

/** While the request works, the run that it began tells how far it is. */
function Sending({ runId, work }: { runId: string; work: RunWork }) {
  const begun = useLatestRuns(true).data?.find(
    ({ revertsRunId, status }) => revertsRunId === runId && status === 'running',
  );
  return <SheetBody>{begun ? <RunProgress run={begun} work={work} isSending /> : <RunBeginning />}</SheetBody>;
}

type AnsweredProps = { outcome: RunOutcome; work: RunWork; onOpenRun: (runId: string) => void };

function Answered({ outcome, work, onOpenRun }: AnsweredProps) {
  const runs = useLatestRuns(outcome.run.status === 'running').data ?? [];
  const run = newestOf(outcome.run, ...runs);
  return (
    <>
      <SheetBody>
        {run.status === 'running' ? (
          <RunProgress run={run} work={work} />
        ) : (
          <RunSummary run={run} results={outcome.results} />
        )}
      </SheetBody>
      <SheetFoot>
        <div className="grid grid-cols-2 gap-2">
          <RunReportLink runId={run.id} />
          <Button variant="primary" onClick={() => onOpenRun(run.id)}>
            {t('reconcile.seeRowByRow')}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}
