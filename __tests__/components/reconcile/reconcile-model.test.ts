import { describe, expect, test } from 'vitest';
import {
  canApply,
  FLAG_FILTERS,
  filterOf,
  findBegun,
  isNarrowed,
  newestOf,
  previewOf,
  runState,
  SELECTED_MAX,
  shareDone,
  shownFlags,
  skippedByCode,
  tally,
  toggled,
  withAll,
  without,
} from '@/components/reconcile/reconcile-model';
import { applyInputSchema, queueFilterSchema } from '@/services/reconciliation/dtos';
import { aRow, aRun, aStranger } from './support/rows';

const CHOICE = { importId: null, status: 'pending', flags: [], search: '' } as const;

describe('the filter that the server is asked with', () => {
  test('of an untouched queue it is the status alone', () => {
    expect(filterOf(CHOICE)).toEqual({ status: 'pending' });
    expect(isNarrowed(filterOf(CHOICE))).toBe(false);
  });
  test('a search of one letter is none, and blanks around it do not count', () => {
    expect(filterOf({ ...CHOICE, search: ' o ' })).toEqual({ status: 'pending' });
    expect(filterOf({ ...CHOICE, search: ' ok ' })).toEqual({ status: 'pending', search: 'ok' });
  });
  test('is the same whatever the order the flags were pressed in', () => {
    const filter = filterOf({ ...CHOICE, flags: ['stale', 'upgrade'] });
    expect(JSON.stringify(filter)).toBe(JSON.stringify(filterOf({ ...CHOICE, flags: ['upgrade', 'stale'] })));
    expect(isNarrowed(filter)).toBe(true);
  });
  test('every flag of the screen is one that the contract knows', () => {
    expect(queueFilterSchema.parse(filterOf({ ...CHOICE, flags: FLAG_FILTERS }))).toMatchObject(
      Object.fromEntries(FLAG_FILTERS.map((flag) => [flag, true])),
    );
  });
});

test('what was applied or kept is reverted before it is applied again', () => {
  expect((['pending', 'applied', 'kept', 'reverted'] as const).filter(canApply)).toEqual(['pending', 'reverted']);
});

test('a row shows no flag twice in other words', () => {
  expect(shownFlags(aRow())).toEqual(['upgrade']);
  expect(shownFlags({ flags: ['tier_conflict', 'stale'] })).toEqual(['tier_conflict', 'stale']);
  expect(shownFlags({ flags: ['no_change'] })).toEqual([]);
});

describe('what applying selected rows would do', () => {
  const kept = aRow({ flags: ['no_change', 'stale'], would: { outcome: 'kept', code: null } });
  const unknownTier = { outcome: 'skipped', code: 'UNKNOWN_TIER' } as const;
  const preview = previewOf([
    aRow(),
    aRow({ flags: ['tier_conflict', 'upgrade', 'unknown_freshness'] }),
    kept,
    { ...kept, flags: ['no_change', 'unknown_freshness'] },
    aRow({ flags: ['unknown_tier'], would: unknownTier }),
    aRow({ flags: ['name_differs', 'unknown_tier'], would: { outcome: 'skipped', code: 'IDENTITY_UNCONFIRMED' } }),
    // Of a row that names nobody it does not matter that its tier is unknown too.
    aStranger({ flags: ['missing_canonical', 'unknown_tier', 'unknown_freshness', 'stale'] }),
  ]);
  test('each row counts once', () => {
    expect(preview).toEqual({
      total: 7,
      upgrade: 2,
      keep: 2,
      missing: 1,
      unconfirmed: 1,
      unknownTier: 1,
      unknownFreshness: 2,
      unknownFreshnessUpgrade: 1,
      stale: 1,
    });
    expect(preview.upgrade + preview.keep + preview.missing + preview.unconfirmed + preview.unknownTier).toBe(
      preview.total,
    );
  });
  test('an unknown freshness is left out until it is confirmed', () => {
    expect(tally(preview, false)).toEqual({ rise: 1, keep: 1, unconfirmed: 2 });
    expect(tally(preview, true)).toEqual({ rise: 2, keep: 2, unconfirmed: 0 });
  });
});

