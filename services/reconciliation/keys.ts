import type { QueueFilter, QueueSort } from './dtos';

/**
 * Query keys of the reconciliation context, the tenant first. They lie under those of the imports: what changes an import
 * changes its rows in the queue.
 */
export const reconciliationKeys = {
  queue: (casinoId: string) => [casinoId, 'imports', 'queue'] as const,
  queuePage: (casinoId: string, filter: QueueFilter, sort: QueueSort) =>
    [casinoId, 'imports', 'queue', 'page', filter, sort] as const,
  counts: (casinoId: string, importId: string | null, status: string) =>
    [casinoId, 'imports', 'queue', 'counts', importId, status] as const,
  row: (casinoId: string, rowId: string) => [casinoId, 'imports', 'queue', 'row', rowId] as const,
  preview: (casinoId: string, filter: QueueFilter) => [casinoId, 'imports', 'queue', 'preview', filter] as const,
  runs: (casinoId: string) => [casinoId, 'imports', 'runs'] as const,
  runResults: (casinoId: string, runId: string) => [casinoId, 'imports', 'runs', runId, 'results'] as const,
};
