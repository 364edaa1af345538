'use client';

import { CircleCheck, Rows3 } from 'lucide-react';
import { useCallback } from 'react';
import { importRowStatusLabel } from '@/components/labels';
import { errorText } from '@/components/ui/error-text';
import { HistorySkeleton, MoreFailed } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { VirtualList } from '@/components/ui/virtual-list';
import { useImportRows } from '@/hooks/imports/use-import-rows';
import type { ImportRow, PlayerImportDetail } from '@/services/imports/dtos';
import { ImportCounts } from './import-counts';
import { ImportRowLine, ROW_COLUMNS } from './import-row-line';
import type { RowFilter } from './use-imports-url';

type ImportRowsProps = { item: PlayerImportDetail; filter: RowFilter; onFilter: (filter: RowFilter) => void };

/** The rows of an import in the order of the file, each with what is wrong in it. */
export function ImportRows({ item, filter, onFilter }: ImportRowsProps) {
  const status = filter === 'all' ? null : filter;
  const rows = useImportRows(item.id, status);
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError, hasNextPage, isPlaceholderData } = rows;
  const onNearEnd = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  return (
    <div className="grid grid-cols-1 gap-3">
      <ImportCounts item={item} filter={filter} onFilter={onFilter} />
      {rows.isPending ? <HistorySkeleton label="Loading the rows" /> : null}
      {rows.isError && rows.data === undefined ? (
        <ErrorState {...errorText(rows.error)} onRetry={() => void rows.refetch()} isRetrying={rows.isFetching} />
      ) : null}
      {rows.data?.length === 0 ? <NoRows filter={filter} /> : null}
      {rows.data !== undefined && rows.data.length > 0 ? (
        <div className={isPlaceholderData ? 'opacity-60' : undefined}>
          <RowHeadings />
          <VirtualList
            label="Rows"
            items={rows.data}
            keyOf={keyOf}
            rowHeight={60}
            hasMore={hasNextPage && !isFetchNextPageError && !isPlaceholderData}
            onNearEnd={onNearEnd}
          >
            {(row) => <ImportRowLine row={row} headers={item.headers} mapping={item.mapping} />}
          </VirtualList>
          <MoreFailed
            isFailed={isFetchNextPageError}
            isBusy={isFetchingNextPage}
            onRetry={() => void fetchNextPage()}
          />
        </div>
      ) : null}
    </div>
  );
}

function keyOf(row: ImportRow): string {
  return row.id;
}

function RowHeadings() {
  return (
    <div aria-hidden className={`${ROW_COLUMNS} border-b px-2 py-2 font-medium text-muted text-xs @max-[620px]:hidden`}>
      <span>Row</span>
      <span>Player</span>
      <span>Tier</span>
      <span className="text-right">Points</span>
      <span>Last activity</span>
      <span>Status</span>
    </div>
  );
}

function NoRows({ filter }: { filter: RowFilter }) {
  if (filter === 'error') {
    return (
      <EmptyState icon={CircleCheck} title="No row is in error">
        Every row of the file could be read.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Rows3} title="No rows here">
      {filter === 'all'
        ? 'The file has no row that arrived yet.'
        : `No row is ${importRowStatusLabel(filter).toLowerCase()}.`}
    </EmptyState>
  );
}
