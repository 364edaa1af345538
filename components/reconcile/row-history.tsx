'use client';

import { importRowStatusLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type { Reconciliation, ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { resultText, skipText } from './reconcile-words';
import { TierChange } from './run-results';

type RowHistoryProps = {
  row: ReconciliationDetail;
  onOpenRow: (rowId: string) => void;
  onOpenRun: (runId: string) => void;
};

const LINK = '-my-2 inline-flex min-h-11 items-center font-semibold text-info underline-offset-2 hover:underline';

/** What was done with the row so far, and the same player's other rows. Nothing where there is neither. */
export function RowHistory({ row, onOpenRow, onOpenRun }: RowHistoryProps) {
  return (
    <>
      {row.history.length > 0 ? (
        <section aria-labelledby="row-history" className="text-sm">
          <h3 id="row-history" className="pb-1.5 font-semibold">
            {t('reconcile.whatWasDone')}
          </h3>
          <ol className="grid divide-y rounded-md bg-bg px-3.5">
            {row.history.map((done) => (
              <li key={done.id} className="py-2.5">
                <Done done={done} onOpenRun={onOpenRun} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {row.otherRows.length > 0 ? (
        <section aria-labelledby="other-rows" className="text-sm">
          <h3 id="other-rows" className="pb-1.5 font-semibold">
            {t('reconcile.otherRows')}
          </h3>
          <ul className="grid divide-y rounded-md bg-bg px-3.5">
            {row.otherRows.map((other) => (
              <li key={other.rowId} className="flex items-center justify-between gap-3">
                <button
                  type="button"
                  className={`${LINK} my-0 min-w-0 text-left`}
                  onClick={() => onOpenRow(other.rowId)}
                >
                  <span className="break-words">
                    {t('reconcile.fileAndRow', { file: other.fileName, row: formatPoints(other.rowNumber) })}
                  </span>
                </button>
                <span className="text-right text-muted">
                  {other.tierText ?? t('reconcile.noTier')} · {importRowStatusLabel(other.status)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Done({ done, onOpenRun }: { done: Reconciliation; onOpenRun: (runId: string) => void }) {
  const { timeZone } = useMe().settings;
  const { runId, before, after } = done;
  return (
    <>
      <p>
        {before === null || after === null ? (
          <span className="font-semibold">{resultText(done)}</span>
        ) : (
          <>
            <span className="font-semibold">{t('reconcile.doneTo', { result: resultText(done) })}</span>{' '}
            <TierChange before={before.tier} after={after.tier} />
          </>
        )}
      </p>
      {done.details === null ? null : <p className="text-muted">{skipText(done, timeZone)}</p>}
      <p className="text-muted text-xs">
        {t('reconcile.doneBy', { person: done.staffName, when: formatDateTimeWithYear(done.createdAt, timeZone) })}
        {done.isFreshnessConfirmed && done.flags.includes('unknown_freshness')
          ? ` · ${t('reconcile.freshnessConfirmed')}`
          : ''}
        {done.reason === null ? '' : ` · “${done.reason}”`}
      </p>
      {runId === null ? null : (
        <button type="button" className={LINK} onClick={() => onOpenRun(runId)}>
          {t('reconcile.seeRun')}
        </button>
      )}
    </>
  );
}
