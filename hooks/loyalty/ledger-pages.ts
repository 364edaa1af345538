import { type InfiniteData, replaceEqualDeep } from '@tanstack/react-query';
import type { Page } from '@/lib/shared/schemas';
import type { LedgerEntry, LedgerPageQuery } from '@/services/loyalty/dtos';

/** What narrows a player's ledger down: a reason, and gaming days, both included. */
export type LedgerFilter = Pick<Partial<LedgerPageQuery>, 'reason' | 'from' | 'to'>;

/** A player's ledger as far as it has been read, newest first. */
export type LedgerPages = InfiniteData<Page<LedgerEntry>>;

/** Whether the filter lets the entry through, as the server decides it. */
export function matchesFilter(entry: LedgerEntry, { reason, from, to }: LedgerFilter): boolean {
  if (reason !== undefined && entry.reason !== reason) return false;
  if (from !== undefined && entry.gamingDay < from) return false;
  return to === undefined || entry.gamingDay <= to;
}

/**
 * The pages with the ledger's newest entries in them: each that was missing stands where its number belongs, and each that
 * was known as it is by now. An answer of one's own can come before what another tablet posted earlier, so being newer than
 * the first entry does not tell what is missing. What lies beyond the last page read comes with the next one. The same
 * object when there is nothing new in it.
 */
export function withNewestEntries(
  known: LedgerPages,
  newest: readonly LedgerEntry[],
  filter: LedgerFilter,
): LedgerPages {
  const reversals = reversalsOf([...known.pages.flatMap(({ items }) => items), ...newest]);
  const read = new Map(newest.map((entry) => [entry.entryNo, entry]));
  const fitting = newest.filter((entry) => matchesFilter(entry, filter));
  let above = Number.POSITIVE_INFINITY;
  const pages = known.pages.map((page) => {
    const lowest = page.items.at(-1)?.entryNo ?? above;
    const knownNos = new Set(page.items.map(({ entryNo }) => entryNo));
    const missing = fitting.filter(
      ({ entryNo }) => entryNo < above && (page.nextCursor === null || entryNo > lowest) && !knownNos.has(entryNo),
    );
    const items = page.items.map((entry) => asOfNow(entry, read.get(entry.entryNo), reversals));
    above = lowest;
    if (missing.length === 0)
      return items.every((entry, index) => entry === page.items[index]) ? page : { ...page, items };
    const added = missing.map((entry) => asOfNow(entry, undefined, reversals));
    return { ...page, items: [...added, ...items].sort((a, b) => b.entryNo - a.entryNo) };
  });
  return pages.every((page, index) => page === known.pages[index]) ? known : { ...known, pages };
}

/** By the id of an entry, the id of the reversal that took it back. */
type Reversals = ReadonlyMap<string, string>;

function reversalsOf(entries: readonly LedgerEntry[]): Reversals {
  return new Map(
    entries.flatMap(({ id, reversedEntryId }) => (reversedEntryId === null ? [] : [[reversedEntryId, id] as const])),
  );
}

/**
 * The entry as it was read last. That it was taken back is never forgotten: an answer that is given once more tells of the
 * entry as it stood at first.
 */
function asOfNow(entry: LedgerEntry, read: LedgerEntry | undefined, reversals: Reversals): LedgerEntry {
  const takenBackBy = entry.reversedByEntryId ?? read?.reversedByEntryId ?? reversals.get(entry.id) ?? null;
  const reversedByEntryId = entry.reason === 'reversal' ? takenBackBy : lastOf(takenBackBy, reversals);
  return replaceEqualDeep(entry, { ...(read ?? entry), reversedByEntryId });
}

/**
 * Follows a reversal to the one that holds now: null where it was taken back in turn, so that its entry counts again.
 */
function lastOf(reversalId: string | null, reversals: Reversals): string | null {
  for (let last = reversalId; last !== null; ) {
    const reinstatedBy = reversals.get(last);
    if (reinstatedBy === undefined) return last;
    last = reversals.get(reinstatedBy) ?? null;
  }
  return null;
}

/** Whether entries were posted between the last number seen and those read now, which then have to be read otherwise. */
export function hasGap(lastSeenNo: number | null, newest: readonly LedgerEntry[]): boolean {
  const oldest = newest.at(-1);
  return lastSeenNo !== null && oldest !== undefined && oldest.entryNo > lastSeenNo + 1;
}
