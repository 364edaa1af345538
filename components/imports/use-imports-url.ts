'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { IMPORT_ROW_STATUSES } from '@/lib/shared/kinds';

const ROW_FILTERS = ['all', ...IMPORT_ROW_STATUSES] as const;
/** Which rows of an import are listed. */
export type RowFilter = (typeof ROW_FILTERS)[number];
const IMPORT_VIEWS = ['rows', 'columns'] as const;
/** The two halves of an open import. */
export type ImportView = (typeof IMPORT_VIEWS)[number];

const PARAMETERS = {
  import: parseAsString,
  rows: parseAsStringLiteral(ROW_FILTERS).withDefault('all'),
  /** Null until somebody chose: then the import's status says where to begin. */
  view: parseAsStringLiteral(IMPORT_VIEWS),
};

/** What the imports screen shows, kept in the address so that it survives a reload and can be passed on. */
export function useImportsUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    importId: url.import,
    rows: url.rows,
    view: url.view,
    // Opening an import is a step one can go back from; closing it is not another.
    openImport: useCallback(
      (importId: string) => void setUrl({ import: importId, rows: null, view: null }, { history: 'push' }),
      [setUrl],
    ),
    closeImport: useCallback(() => void setUrl({ import: null, rows: null, view: null }), [setUrl]),
    setRows: useCallback((rows: RowFilter) => void setUrl({ rows, view: 'rows' }), [setUrl]),
    setView: useCallback((view: ImportView) => void setUrl({ view }), [setUrl]),
  };
}
