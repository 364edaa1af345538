'use client';

import { Download } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { runReportHref } from '@/hooks/reconciliation/reconcile-report';
import { formatPoints } from '@/lib/shared/format';
import type { ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { skippedByCode } from './reconcile-model';
import { skipLabel, skipRemedy } from './reconcile-words';

type RunSummaryProps = { run: ReconciliationRun; results: RunOutcome['results'] };

/** What a run did, and why it left rows as they were. */
export function RunSummary({ run, results }: RunSummaryProps) {
  const { codes, others } = skippedByCode(results, run.skippedCount);
  return (
    <>
      <Facts>
        {run.action === 'apply' ? (
          <>
            <Fact term="Applied: the tier rose">{formatPoints(run.appliedCount)}</Fact>
            <Fact term="Kept: the tier held was as high">{formatPoints(run.keptCount)}</Fact>
          </>
        ) : (
          <Fact term="Reverted: as it was before">{formatPoints(run.revertedCount)}</Fact>
        )}
        {run.reopenedCount > 0 ? (
          <Fact term="Waiting again: kept only because of these">{formatPoints(run.reopenedCount)}</Fact>
        ) : null}
        <Fact term="Skipped: left as they were">{formatPoints(run.skippedCount)}</Fact>
        {run.status === 'stopped' ? (
          <Fact term="Not reached: the run was stopped">
            {formatPoints(Math.max(0, run.totalCount - run.doneCount))}
          </Fact>
        ) : null}
      </Facts>
      {run.skippedCount > 0 ? (
        <section aria-label="Why rows were skipped" className="grid gap-2 text-sm">
          {codes.map(({ code, count }) => (
            <p key={code}>
              <span className="font-semibold">
                {formatPoints(count)} skipped, {skipLabel(code)}.
              </span>{' '}
              <span className="text-muted">{skipRemedy(code)}</span>
            </p>
          ))}
          {others > 0 ? (
            <p className="text-muted">
              The report says it of {codes.length > 0 ? `the other ${formatPoints(others)}` : 'each'}.
            </p>
          ) : null}
        </section>
      ) : null}
    </>
  );
}

/** Leads to the report of a run. */
export function RunReportLink({ runId }: { runId: string }) {
  return (
    <a href={runReportHref(runId)} download className={buttonStyles({})}>
      <Download aria-hidden />
      Download report
    </a>
  );
}
