import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import {
  closeGamingDay,
  getDayVersion,
  getSummary,
  identifyPatron,
  listEntries,
  previewEntry,
  recordEntry,
  voidEntry,
} from './crud';
import type { MtlEntry, MtlEntryQuery, MtlSummary, MtlSummaryQuery } from './dtos';
import { summaryToCsv } from './summary-csv';

type Versioned<Data> = { version: string; data: Data | null };

/** What is one call; shapes are those of `dtos.ts`, amounts in cents, refusals those of the RPC of the same name (docs/rpc.md). */
const SINGLE = { closeGamingDay, getSummary, identifyPatron, listEntries, previewEntry, recordEntry, voidEntry };

/** The cash log: entries, who unknown patrons turned out to be, and gaming days with their signatures. */
export function createMtlService(db: Db) {
  // The version is read before what it is of: what changes in between is told by the next version.
  const unlessKnown = async <Data>(
    day: MtlSummaryQuery,
    knownVersion: string | undefined,
    read: () => Promise<Data>,
  ) => {
    const version = await getDayVersion(db, day);
    return { version, data: version === knownVersion ? null : await read() };
  };
  return {
    ...callsOf(db, SINGLE),

    /**
     * A gaming day's log with its version, today's unless given, amounts in cents; without data while the version is the
     * known one. VALIDATION_FAILED.
     */
    findSummary(query: MtlSummaryQuery, knownVersion?: string): Promise<Versioned<MtlSummary>> {
      return unlessKnown(query, knownVersion, () => getSummary(db, query));
    },

    /**
     * A page of one gaming day's entries with the day's version, amounts in cents; without data while the version is the
     * known one. PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND, VALIDATION_FAILED.
     */
    findEntriesOfDay(
      query: MtlEntryQuery & { gamingDay: string },
      knownVersion?: string,
    ): Promise<Versioned<Page<MtlEntry>>> {
      return unlessKnown({ gamingDay: query.gamingDay }, knownVersion, () => listEntries(db, query));
    },

    /** A gaming day's log as CSV, today's unless given, amounts in cents. VALIDATION_FAILED. */
    async *streamSummary(query: MtlSummaryQuery): AsyncGenerator<string> {
      yield summaryToCsv(await getSummary(db, query));
    },
  };
}
