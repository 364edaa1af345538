'use client';

import { Download } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { reportHref } from '@/hooks/reconciliation/reconcile-report';
import { formatPoints } from '@/lib/shared/format';
import type { ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
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
            <Fact term={t('reconcile.sum_applied')}>{formatPoints(run.appliedCount)}</Fact>
            <Fact term={t('reconcile.sum_kept')}>{formatPoints(run.keptCount)}</Fact>
          </>
        ) : (
          <Fact term={t('reconcile.sum_reverted')}>{formatPoints(run.revertedCount)}</Fact>
        )}
        {run.reopenedCount > 0 ? (
          <Fact term={t('reconcile.sum_reopened')}>{formatPoints(run.reopenedCount)}</Fact>
        ) : null}
        <Fact term={t('reconcile.sum_skipped')}>{formatPoints(run.skippedCount)}</Fact>
        {run.status === 'stopped' ? (
          <Fact term={t('reconcile.sum_notReached')}>{formatPoints(Math.max(0, run.totalCount - run.doneCount))}</Fact>
        ) : null}
      </Facts>
      {run.skippedCount > 0 ? (
        <section aria-label={t('reconcile.whySkipped')} className="grid gap-2 text-sm">
          {codes.map(({ code, count }) => (
            <p key={code}>
              <span className="font-semibold">
                {t('reconcile.skippedFor', { count: formatPoints(count), why: skipLabel(code) })}
              </span>{' '}
              <span className="text-muted">{skipRemedy(code)}</span>
            </p>
          ))}
          {others > 0 ? (
            <p className="text-muted">
              {codes.length > 0
                ? t('reconcile.othersInReport', { count: formatPoints(others) })
                : t('reconcile.eachInReport')}
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
    <a href={reportHref({ runId })} download className={buttonStyles({})}>
      <Download aria-hidden />
      {t('reconcile.downloadReport')}
    </a>
  );
}
