'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { useCan } from '@/hooks/casino/me-context';
import { useReconcileImports } from '@/hooks/reconciliation/use-reconcile-imports';
import { useReconcileCounts, useReconcileQueue } from '@/hooks/reconciliation/use-reconcile-queue';
import { useReconcileIntents } from '@/hooks/reconciliation/use-reconcile-requests';
import { useSettled } from '@/hooks/use-settled';
import type { QueueStatus, ReconciliationItem } from '@/services/reconciliation/dtos';
import { ApplyBar } from './apply-bar';
import { QueueFilters } from './queue-filters';
import { type Choosing, QueueList } from './queue-list';
import { type ApplyTarget, canApply, filterOf, isNarrowed, toggled, withAll, without } from './reconcile-model';
import { filterText } from './reconcile-words';
import type { ReconcileUrl } from './use-reconcile-url';

const TYPING_PAUSE_MS = 250;

type QueueViewProps = { url: ReconcileUrl; onApply: (target: ApplyTarget, onApplied: () => void) => void };

/** The queue under its filters, and what can be done with the rows chosen or with all of them. */
export function QueueView({ url, onApply }: QueueViewProps) {
  const { importId, status, flags, sort } = url;
  const search = useSettled(url.search, TYPING_PAUSE_MS);
  const filter = useMemo(() => filterOf({ importId, status, flags, search }), [importId, status, flags, search]);
  const queue = useReconcileQueue(filter, sort);
  const counts = useReconcileCounts(importId, status).data;
  const fileName = useReconcileImports(importId).data?.find(({ id }) => id === importId)?.fileName ?? null;
  const { chosen, clear, ...choosing } = useChoosing(status);
  const canReconcile = useCan('reconcile.apply');
  const isEmpty = (queue.data?.length ?? 0) === 0;
  const applySelected = () => {
    // What the list knows of a row by now counts, not what it was when it was chosen.
    const current = new Map(queue.data?.map((item) => [item.rowId, item]));
    onApply({ items: [...chosen.values()].map((item) => current.get(item.rowId) ?? item) }, clear);
  };
  const applyAll = () => onApply({ filter, words: filterText(filter, fileName) ?? '' }, clear);
  return (
    <>
      <QueueFilters url={url} />
      <div className="scroll-area min-h-0 flex-1 px-[18px] pb-[18px] max-sm:px-2">
        <QueueList
          queue={queue}
          status={status}
          isNarrowed={isNarrowed(filter) || importId !== null}
          choosing={{ chosen, onClear: clear, ...choosing }}
          onOpen={url.row.open}
          onShowAll={url.showAll}
        />
      </div>
      {canReconcile && canApply(status) && !isEmpty ? (
        <ApplyBar
          chosenCount={chosen.size}
          matchCount={isNarrowed(filter) ? null : (counts?.status[status] ?? null)}
          isStale={queue.isPlaceholderData}
          onClear={clear}
          onApplySelected={applySelected}
          onApplyAll={applyAll}
        />
      ) : null}
    </>
  );
}

/** The rows chosen. They outlive a search, so that several can be looked for; another status is another matter. */
function useChoosing(status: QueueStatus): Omit<Choosing, 'onClear'> & { clear: () => void } {
  const [{ of, chosen }, setChoice] = useState({ of: status, chosen: NOTHING });
  const change = useCallback(
    (next: (before: ReadonlyMap<string, ReconciliationItem>) => ReadonlyMap<string, ReconciliationItem>) =>
      setChoice((before) => ({ of: status, chosen: next(before.of === status ? before.chosen : NOTHING) })),
    [status],
  );
  const intents = useReconcileIntents();
  useEffect(() => {
    // What was applied is chosen no longer, be it by its drawer, or after the dialog was closed.
    for (const { status: outcome, request } of intents) {
      if (outcome !== 'answered' || request.kind !== 'apply' || !('rowIds' in request.rows)) continue;
      const { rowIds } = request.rows;
      change((before) => without(before, rowIds));
    }
  }, [intents, change]);
  return {
    chosen: of === status ? chosen : NOTHING,
    onToggle: useCallback((item) => change((before) => toggled(before, item)), [change]),
    onChooseAll: useCallback((items) => change((before) => withAll(before, items)), [change]),
    clear: useCallback(() => change(() => NOTHING), [change]),
  };
}

const NOTHING: ReadonlyMap<string, ReconciliationItem> = new Map();
