'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useOpened } from '@/components/ui/use-opened';
import type { QueueSort, QueueStatus } from '@/services/reconciliation/dtos';
import { FLAG_FILTERS, type FlagFilter, QUEUE_ORDERS, QUEUE_TABS } from './reconcile-model';

const VIEWS = ['queue', 'history'] as const;
export type ReconcileView = (typeof VIEWS)[number];

const PARAMETERS = {
  view: parseAsStringLiteral(VIEWS).withDefault('queue'),
  import: parseAsString,
  status: parseAsStringLiteral(QUEUE_TABS).withDefault('pending'),
  flags: parseAsArrayOf(parseAsStringLiteral(FLAG_FILTERS)).withDefault([]),
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(QUEUE_ORDERS).withDefault('row'),
};

/** What the screen shows, kept in the address so that it survives a reload and can be passed on. */
export function useReconcileUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  const flags = useMemo(() => FLAG_FILTERS.filter((flag) => url.flags.includes(flag)), [url.flags]);
  return {
    view: url.view,
    importId: url.import,
    status: url.status,
    flags,
    search: url.q,
    sort: url.sort,
    setView: useCallback((view: ReconcileView) => void setUrl({ view }), [setUrl]),
    setImport: useCallback((importId: string | null) => void setUrl({ import: importId }), [setUrl]),
    // What was applied is no upgrade any more: the flags of one status find next to nothing in another.
    setStatus: useCallback((status: QueueStatus) => void setUrl({ status, flags: null }), [setUrl]),
    setFlags: useCallback((next: readonly FlagFilter[]) => void setUrl({ flags: [...next] }), [setUrl]),
    setSearch: useCallback((q: string) => void setUrl({ q }), [setUrl]),
    setSort: useCallback((sort: QueueSort) => void setUrl({ sort }), [setUrl]),
    showAll: useCallback(() => void setUrl({ import: null, flags: null, q: null }), [setUrl]),
    /** A row may be opened over the run that it is of, and a run over a row that it decided. */
    row: useOpened('row'),
    run: useOpened('run'),
  };
}

/** The address of the screen, and how to change it. */
export type ReconcileUrl = ReturnType<typeof useReconcileUrl>;
