'use client';

import { ReceiptText } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { HistorySkeleton, MoreFailed } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { VirtualList } from '@/components/ui/virtual-list';
import type { LedgerFilter } from '@/hooks/loyalty/ledger-pages';
import { ledgerReader, useLedger } from '@/hooks/loyalty/use-ledger';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { ExportButton } from './export-button';
import { LEDGER_COLUMNS, LedgerRow } from './ledger-row';
import { PointsFilter } from './points-filter';
import { useEntryJump } from './use-entry-jump';

type PointsPanelProps = {
  playerId: string;
  filter: LedgerFilter;
  onFilter: (filter: LedgerFilter) => void;
  onTakeBack: (entry: LedgerEntry) => void;
};

/** The player's ledger: every movement of points, the newest first. */
export function PointsPanel({ playerId, filter, onFilter, onTakeBack }: PointsPanelProps) {
  const ledger = useLedger(playerId, filter);
  const entries = ledger.data ?? NONE;
  const isFiltered = Object.keys(filter).length > 0;
  const { target, isLooking, jumpTo } = useEntryJump({ ledger, isFiltered, onClearFilter: () => onFilter({}) });
  const numbers = useMemo(() => new Map(entries.map(({ id, entryNo }) => [id, entryNo])), [entries]);
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError, hasNextPage, isPlaceholderData } = ledger;
  const onNearEnd = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  return (
    <>
      <PointsFilter filter={filter} onFilter={onFilter}>
        <ExportButton
          list={{ kind: 'points', readPage: ledgerReader(playerId, filter) }}
          isDisabled={entries.length === 0 || isPlaceholderData}
          expectedCount={isFiltered ? null : (entries[0]?.entryNo ?? null)}
        />
      </PointsFilter>
      {isLooking ? (
        <p role="status" className="animate-late pt-2 text-muted text-sm">
          Looking for the entry …
        </p>
      ) : null}
      {ledger.isPending ? <HistorySkeleton label="Loading the points" /> : null}
      {ledger.isError && ledger.data === undefined ? (
        <ErrorState {...errorText(ledger.error)} onRetry={() => void ledger.refetch()} isRetrying={ledger.isFetching} />
      ) : null}
      {ledger.isSuccess && entries.length === 0 ? (
        <NoEntries isFiltered={isFiltered} onShowAll={() => onFilter({})} />
      ) : null}
      {entries.length > 0 ? (
        <div className={isPlaceholderData ? 'opacity-60' : undefined}>
          <LedgerHeadings />
          <VirtualList
            label="Points"
            items={entries}
            keyOf={keyOf}
            rowHeight={62}
            hasMore={hasNextPage && !isFetchNextPageError && !isPlaceholderData}
            onNearEnd={onNearEnd}
            target={target}
          >
            {(entry) => (
              <LedgerRow
                entry={entry}
                linkedNo={numbers.get(entry.reversedEntryId ?? entry.reversedByEntryId ?? '') ?? null}
                isTarget={target?.key === entry.id}
                onJump={jumpTo}
                onTakeBack={onTakeBack}
              />
            )}
          </VirtualList>
          <MoreFailed
            isFailed={isFetchNextPageError}
            isBusy={isFetchingNextPage}
            onRetry={() => void fetchNextPage()}
          />
        </div>
      ) : null}
    </>
  );
}

const NONE: LedgerEntry[] = [];

function keyOf(entry: LedgerEntry): string {
  return entry.id;
}

function LedgerHeadings() {
  return (
    <div
      aria-hidden
      className={`${LEDGER_COLUMNS} border-b px-2 py-2 font-medium text-muted text-xs @max-[560px]:hidden`}
    >
      <span>Entry</span>
      <span>When</span>
      <span>What</span>
      <span className="text-right">
        Points
        <span className="block">Balance after</span>
      </span>
      <span />
    </div>
  );
}

function NoEntries({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  if (!isFiltered) {
    return (
      <EmptyState icon={ReceiptText} title="No points yet">
        The first entry is made when a slip closes or a reward is issued.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ReceiptText}
      title="No entries here"
      action={<Button onClick={onShowAll}>Show all entries</Button>}
    >
      None of the player’s entries is like this.
    </EmptyState>
  );
}
