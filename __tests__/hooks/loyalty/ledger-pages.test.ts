import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasGap,
  type LedgerFilter,
  type LedgerPages,
  matchesFilter,
  withNewestEntries,
} from '@/hooks/loyalty/ledger-pages';
import { showNewestEntries } from '@/hooks/loyalty/use-ledger';
import type { Page } from '@/lib/shared/schemas';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { loyaltyKeys } from '@/services/loyalty/keys';

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
    originalReason: null,
    reinstatesEntryId: null,
    rewardId: null,
    rewardName: null,
    amountCents: null,
    isByVoucher: false,
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

describe('the newest entries in a list', () => {
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

  test.each<LedgerFilter>([{}, { reason: 'promotion' }])(
    'an entry of another tablet that was posted before mine comes in behind it, filter %j',
    (filter) => {
      const mine = withNewestEntries(pagesOf([entry(10)]), [entry(12)], filter);
      const shown = withNewestEntries(mine, [entry(12), entry(11), entry(10)], filter);
      expect(numbers(shown)).toEqual([[12, 11, 10]]);
    },
  );

  test('what is missing stands on the page that its number belongs to, and what its filter keeps out stays out', () => {
    const known = pagesOf([entry(12), entry(9)], [entry(5), entry(3)]);
    const redeemed = entry(10, { reason: 'redemption' });
    const shown = withNewestEntries(known, [entry(11), redeemed, entry(7), entry(4)], { reason: 'promotion' });
    expect(numbers(shown)).toEqual([
      [12, 11, 9],
      [7, 5, 4, 3],
    ]);
  });

  test('what lies beyond the last page read is left to the next page, which brings it', () => {
    const known: LedgerPages = { pages: [{ items: [entry(9), entry(8)], nextCursor: '8' }], pageParams: [{}] };
    expect(withNewestEntries(known, [entry(9), entry(8), entry(7)], {})).toBe(known);
  });

  test('a known entry is shown as it was read last, but an answer given once more does not undo its mark', () => {
    const known = pagesOf([entry(2), entry(1)]);
    const shown = withNewestEntries(known, [entry(1, { reversedByEntryId: 'entry-9', rewardName: 'Steak' })], {});
    expect(shown.pages[0]?.items[1]).toEqual(entry(1, { reversedByEntryId: 'entry-9', rewardName: 'Steak' }));
    const replayed = withNewestEntries(shown, [entry(1, { rewardName: 'Steak' })], {});
    expect(replayed).toBe(shown);
  });

  test('an entry that was reinstated bears no mark any more, and one that was taken back anew bears the newest', () => {
    const taken = entry(2, { reason: 'reversal', reversedEntryId: 'entry-1' });
    const reinstated = entry(3, { reason: 'reversal', reversedEntryId: 'entry-2', reinstatesEntryId: 'entry-1' });
    const again = entry(4, { reason: 'reversal', reversedEntryId: 'entry-3' });
    const marks = (pages: LedgerPages) =>
      Object.fromEntries(pages.pages.flatMap(({ items }) => items.map((one) => [one.entryNo, one.reversedByEntryId])));
    const first = withNewestEntries(pagesOf([entry(1)]), [taken], {});
    expect(marks(first)).toEqual({ 1: 'entry-2', 2: null });
    const second = withNewestEntries(first, [reinstated], {});
    expect(marks(second)).toEqual({ 1: null, 2: 'entry-3', 3: null });
    expect(marks(withNewestEntries(second, [again], {}))).toEqual({
      1: 'entry-4',
      2: 'entry-3',
      3: 'entry-4',
      4: null,
    });
    const narrowed = withNewestEntries(pagesOf([entry(1, { reversedByEntryId: 'entry-2' })]), [reinstated], {
      reason: 'promotion',
    });
    expect(marks(narrowed)).toEqual({ 1: null });
  });

  test('an entry that comes late bears the mark of the reversal that is already there', () => {
    const known = pagesOf([entry(3, { reason: 'reversal', reversedEntryId: 'entry-2' }), entry(1)]);
    const shown = withNewestEntries(known, [entry(2)], {});
    expect(shown.pages[0]?.items[1]).toEqual(entry(2, { reversedByEntryId: 'entry-3' }));
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

const HEAD = 4;
const PAGE = 3;
const LIST = ['casino', 'player'] as const;

/** The ledger as the server has it, and one tablet's list of it that is kept up as the screen keeps it. */
class Tablet {
  readonly client = new QueryClient();
  readonly ledger: LedgerEntry[] = [];
  readonly answers: LedgerEntry[] = [];
  private lastSeenNo: number | null = null;
  private readonly filter: LedgerFilter;
  private readonly key: ReturnType<typeof loyaltyKeys.ledger>;

  constructor(filter: LedgerFilter, entries: number) {
    this.filter = filter;
    this.key = loyaltyKeys.ledger(...LIST, filter);
    for (let posted = 0; posted < entries; posted += 1) this.post(posted % 2 === 0, null);
    this.readAgain();
    this.readHead();
  }

  post(isPromotion: boolean, takenBack: number | null): LedgerEntry {
    const target = takenBack === null ? undefined : this.ledger[takenBack % this.ledger.length];
    const entryNo = this.ledger.length + 1;
    if (target?.reversedByEntryId === null) this.takeBack(target, entryNo);
    else this.ledger.push(entry(entryNo, { reason: isPromotion ? 'promotion' : 'redemption' }));
    return this.ledger[entryNo - 1] ?? entry(entryNo);
  }

  /** As the server does it: what was reinstated goes by the entry that did it, and counts or not with the last of them all. */
  takeBack(asked: LedgerEntry, entryNo: number): void {
    const by = (id: string) => this.ledger.find(({ reversedEntryId }) => reversedEntryId === id);
    let target = asked;
    for (let next = by(target.id); next; next = by(target.id)) target = next;
    let [root, depth] = [target, 1];
    for (; root.reversedEntryId !== null; depth += 1)
      root = this.ledger[Number(root.reversedEntryId.slice(6)) - 1] ?? root;
    const isReinstated = depth % 2 === 0;
    const set = ({ entryNo: no }: LedgerEntry, reversedByEntryId: string | null) => {
      this.ledger[no - 1] = { ...(this.ledger[no - 1] ?? root), reversedByEntryId };
    };
    if (target !== root) set(target, `entry-${entryNo}`);
    set(root, isReinstated ? null : `entry-${entryNo}`);
    this.ledger.push(
      entry(entryNo, {
        reason: 'reversal',
        reversedEntryId: target.id,
        originalReason: root.reason,
        reinstatesEntryId: isReinstated ? root.id : null,
      }),
    );
  }

  show(newest: LedgerEntry[]): void {
    showNewestEntries(this.client, ...LIST, newest);
    if (this.client.getQueryState(this.key)?.isInvalidated) this.readAgain();
  }

  readHead(): void {
    const head = this.ledger.slice(-HEAD).reverse();
    if (hasGap(this.lastSeenNo, head)) this.readAgain();
    this.show(head);
    this.lastSeenNo = head[0]?.entryNo ?? 0;
  }

  readMore(): void {
    const known = this.known();
    const last = known.pages.at(-1);
    if (last?.nextCursor == null) return;
    const pages = [...known.pages, this.pageBefore(Number(last.nextCursor))];
    this.client.setQueryData<LedgerPages>(this.key, { pages, pageParams: pages.map(() => ({})) });
  }

  readAgain(): void {
    const page = this.pageBefore(Number.POSITIVE_INFINITY);
    this.client.setQueryData<LedgerPages>(this.key, { pages: [page], pageParams: [{}] });
  }

  pageBefore(before: number, length = PAGE): Page<LedgerEntry> {
    const fitting = this.ledger
      .filter((entry) => entry.entryNo < before && matchesFilter(entry, this.filter))
      .reverse();
    const items = fitting.slice(0, length);
    return { items, nextCursor: fitting.length > length ? String(items.at(-1)?.entryNo) : null };
  }

  known(): LedgerPages {
    return this.client.getQueryData<LedgerPages>(this.key) ?? pagesOf();
  }
}

const step = fc.oneof(
  fc.record({
    act: fc.constant('post' as const),
    isMine: fc.boolean(),
    isPromotion: fc.boolean(),
    takenBack: fc.option(fc.nat(30), { nil: null }),
  }),
  fc.record({ act: fc.constant('answer' as const), which: fc.nat(20) }),
  fc.record({ act: fc.constant('head' as const) }),
  fc.record({ act: fc.constant('more' as const) }),
);

test('answers and heads in whatever order end in the list that a fresh read gives', () => {
  const filter = fc.constantFrom<LedgerFilter>({}, { reason: 'promotion' }, { reason: 'reversal' });
  fc.assert(
    fc.property(filter, fc.nat(8), fc.array(step, { maxLength: 40 }), (narrowing, entries, steps) => {
      const tablet = new Tablet(narrowing, entries);
      for (const each of steps) {
        if (each.act === 'head') tablet.readHead();
        else if (each.act === 'more') tablet.readMore();
        else if (each.act === 'answer') {
          // Any of them, however late and however often.
          const answer = tablet.answers[each.which % Math.max(tablet.answers.length, 1)];
          if (answer) tablet.show([answer]);
        } else {
          const posted = tablet.post(each.isPromotion, each.takenBack);
          if (each.isMine) tablet.answers.push(posted);
        }
      }
      tablet.readHead();
      for (const answer of tablet.answers) tablet.show([answer]);
      const { pages } = tablet.known();
      const shown = pages.flatMap(({ items }) => items);
      const fresh = tablet.pageBefore(Number.POSITIVE_INFINITY, shown.length);
      expect(shown).toEqual(fresh.items);
      expect(pages.at(-1)?.nextCursor).toBe(fresh.nextCursor);
    }),
    { numRuns: 500 },
  );
});

test('a list that is being read while entries come has them when its answer is older than they are', async () => {
  const client = new QueryClient();
  const queryKey = loyaltyKeys.ledger(...LIST, { reason: 'promotion' });
  const { promise, resolve } = Promise.withResolvers<Page<LedgerEntry>>();
  const reading = client.fetchInfiniteQuery({ queryKey, queryFn: () => promise, initialPageParam: {} });
  showNewestEntries(client, ...LIST, [entry(2)]);
  resolve({ items: [entry(1)], nextCursor: null });
  await reading;
  expect(numbers(client.getQueryData<LedgerPages>(queryKey) ?? pagesOf())).toEqual([[2, 1]]);
});
