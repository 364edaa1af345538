'use client';

import { useCallback, useEffect } from 'react';
import { useInAddress, useOpened } from '@/components/ui/use-opened';
import { IMPORT_ROW_STATUSES } from '@/lib/shared/kinds';

const ROW_FILTERS = ['all', ...IMPORT_ROW_STATUSES] as const;
/** Which rows of an import are listed. */
export type RowFilter = (typeof ROW_FILTERS)[number];
const IMPORT_VIEWS = ['rows', 'columns'] as const;
/** The two halves of an open import. */
export type ImportView = (typeof IMPORT_VIEWS)[number];

/** What the imports screen shows, kept in the address so that it survives a reload and can be passed on. */
export function useImportsUrl() {
  const { value: importId, open, close } = useOpened('import');
  const [rows, sayRows] = useInAddress('rows');
  const [view, sayView] = useInAddress('view');
  const forget = useCallback(() => {
    sayRows(null);
    sayView(null);
  }, [sayRows, sayView]);
  useEffect(() => {
    // They are about an import, which Back may have closed.
    if (importId === null) forget();
  }, [importId, forget]);
  return {
    importId,
    rows: ROW_FILTERS.find((known) => known === rows) ?? 'all',
    /** Null until somebody chose: then the import's status says where to begin. */
    view: IMPORT_VIEWS.find((known) => known === view) ?? null,
    openImport: useCallback(
      (next: string) => {
        forget();
        open(next);
      },
      [forget, open],
    ),
    closeImport: close,
    setRows: useCallback(
      (next: RowFilter) => {
        sayRows(next === 'all' ? null : next);
        sayView('rows');
      },
      [sayRows, sayView],
    ),
    setView: sayView as (next: ImportView) => void,
  };
}
