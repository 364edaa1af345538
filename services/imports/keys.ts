import type { QueueFilter, QueueSort } from './dtos';

/** Query keys of the imports context, the tenant first so that no casino's data can answer for another's. */
export const importKeys = {
  all: (casinoId: string) => [casinoId, 'imports'] as const,
  list: (casinoId: string) => [casinoId, 'imports', 'list'] as const,
  detail: (casinoId: string, importId: string) => [casinoId, 'imports', 'detail', importId] as const,
  rowsOf: (casinoId: string, importId: string) => [casinoId, 'imports', 'rows', importId] as const,
  rows: (casinoId: string, importId: string, status: string | null) =>
    [casinoId, 'imports', 'rows', importId, status] as const,
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
