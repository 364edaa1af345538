import type { InfiniteData } from '@tanstack/react-query';
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
 * The pages with the ledger's newest entries put in front, and with those marked that one of them took back. Entries never
 * change otherwise, so nothing older has to be read again. The same object when there is nothing new in it.
 */
export function withNewestEntries(
  known: LedgerPages,
  newest: readonly LedgerEntry[],
  filter: LedgerFilter,
): LedgerPages {
  const reversals = new Map(newest.map(({ id, reversedEntryId }) => [reversedEntryId, id]));
  const pages = known.pages.map((page) => withMarks(page, reversals));
  const lastNo = known.pages[0]?.items[0]?.entryNo ?? 0;
  const added = newest.filter((entry) => entry.entryNo > lastNo && matchesFilter(entry, filter));
  const [first, ...others] = pages;
  if (added.length > 0 && first) {
    return { ...known, pages: [{ ...first, items: [...added, ...first.items] }, ...others] };
  }
  return pages.every((page, index) => page === known.pages[index]) ? known : { ...known, pages };
}

function withMarks(page: Page<LedgerEntry>, reversals: ReadonlyMap<string | null, string>): Page<LedgerEntry> {
  const isTakenBack = ({ id, reversedByEntryId }: LedgerEntry) => reversedByEntryId === null && reversals.has(id);
  if (!page.items.some(isTakenBack)) return page;
  const items = page.items.map((entry) =>
    isTakenBack(entry) ? { ...entry, reversedByEntryId: reversals.get(entry.id) ?? null } : entry,
  );
  return { ...page, items };
}

/** Whether entries were posted between the last number seen and those read now, which then have to be read otherwise. */
export function hasGap(lastSeenNo: number | null, newest: readonly LedgerEntry[]): boolean {
  const oldest = newest.at(-1);
  return lastSeenNo !== null && oldest !== undefined && oldest.entryNo > lastSeenNo + 1;
}
