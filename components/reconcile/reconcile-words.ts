import { importRowStatusLabel } from '@/components/labels';
import type { Refusal } from '@/lib/client/intents/outcome';
import { ERRORS, isErrorCode } from '@/lib/shared/errors';
import { formatCount, formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type {
  ApplyPreview,
  QueueFilter,
  Reconciliation,
  ReconciliationFlag,
  ReconciliationItem,
  ReconciliationRun,
} from '@/services/reconciliation/dtos';
import { findWords } from '@/words/say';
import { FLAG_FILTERS, type FlagFilter, type RunState, tally } from './reconcile-model';

/** Said wherever points of a legacy system are shown. */
export const POINTS_SENTENCE = 'Tier can be seeded; points require migration tooling.';

const FLAG_LABELS: Record<ReconciliationFlag, string> = {
  upgrade: 'Upgrade',
  tier_conflict: 'Lower tier',
  no_change: 'No change',
  stale: 'Stale',
  unknown_freshness: 'Unknown freshness',
  missing_canonical: 'No record',
  unknown_tier: 'Unknown tier',
  name_differs: 'Other name',
  birth_date_differs: 'Other birth date',
  duplicate_in_file: 'Id twice in file',
  namesake: 'Known by another id',
};

const FILTER_LABELS: Record<FlagFilter, string> = {
  upgrade: 'Upgrade',
  conflict: 'Other tier',
  missing: 'No record',
  stale: 'Stale',
  unknownFreshness: 'Unknown freshness',
  unknownTier: 'Unknown tier',
  identityUnconfirmed: 'To confirm',
  nameDiffers: 'Other name',
  birthDateDiffers: 'Other birth date',
  duplicateInFile: 'Id twice in file',
  namesake: 'Known by another id',
};

const SKIP_LABELS: Record<string, string> = {
  PLAYER_NOT_ENROLLED: 'no record',
  IDENTITY_UNCONFIRMED: 'person not confirmed',
  UNKNOWN_TIER: 'unknown tier',
  FRESHNESS_UNCONFIRMED: 'age not confirmed',
  ALREADY_RECONCILED: 'done already',
  IMPORT_ROW_UNUSABLE: 'row has errors',
  IMPORT_NOT_READY: 'import not ready',
  TIER_CHANGED_SINCE: 'tier changed since',
};

const STATE_LABELS: Record<RunState, string> = {
  running: 'Under way',
  interrupted: 'Interrupted',
  finished: 'Finished',
  stopped: 'Stopped',
};

/** The words for what there is to know of a row. */
export function flagLabel(flag: ReconciliationFlag): string {
  return FLAG_LABELS[flag];
}

/** The words of a filter. `Other tier` holds whatever differs, upwards or downwards. */
export function flagFilterLabel(flag: FlagFilter): string {
  return FILTER_LABELS[flag];
}

/** A count that was made no further than `cap`: `10,000+` where there may be more. */
export function cappedCount(count: number, cap: number): string {
  return count >= cap ? `${formatPoints(cap)}+` : formatPoints(count);
}

/** The words for how a run stands. */
export function runStateLabel(state: RunState): string {
  return STATE_LABELS[state];
}

/** The tier that a row of a file names: the casino's name for it, or the spelling that stands for none. */
export function stagedTierText({ tierName, tierText }: ReconciliationItem['staged']): string {
  return tierName ?? (tierText === null ? 'No tier' : `“${tierText}”`);
}

/** What applying a row would do, or what was done with it: `Upgrade to Gold`, `Keep Platinum`, `Skipped: no record`. */
export function outcomeText(item: ReconciliationItem): string {
  const held = item.canonical?.tierName ?? 'the tier';
  if (item.status === 'applied') return `Raised to ${item.staged.tierName ?? 'the tier'}`;
  if (item.status === 'kept') return `Kept ${held}`;
  if (item.would.outcome === 'applied') return `Upgrade to ${item.staged.tierName ?? 'the tier'}`;
  return item.would.outcome === 'kept' ? `Keep ${held}` : `Skipped: ${skipLabel(item.would.code)}`;
}

/** What applying a row does to the player, in a sentence. */
export function wouldSentence(item: ReconciliationItem): string {
  const points =
    item.staged.pointsBalance === null ? '' : ' The points of the file are noted on the player, in no balance.';
  return item.would.outcome === 'applied'
    ? `${item.canonical?.tierName ?? 'The tier'} becomes ${item.staged.tierName ?? 'the imported tier'}.${points}`
    : `${item.canonical?.tierName ?? 'The tier'} is kept.${points}`;
}

/** Why a row is left as it is, in a few words; a code that nobody knows speaks for itself. */
export function skipLabel(code: string | null): string {
  return code === null ? 'not said why' : (SKIP_LABELS[code] ?? code);
}

/** What can be done about a row that is left as it is. */
export function skipRemedy(code: string): string {
  if (code === 'PLAYER_NOT_ENROLLED') return 'The row names no player here. Enrol the players of its import first.';
  if (code === 'UNKNOWN_TIER') {
    return 'Say on the import which tier this spelling stands for. Once rows of it were applied, send the file again for that.';
  }
  return isErrorCode(code) ? ERRORS[code].remedy : 'See the report.';
}

/** How far the imported tier is from the one held: `2 tiers up`, `1 tier down`, `Same tier`. */
export function deltaText(tierDelta: number | null): string {
  if (tierDelta === null) return '–';
  if (tierDelta === 0) return 'Same tier';
  return `${formatCount(Math.abs(tierDelta), 'tier', 'tiers')} ${tierDelta > 0 ? 'up' : 'down'}`;
}

/** What a flag means for this row, in a sentence. */
export function flagSentence(flag: ReconciliationFlag, item: ReconciliationItem): string {
  const held = item.canonical?.tierName ?? 'a tier';
  const imported = stagedTierText(item.staged);
  switch (flag) {
    case 'upgrade':
      return `The file says ${imported}, which is above ${held}: the tier may rise.`;
    case 'tier_conflict':
      return `The file says ${imported}, which is below ${held}: the tier never falls, so ${held} is kept.`;
    case 'no_change':
      return item.staged.tierText === null
        ? 'The file names no tier for this player, so the tier stays.'
        : `The file and Pitside agree on ${held}.`;
    case 'stale':
      return "The player's last activity in the file is longer ago than this casino's limit for imports.";
    case 'unknown_freshness':
      return 'The row does not say when the player was last active, so nobody knows how old it is. Applying it has to be confirmed.';
    case 'missing_canonical':
      return 'The row names no player of this casino, so there is nothing to compare it with.';
    case 'unknown_tier':
      return `${imported} is no tier of this casino. Say on the import which one it stands for.`;
    case 'name_differs':
      return 'The file names another person than the player who has this loyalty id.';
    case 'birth_date_differs':
      return 'The file says another birth date than the player has who has this loyalty id.';
    case 'duplicate_in_file':
      return 'The file has this loyalty id for people of different names or birth dates.';
    case 'namesake':
      return 'Somebody of this name and birth date is a player here already, under another loyalty id.';
  }
}

/** The line of a preview: how many rows, and what happens to them. */
export type PreviewLine = { count: number; label: string; isSkipped: boolean };

/** What applying would do, line by line; rows that there are none of are left out, but for those that rise. */
export function previewLines(preview: ApplyPreview, isConfirmed: boolean): PreviewLine[] {
  const { rise, keep, unconfirmed } = tally(preview, isConfirmed);
  const lines = [
    { count: rise, label: 'rise to the imported tier', isSkipped: false },
    { count: keep, label: 'keep the tier held: it is as high or higher', isSkipped: false },
    { count: preview.missing, label: 'skipped: no record here', isSkipped: true },
    {
      count: preview.unconfirmed,
      label: 'skipped: whom they are about waits for somebody to confirm',
      isSkipped: true,
    },
    { count: preview.unknownTier, label: 'skipped: the spelling stands for no tier', isSkipped: true },
    { count: unconfirmed, label: 'skipped unless confirmed: unknown freshness', isSkipped: true },
  ];
  return lines.filter(({ count }, index) => index === 0 || count > 0);
}

/** What a run is, in a few words: `Apply of all that match`, `Revert of a run`. */
export function runTitle({ action, selectedCount }: Pick<ReconciliationRun, 'action' | 'selectedCount'>): string {
  if (action === 'revert') return 'Revert of a run';
  if (selectedCount === null) return 'Bulk apply';
  return selectedCount === 1 ? 'Apply of one row' : `Apply of ${formatPoints(selectedCount)} selected rows`;
}

/** Which rows a run was about: `Waiting, upgrade, “okafor”, of legacy.csv`; null for rows that were selected. */
export function filterText(filter: QueueFilter | null, fileName: string | null): string | null {
  if (filter === null) return null;
  const flags = FLAG_FILTERS.filter((flag) => filter[flag] !== undefined).map(
    (flag) => `${filter[flag] ? '' : 'not '}${FILTER_LABELS[flag].toLowerCase()}`,
  );
  const words = [
    importRowStatusLabel(filter.status ?? 'pending'),
    ...flags,
    filter.search ? `“${filter.search}”` : null,
  ];
  const of = filter.importId === undefined ? 'of all imports' : `of ${fileName ?? 'one import'}`;
  return `${words.filter((word) => word !== null).join(', ')}, ${of}`;
}

/** What a run did: `312 applied, 40 kept, 8 skipped`. */
export function countsText(
  run: Pick<
    ReconciliationRun,
    'action' | 'appliedCount' | 'keptCount' | 'revertedCount' | 'reopenedCount' | 'skippedCount'
  >,
): string {
  const counts =
    run.action === 'apply'
      ? [`${formatPoints(run.appliedCount)} applied`, `${formatPoints(run.keptCount)} kept`]
      : [`${formatPoints(run.revertedCount)} reverted`];
  const reopened = run.reopenedCount > 0 ? [`${formatPoints(run.reopenedCount)} waiting again`] : [];
  return [...counts, `${formatPoints(run.skippedCount)} skipped`, ...reopened].join(', ');
}

/** What one row of a run came to, as in `Applied` or `Skipped: no record`. */
export function resultText({ outcome, code }: Pick<Reconciliation, 'outcome' | 'code'>): string {
  if (outcome === 'skipped') return `Skipped: ${skipLabel(code)}`;
  return outcome === 'reopened' ? 'Waits again' : importRowStatusLabel(outcome);
}

/** Why a row was left as it is, or waits again, with what happened where that is known. */
export function skipText(
  { outcome, code, details }: Pick<Reconciliation, 'outcome' | 'code' | 'details'>,
  timeZone: string,
): string {
  if (outcome === 'reopened') return reopenedText(details ?? {});
  if (code === null) return '';
  return code === 'TIER_CHANGED_SINCE' && details !== null ? tierChangedText(details, timeZone) : skipRemedy(code);
}

type Words = { title: string; remedy: string };

/** What a person reads when the server refused a decision. */
export function reconcileRefusal({ code, details }: Refusal, timeZone: string): Words {
  if (code === 'TIER_CHANGED_SINCE') {
    return { title: ERRORS.TIER_CHANGED_SINCE.title, remedy: tierChangedText(details, timeZone) };
  }
  return ERRORS[code];
}

/** What has changed a player's tier since it was applied, so that it can't be taken back. */
export function tierChangedText(details: Record<string, unknown> | undefined, timeZone: string): string {
  const facts = details ?? {};
  const tier = text(facts.tierName) ?? text(facts.tier) ?? 'another tier';
  const at = text(facts.at);
  const when = at === null ? '' : ` on ${formatDateTimeWithYear(at, timeZone)}`;
  switch (facts.by) {
    case 'points':
      return `${pointsText(facts.reason)}${when} raised the player to ${tier}. Nothing was reverted: that tier is earned.`;
    case 'reconciliation':
      return `${text(facts.staffName) ?? 'Somebody'} ${facts.action === 'revert' ? 'reverted' : 'applied'} ${sourceText(facts)}${when}, and the tier is ${tier} since. Nothing was reverted: that one is reverted first.`;
    case 'reversal':
      return `Points were taken back${when}, and the tier is ${tier} since. Nothing was reverted.`;
    case 'manager':
      return `${text(facts.staffName) ?? 'A manager'} set the tier to ${tier}${when}. Nothing was reverted: that was decided since.`;
    case 'earned':
      return `The player has earned ${tier} by play since. Nothing was reverted: a tier that is earned stays.`;
    default:
      return `The player's tier is ${tier} now. ${ERRORS.TIER_CHANGED_SINCE.remedy}`;
  }
}

/** What there is to say once a run has ended. */
export function endText(run: ReconciliationRun): Words {
  const title = `${runTitle(run)} ${run.status === 'stopped' ? 'stopped' : 'finished'}`;
  return { title, remedy: `${countsText(run)}.` };
}

/** Why a row waits again: what had given the tier that it was kept for is gone. */
function reopenedText(facts: Record<string, unknown>): string {
  switch (facts.by) {
    case 'reversal':
      return 'It was kept because of a tier that points had reached. The points were taken back.';
    case 'manager':
      return 'It was kept because of a tier that a manager has lowered since.';
    default:
      return `It was kept because of ${sourceText(facts)}, which was reverted.`;
  }
}

function pointsText(reason: unknown): string {
  // A reason that this screen does not know has no label.
  const label = findWords('labels', `reason_${reason}`);
  return label === null ? 'Points earned' : `Points (${label.toLowerCase()})`;
}

function sourceText({ fileName, rowNumber }: Record<string, unknown>): string {
  if (typeof fileName !== 'string') return 'another row of this player';
  return typeof rowNumber === 'number' ? `row ${formatPoints(rowNumber)} of ${fileName}` : fileName;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
