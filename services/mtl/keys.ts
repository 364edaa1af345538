import type { MtlEntryQuery, MtlSummaryQuery, PreviewMtlEntryQuery } from './dtos';

/** Query keys of the cash log, the tenant first so that no casino's data can answer for another's. */
export const mtlKeys = {
  all: (casinoId: string) => [casinoId, 'mtl'] as const,
  entries: (casinoId: string, filter: Partial<MtlEntryQuery>) => [casinoId, 'mtl', 'entries', filter] as const,
  everyList: (casinoId: string) => [casinoId, 'mtl', 'entries'] as const,
  preview: (casinoId: string, query: PreviewMtlEntryQuery) => [casinoId, 'mtl', 'preview', query] as const,
  summary: (casinoId: string, query: MtlSummaryQuery) => [casinoId, 'mtl', 'summary', query] as const,
};