describe('how a run stands', () => {
  const updatedAt = '2026-11-20T15:00:00.000Z';
  const secondsOn = (seconds: number) => Date.parse(updatedAt) + seconds * 1_000;
  test('a run that nobody has been at for half a minute is interrupted', () => {
    expect(runState({ status: 'running', updatedAt }, secondsOn(30))).toBe('running');
    expect(runState({ status: 'running', updatedAt }, secondsOn(31))).toBe('interrupted');
    expect(runState({ status: 'finished', updatedAt }, secondsOn(3600))).toBe('finished');
    expect(runState({ status: 'stopped', updatedAt }, secondsOn(3600))).toBe('stopped');
  });
  test('the bar of a run is full when it is finished, and never more than full', () => {
    expect(shareDone({ doneCount: 25, totalCount: 100, status: 'running' })).toBe(0.25);
    expect(shareDone({ doneCount: 25, totalCount: 100, status: 'stopped' })).toBe(0.25);
    expect(shareDone({ doneCount: 90, totalCount: 100, status: 'finished' })).toBe(1);
    expect(shareDone({ doneCount: 101, totalCount: 100, status: 'running' })).toBe(1);
    expect(shareDone({ doneCount: 0, totalCount: 0, status: 'running' })).toBe(1);
  });
  test('the newest that is known of a run is shown, and nothing of another run', () => {
    const known = aRun({ doneCount: 5 });
    const later = aRun({ doneCount: 9, updatedAt: '2026-11-20T15:00:05.000Z' });
    expect(newestOf(known, later, undefined, aRun({ ...later, id: 'run-2' }))).toBe(later);
    expect(newestOf(later, known)).toBe(later);
  });
});

test('the run that one has just begun is one that was not there before', () => {
  const mine = aRun({ status: 'running' });
  const find = (run: typeof mine, before: string[] = []) =>
    findBegun([run], new Set(before), 'apply', 'Harbor Loyalty Manager');
  expect(find(mine)).toBe(mine);
  expect(find(mine, ['run-1'])).toBeNull();
  expect(find({ ...mine, startedBy: 'Harbor Administrator' })).toBeNull();
  expect(find({ ...mine, action: 'revert' })).toBeNull();
  expect(find({ ...mine, status: 'finished' })).toBeNull();
});

test('skipped rows are counted by why, and those that did not come along are told apart', () => {
  const result = (code?: string) => ({
    rowId: 'row',
    rowNumber: 2,
    reconciliationId: 'done',
    ...(code === undefined ? { outcome: 'applied' as const } : { outcome: 'skipped' as const, code }),
  });
  const results = ['UNKNOWN_TIER', 'PLAYER_NOT_ENROLLED', 'PLAYER_NOT_ENROLLED', undefined].map(result);
  expect(skippedByCode(results, 10)).toEqual({
    codes: [
      { code: 'PLAYER_NOT_ENROLLED', count: 2 },
      { code: 'UNKNOWN_TIER', count: 1 },
    ],
    others: 7,
  });
  expect(skippedByCode([], 0)).toEqual({ codes: [], others: 0 });
});

describe('choosing rows', () => {
  const rows = Array.from({ length: SELECTED_MAX + 5 }, (_, index) => ({ rowId: `row-${index}` }));
  const first = { rowId: 'row-0' };
  test('the same row twice is no row, and what was chosen before stays as it was', () => {
    const one = toggled(new Map(), first);
    expect([...one.keys()]).toEqual(['row-0']);
    expect(toggled(one, first).size).toBe(0);
    expect(one.size).toBe(1);
  });
  test('takes as many rows as the server does', () => {
    const full = withAll(new Map(), rows);
    expect(full.size).toBe(SELECTED_MAX);
    expect(toggled(full, { rowId: 'another' }).has('another')).toBe(false);
    expect(toggled(full, first).size).toBe(SELECTED_MAX - 1);
  });
  test('rows that were applied are chosen no longer, and a choice without any of them stays as it is', () => {
    const chosen = withAll(new Map(), [{ rowId: 'one' }, { rowId: 'two' }]);
    expect([...without(chosen, ['two', 'three']).keys()]).toEqual(['one']);
    expect(without(chosen, ['three'])).toBe(chosen);
  });
  test('has the limit of the contract', () => {
    const body = (count: number) => ({
      policy: 'upgrade_only',
      rowIds: Array.from({ length: count }, () => '01a1feba-965d-77bd-9103-d09d384b7c7a'),
    });
    expect(applyInputSchema.safeParse(body(SELECTED_MAX)).success).toBe(true);
    expect(applyInputSchema.safeParse(body(SELECTED_MAX + 1)).success).toBe(false);
  });
});
