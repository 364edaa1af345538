import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { closeGamingDay, getSummary, identifyPatron, listEntries, previewEntry, recordEntry, voidEntry } from './crud';
import type { MtlSummaryQuery } from './dtos';
import { summaryToCsv } from './summary-csv';

/** What is one call. */
const SINGLE = { closeGamingDay, getSummary, identifyPatron, listEntries, previewEntry, recordEntry, voidEntry };

/** The cash log: entries, who unknown patrons turned out to be, and gaming days with their signatures. */
export function createMtlService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** A gaming day's log as CSV, today's unless given. */
    async *streamSummary(query: MtlSummaryQuery): AsyncGenerator<string> {
      yield summaryToCsv(await getSummary(db, query));
    },
  };
}
