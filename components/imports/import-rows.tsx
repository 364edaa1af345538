'use client';

import { CircleCheck, Rows3 } from 'lucide-react';
import { importRowStatusLabel } from '@/components/labels';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import { EmptyState } from '@/components/ui/message-state';
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
  return (
    <div className="grid grid-cols-1 gap-3">
      <ImportCounts item={item} filter={filter} onFilter={onFilter} />
      <ListPanel list={rows} loading="Loading the rows" empty={<NoRows filter={filter} />}>
        {(items) => (
          <>
            <RowHeadings />
            <EndlessRows label="Rows" list={rows} items={items} keyOf={keyOf} rowHeight={60}>
              {(row) => <ImportRowLine row={row} headers={item.headers} mapping={item.mapping} />}
            </EndlessRows>
          </>
        )}
      </ListPanel>
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
