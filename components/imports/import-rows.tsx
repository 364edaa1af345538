'use client';

import { Rows3 } from 'lucide-react';
import { EmptyList } from '@/components/ui/empty-list';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import { useImportRows } from '@/hooks/imports/use-import-rows';
import type { ImportRow, PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
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
      <ListPanel
        list={rows}
        loading={t('imports.loadingRows')}
        empty={<NoRows filter={filter} onShowAll={() => onFilter('all')} />}
      >
        {(items) => (
          <>
            <RowHeadings />
            <EndlessRows label={t('imports.rows')} list={rows} items={items} keyOf={keyOf} rowHeight={60}>
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
      <span>{t('imports.row')}</span>
      <span>{t('domain.player')}</span>
      <span>{t('imports.tier')}</span>
      <span className="text-right">{t('imports.points')}</span>
      <span>{t('imports.lastActivity')}</span>
      <span>{t('domain.status')}</span>
    </div>
  );
}

type NoRowsProps = { filter: RowFilter; onShowAll: () => void };

export function NoRows({ filter, onShowAll }: NoRowsProps) {
  const isErrors = filter === 'error';
  return (
    <EmptyList
      icon={Rows3}
      isNarrowed={filter !== 'all'}
      none={{ title: t('imports.noRows'), meaning: t('imports.noRows_all') }}
      narrowed={{
        title: t(isErrors ? 'imports.noErrors' : 'imports.noRows'),
        meaning: t(isErrors ? 'imports.noErrorsWhy' : `imports.noRows_${filter}`),
        onShowAll,
        showAllLabel: t('imports.showAllRows'),
      }}
    />
  );
}
