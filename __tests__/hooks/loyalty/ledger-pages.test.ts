import { describe, expect, test } from 'vitest';
import { hasGap, type LedgerPages, matchesFilter, withNewestEntries } from '@/hooks/loyalty/ledger-pages';
import type { LedgerEntry } from '@/services/loyalty/dtos';

function entry(entryNo: number, facts: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id: `entry-${entryNo}`,
    entryNo,
    playerId: 'player',
    visitId: null,
    ratingSlipId: null,
    points: 10,
    balanceAfter: entryNo * 10,
    reason: 'promotion',
    note: null,
    isOverride: false,
    staffId: null,
    staffName: null,
    gamingDay: '2026-11-20',
    reversedEntryId: null,
    reversedByEntryId: null,
    rewardId: null,
    rewardName: null,
    tierUpgrade: null,
    correlationId: 'correlation',
    createdAt: '2026-11-20T21:42:07.125Z',
    ...facts,
  };
}

function pagesOf(...pages: LedgerEntry[][]): LedgerPages {
  return {
    pages: pages.map((items, index) => ({ items, nextCursor: index === pages.length - 1 ? null : 'more' })),
    pageParams: pages.map(() => ({})),
  };
}

const numbers = (pages: LedgerPages) => pages.pages.map(({ items }) => items.map(({ entryNo }) => entryNo));

describe('the newest entries in front of a list', () => {
  test('only those it does not have are added, to its first page, in order', () => {
    const known = pagesOf([entry(4), entry(3)], [entry(2), entry(1)]);
    const shown = withNewestEntries(known, [entry(6), entry(5), entry(4)], {});
    expect(numbers(shown)).toEqual([
      [6, 5, 4, 3],
      [2, 1],
    ]);
  });

  test('with nothing new the list is the very same object, so that nothing is drawn again', () => {
    const known = pagesOf([entry(4), entry(3)]);
    expect(withNewestEntries(known, [entry(4), entry(3)], {})).toBe(known);
    expect(withNewestEntries(known, [], {})).toBe(known);
  });

  test('a reversal marks its entry on whatever page that is, and leaves the other pages as they are', () => {
    const known = pagesOf([entry(3)], [entry(2), entry(1)]);
    const reversal = entry(4, { reason: 'reversal', reversedEntryId: 'entry-1' });
    const shown = withNewestEntries(known, [reversal], {});
    expect(shown.pages[1]?.items.map(({ reversedByEntryId }) => reversedByEntryId)).toEqual([null, 'entry-4']);
    expect(shown.pages[1]?.items[0]).toBe(known.pages[1]?.items[0]);
  });

  test('a narrowed list gets only what its filter lets through, and the mark all the same', () => {
    const known = pagesOf([entry(2)]);
    const reversal = entry(3, { reason: 'reversal', reversedEntryId: 'entry-2' });
    const shown = withNewestEntries(known, [reversal], { reason: 'promotion' });
    expect(numbers(shown)).toEqual([[2]]);
    expect(shown.pages[0]?.items[0]?.reversedByEntryId).toBe('entry-3');
  });

  test('an empty list fills', () => {
    expect(numbers(withNewestEntries(pagesOf([]), [entry(1)], {}))).toEqual([[1]]);
  });
});

test.each([
  [{}, true],
  [{ reason: 'promotion' }, true],
  [{ reason: 'redemption' }, false],
  [{ from: '2026-11-20', to: '2026-11-20' }, true],
  [{ from: '2026-11-21' }, false],
  [{ to: '2026-11-19' }, false],
] as const)('filter %j lets the entry through: %s', (filter, isThrough) => {
  expect(matchesFilter(entry(1), filter)).toBe(isThrough);
});

test('a gap shows in the numbers, which have none', () => {
  expect(hasGap(4, [entry(6), entry(5)])).toBe(false);
  expect(hasGap(4, [entry(7), entry(6)])).toBe(true);
  expect(hasGap(0, [entry(1)])).toBe(false);
  expect(hasGap(null, [entry(7)])).toBe(false);
  expect(hasGap(4, [])).toBe(false);
});
