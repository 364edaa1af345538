import type {
  ApplyPreview,
  QueueFilter,
  QueueSort,
  QueueStatus,
  ReconciliationFlag,
  ReconciliationItem,
  ReconciliationRun,
  RunOutcome,
} from '@/services/reconciliation/dtos';

/** The server takes so many selected rows at once; more of them are applied by a filter. */
export const SELECTED_MAX = 1000;
const SEARCH_MIN = 2;
const INTERRUPTED_AFTER_MS = 30_000;

/** Where a row of the queue can be, in the order of the tabs. */
export const QUEUE_TABS = ['pending', 'applied', 'kept', 'reverted'] as const satisfies readonly QueueStatus[];
/** In what order the queue is listed. */
export const QUEUE_ORDERS = ['row', 'points', 'activity'] as const satisfies readonly QueueSort[];

/** The flags that narrow the queue down, each by its name in the filter. */
export const FLAG_FILTERS = [
  ...(['upgrade', 'conflict', 'missing', 'stale', 'unknownFreshness', 'unknownTier'] as const),
  ...(['identityUnconfirmed', 'nameDiffers', 'birthDateDiffers', 'duplicateInFile', 'namesake'] as const),
];
export type FlagFilter = (typeof FLAG_FILTERS)[number];

/** Which rows are about to be applied: those that were chosen, or all that a filter finds, and the filter in words. */
export type ApplyTarget = { items: readonly ReconciliationItem[] } | { filter: QueueFilter; words: string };

/** What narrows the queue down, as it stands in the address. */
export type QueueChoice = {
  importId: string | null;
  status: QueueStatus;
  flags: readonly FlagFilter[];
  search: string;
};

/** The filter that the server is asked with. A search of one letter would find everybody, so it is none. */
export function filterOf({ importId, status, flags, search }: QueueChoice): QueueFilter {
  const text = search.trim();
  return {
    ...(importId === null ? {} : { importId }),
    status,
    ...(text.length < SEARCH_MIN ? {} : { search: text }),
    ...Object.fromEntries(FLAG_FILTERS.filter((flag) => flags.includes(flag)).map((flag) => [flag, true])),
  };
}

/** Whether the filter narrows a status of an import down any further: then its count is not that of the status. */
export function isNarrowed(filter: QueueFilter): boolean {
  return filter.search !== undefined || FLAG_FILTERS.some((flag) => filter[flag] !== undefined);
}

/** Whether rows of this status can be applied; what was applied or kept is reverted first. */
export function canApply(status: QueueStatus): boolean {
  return status === 'pending' || status === 'reverted';
}

/** The flags that a row shows: an upgrade says already that the tiers differ, and a missing record that there is none. */
export function shownFlags({ flags }: Pick<ReconciliationItem, 'flags'>): ReconciliationFlag[] {
  return flags.filter((flag) => flag !== 'no_change' && !(flag === 'tier_conflict' && flags.includes('upgrade')));
}

/** What applying selected rows would do, as the server's preview says it of all that match. */
export function previewOf(items: readonly ReconciliationItem[]): ApplyPreview {
  const has = (flag: ReconciliationFlag) => (item: ReconciliationItem) => item.flags.includes(flag);
  const missing = items.filter(has('missing_canonical'));
  const sure = items.filter((item) => !has('missing_canonical')(item) && item.would.code !== 'IDENTITY_UNCONFIRMED');
  const unknownTier = sure.filter(has('unknown_tier'));
  const known = items.filter((item) => item.would.outcome !== 'skipped');
  const upgrade = known.filter((item) => item.would.outcome === 'applied');
  return {
    total: items.length,
    upgrade: upgrade.length,
    keep: known.length - upgrade.length,
    missing: missing.length,
    unconfirmed: items.length - missing.length - sure.length,
    unknownTier: unknownTier.length,
    unknownFreshness: known.filter(has('unknown_freshness')).length,
    unknownFreshnessUpgrade: upgrade.filter(has('unknown_freshness')).length,
    stale: known.filter(has('stale')).length,
  };
}

