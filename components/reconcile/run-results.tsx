'use client';

import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { useRunResults } from '@/hooks/reconciliation/use-runs';
import { formatPoints } from '@/lib/shared/format';
import type { Reconciliation } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { resultText, skipText } from './reconcile-words';

type RunResultsProps = { runId: string; doneCount: number; onOpenRow: (rowId: string) => void };

/** What a run did with each row, in the order it did them. */
export function RunResults({ runId, doneCount, onOpenRow }: RunResultsProps) {
  const results = useRunResults(runId, doneCount);
  return (
    <section aria-labelledby="run-results">
      <h3 id="run-results" className="pb-1.5 font-semibold text-sm">
        {t('reconcile.rowByRow')}
      </h3>
      <ListPanel
        list={results}
        loading={<Skeleton className="h-40" />}
        empty={null}
        failed={
          <p role="alert" className="text-muted text-sm">
            {t('reconcile.resultsFailed')}
          </p>
        }
      >
        {(shown) => (
          <>
            <ul aria-labelledby="run-results" className="divide-y border-y">
              {shown.map((result) => (
                <li key={result.id}>
                  <Result result={result} onOpenRow={onOpenRow} />
                </li>
              ))}
            </ul>
            <LoadMore list={results} label={t('reconcile.loadMoreOf', { count: formatPoints(doneCount) })} />
          </>
        )}
      </ListPanel>
    </section>
  );
}

function Result({ result, onOpenRow }: { result: Reconciliation; onOpenRow: (rowId: string) => void }) {
  const { timeZone } = useMe().settings;
  const { provenance, before, after, details } = result;
  return (
    <button
      type="button"
      onClick={() => onOpenRow(result.rowId)}
      className="grid min-h-[52px] w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-sm px-1 py-1.5 text-left text-sm outline-offset-[-2px] hover:bg-raised"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{provenance.importedLoyaltyId ?? t('reconcile.noLoyaltyId')}</span>
        <span className="block truncate text-muted text-xs">
          {t('reconcile.fileAndRow', { file: provenance.fileName, row: formatPoints(provenance.rowNumber) })}
        </span>
      </span>
      <span className="text-right">
        <span className={result.outcome === 'skipped' ? 'block text-warn' : 'block font-medium'}>
          {resultText(result)}
        </span>
        {before === null || after === null ? null : (
          <span className="block text-muted text-xs">
            <TierChange before={before.tier} after={after.tier} />
          </span>
        )}
      </span>
      {details === null ? null : <span className="col-span-2 text-muted text-xs">{skipText(result, timeZone)}</span>}
    </button>
  );
}

/** What a decision did to a tier: `Silver to Gold`, `Gold stays`. */
export function TierChange({ before, after }: { before: string; after: string }) {
  const tiers = useLoyaltyTiers().data?.items ?? [];
  const nameOf = (code: string) => tiers.find((tier) => tier.code === code)?.name ?? code;
  return before === after
    ? t('reconcile.tierStays', { tier: nameOf(after) })
    : t('reconcile.tierFromTo', { before: nameOf(before), after: nameOf(after) });
}
