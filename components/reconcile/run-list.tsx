'use client';

import { History } from 'lucide-react';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useReconcileImports } from '@/hooks/reconciliation/use-reconcile-imports';
import { useRuns } from '@/hooks/reconciliation/use-runs';
import { formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type { ReconciliationRun } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { runState } from './reconcile-model';
import { countsText, filterText, runTitle } from './reconcile-words';

const COLUMNS = 'grid grid-cols-[minmax(180px,1.2fr)_minmax(150px,1fr)_minmax(170px,1.2fr)_104px] items-center gap-x-4';

/** What was decided so far, newest first: who, when, over which rows, and what came of it. */
export function RunList({ onOpen }: { onOpen: (runId: string) => void }) {
  const runs = useRuns();
  const imports = useReconcileImports(null).data;
  return (
    <ListPanel list={runs} loading={t('reconcile.loadingHistory')} empty={<NoRuns />}>
      {(items) => (
        <>
          <div
            aria-hidden
            className={`${COLUMNS} sticky top-0 z-10 border-b bg-bg px-3 py-2.5 font-medium text-muted text-xs @max-[760px]:hidden`}
          >
            <span>{t('reconcile.what')}</span>
            <span>{t('reconcile.whoAndWhen')}</span>
            <span>{t('reconcile.whatCameOfIt')}</span>
            <span>{t('reconcile.state')}</span>
          </div>
          <ul aria-label={t('reconcile.runs')} className="divide-y">
            {items.map((run) => (
              <li key={run.id}>
                <RunRow
                  run={run}
                  fileName={imports?.find(({ id }) => id === run.filter?.importId)?.fileName ?? null}
                  onOpen={onOpen}
                />
              </li>
            ))}
          </ul>
          <LoadMore list={runs} />
        </>
      )}
    </ListPanel>
  );
}

function NoRuns() {
  return (
    <EmptyState icon={History} title={t('reconcile.noRuns')}>
      {t('reconcile.noRunsWhy')}
    </EmptyState>
  );
}

type RunRowProps = { run: ReconciliationRun; fileName: string | null; onOpen: (runId: string) => void };

function RunRow({ run, fileName, onOpen }: RunRowProps) {
  const { timeZone } = useMe().settings;
  const state = runState(run, useNow(1_000));
  const scope = filterText(run.filter, fileName) ?? (run.reason === null ? t('reconcile.oneByOne') : `“${run.reason}”`);
  return (
    <button
      type="button"
      onClick={() => onOpen(run.id)}
      className={`${COLUMNS} min-h-[62px] w-full rounded-sm px-3 py-2 text-left text-sm outline-offset-[-2px] hover:bg-raised @max-[760px]:grid-cols-[minmax(0,1fr)_auto] @max-[760px]:gap-y-1`}
    >
      <span className="min-w-0">
        <span className="block font-semibold">{runTitle(run)}</span>
        <span className="line-clamp-2 text-muted text-xs">{scope}</span>
      </span>
      <span className="min-w-0 @max-[760px]:order-2 @max-[760px]:col-span-2">
        <span className="block truncate">{run.startedBy}</span>
        <span className="block text-muted text-xs">{formatDateTimeWithYear(run.createdAt, timeZone)}</span>
      </span>
      <span className="@max-[760px]:order-1 @max-[760px]:col-span-2">{countsText(run)}</span>
      <span className="@max-[760px]:text-right">
        <span className={state === 'finished' ? undefined : 'font-semibold text-warn'}>
          {t(`reconcile.state_${state}`)}
        </span>
        <span className="block text-muted text-xs">
          {run.status === 'finished'
            ? run.revertedByRunId === null
              ? null
              : t('reconcile.revertedSince')
            : t('reconcile.doneOf', { done: formatPoints(run.doneCount), total: formatPoints(run.totalCount) })}
        </span>
      </span>
    </button>
  );
}