/** How many rows would rise, be kept and be skipped, once it is said whether an unknown freshness is confirmed. */
export function tally(
  preview: ApplyPreview,
  isConfirmed: boolean,
): { rise: number; keep: number; unconfirmed: number } {
  const unconfirmed = isConfirmed ? 0 : preview.unknownFreshness;
  const unconfirmedRise = isConfirmed ? 0 : preview.unknownFreshnessUpgrade;
  return {
    rise: preview.upgrade - unconfirmedRise,
    keep: preview.keep - (unconfirmed - unconfirmedRise),
    unconfirmed,
  };
}

/** `interrupted`: it is still to be done, and nobody has been at it for a while. */
export type RunState = 'running' | 'interrupted' | 'finished' | 'stopped';

/** How a run stands at this moment. */
export function runState(
  { status, updatedAt }: Pick<ReconciliationRun, 'status' | 'updatedAt'>,
  nowMs: number,
): RunState {
  return status === 'running' && nowMs - Date.parse(updatedAt) > INTERRUPTED_AFTER_MS ? 'interrupted' : status;
}

/** How far a run is, from 0 to 1. One that finds fewer rows than it began with ends before its count is full. */
export function shareDone({
  doneCount,
  totalCount,
  status,
}: Pick<ReconciliationRun, 'doneCount' | 'totalCount' | 'status'>): number {
  if (status === 'finished' || totalCount === 0) return 1;
  return Math.min(1, doneCount / totalCount);
}

/** The run that a request of one's own began, while its answer is on its way: none that was there before it. */
export function findBegun(
  runs: readonly ReconciliationRun[],
  before: ReadonlySet<string>,
  action: ReconciliationRun['action'],
  startedBy: string,
): ReconciliationRun | null {
  const isBegun = (run: ReconciliationRun) =>
    run.status === 'running' && run.action === action && run.startedBy === startedBy && !before.has(run.id);
  return runs.find(isBegun) ?? null;
}

/** Of what is known of one run the newest. */
export function newestOf(run: ReconciliationRun, ...others: (ReconciliationRun | undefined)[]): ReconciliationRun {
  return others.reduce<ReconciliationRun>(
    (newest, other) =>
      other?.id === run.id && Date.parse(other.updatedAt) > Date.parse(newest.updatedAt) ? other : newest,
    run,
  );
}

/** Why rows were skipped, by code, the most frequent first. `others` are those beyond the results that came along. */
export function skippedByCode(results: RunOutcome['results'], skippedCount: number) {
  const counts = new Map<string, number>();
  for (const { code } of results) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = [...counts].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count);
  return { codes, others: Math.max(0, skippedCount - codes.reduce((sum, { count }) => sum + count, 0)) };
}

/** The rows chosen, with one more or one less. A full choice takes no more. */
export function toggled<Item extends { rowId: string }>(
  chosen: ReadonlyMap<string, Item>,
  item: Item,
): ReadonlyMap<string, Item> {
  const next = new Map(chosen);
  if (!next.delete(item.rowId) && next.size < SELECTED_MAX) next.set(item.rowId, item);
  return next;
}

/** The rows chosen, without these. */
export function without<Item extends { rowId: string }>(
  chosen: ReadonlyMap<string, Item>,
  rowIds: readonly string[],
): ReadonlyMap<string, Item> {
  const next = new Map(chosen);
  for (const rowId of rowIds) next.delete(rowId);
  return next.size === chosen.size ? chosen : next;
}

/** The rows chosen and these, as far as there is room. */
export function withAll<Item extends { rowId: string }>(
  chosen: ReadonlyMap<string, Item>,
  items: readonly Item[],
): ReadonlyMap<string, Item> {
  const next = new Map(chosen);
  for (const item of items) if (next.size < SELECTED_MAX) next.set(item.rowId, item);
  return next;
}
