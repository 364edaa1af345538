import { importRowStatusLabel } from '@/components/labels';
import { type ErrorWords, errorWords } from '@/components/ui/error-text';
import type { Refusal } from '@/lib/client/api';
import { isErrorCode } from '@/lib/shared/errors';
import { formatDateTimeWithYear, formatPoints } from '@/lib/shared/format';
import type {
  ApplyPreview,
  QueueFilter,
  Reconciliation,
  ReconciliationFlag,
  ReconciliationItem,
  ReconciliationRun,
} from '@/services/reconciliation/dtos';
import { findWords, t } from '@/words/say';
import { FLAG_FILTERS, tally } from './reconcile-model';

/** A count that was made no further than `cap`: `10,000+` where there may be more. */
export function cappedCount(count: number, cap: number): string {
  return count >= cap ? `${formatPoints(cap)}+` : formatPoints(count);
}

/** The tier that a row of a file names: the casino's name for it, or the spelling that stands for none. */
export function stagedTierText({ tierName, tierText }: ReconciliationItem['staged']): string {
  return tierName ?? (tierText === null ? t('reconcile.noTier') : `“${tierText}”`);
}

/** What applying a row would do, or what was done with it: `Upgrade to Gold`, `Keep Platinum`, `Skipped: no record`. */
export function outcomeText({ status, would, staged, canonical }: ReconciliationItem): string {
  const imported = staged.tierName ?? t('reconcile.aTier');
  const held = canonical?.tierName ?? t('reconcile.aTier');
  if (status === 'applied') return t('reconcile.was_applied', { tier: imported });
  if (status === 'kept') return t('reconcile.was_kept', { tier: held });
  if (would.outcome === 'applied') return t('reconcile.would_applied', { tier: imported });
  if (would.outcome === 'kept') return t('reconcile.would_kept', { tier: held });
  return t('reconcile.skipped', { why: skipLabel(would.code) });
}

/** What applying a row does to the player, in a sentence. */
export function wouldSentence({ would, staged, canonical }: ReconciliationItem): string {
  const held = canonical?.tierName ?? t('reconcile.aTier');
  const imported = staged.tierName ?? t('reconcile.aTier');
  const tier =
    would.outcome === 'applied' ? t('reconcile.becomes', { held, imported }) : t('reconcile.isKept', { held });
  return staged.pointsBalance === null ? tier : `${tier} ${t('reconcile.pointsNoted')}`;
}

/** Why a row is left as it is, in a few words; a code that nobody knows speaks for itself. */
export function skipLabel(code: string | null): string {
  return code === null ? t('reconcile.skippedForNothing') : (findWords('reconcile', `skip_${code}`) ?? code);
}

/** What can be done about a row that is left as it is. */
export function skipRemedy(code: string): string {
  const own = findWords('reconcile', `skipRemedy_${code}`);
  return own ?? (isErrorCode(code) ? errorWords(code).remedy : t('reconcile.seeReport'));
}

/** How far the imported tier is from the one held: `2 tiers up`, `1 tier down`, `Same tier`. */
export function deltaText(tierDelta: number | null): string {
  if (tierDelta === null) return '–';
  if (tierDelta === 0) return t('reconcile.sameTier');
  return t(tierDelta > 0 ? 'reconcile.tiersUp' : 'reconcile.tiersDown', { count: Math.abs(tierDelta) });
}

/** What a flag means for this row, in a sentence. */
export function flagSentence(flag: ReconciliationFlag, { canonical, staged }: ReconciliationItem): string {
  if (flag === 'no_change' && staged.tierText === null) return t('reconcile.noTierInFile');
  const held = canonical?.tierName ?? t('reconcile.aTier');
  return t(`reconcile.flagWhy_${flag}`, { held, imported: stagedTierText(staged) });
}

/** What applying would do, line by line; rows that there are none of are left out, but for those that rise. */
export function previewLines(preview: ApplyPreview, isConfirmed: boolean) {
  const { rise, keep, unconfirmed } = tally(preview, isConfirmed);
  const lines = [
    { count: rise, kind: 'rise', isSkipped: false },
    { count: keep, kind: 'keep', isSkipped: false },
    { count: preview.missing, kind: 'missing', isSkipped: true },
    { count: preview.unconfirmed, kind: 'unconfirmed', isSkipped: true },
    { count: preview.unknownTier, kind: 'unknownTier', isSkipped: true },
    { count: unconfirmed, kind: 'unknownFreshness', isSkipped: true },
  ] as const;
  return lines
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ kind, ...line }) => ({ ...line, label: t(`reconcile.preview_${kind}`) }));
}

/** What a run is, in a few words: `Bulk apply`, `Revert of a run`. */
export function runTitle({ action, selectedCount }: Pick<ReconciliationRun, 'action' | 'selectedCount'>): string {
  if (action === 'revert') return t('reconcile.runIsRevert');
  return selectedCount === null ? t('reconcile.runIsBulk') : t('reconcile.runIsSelected', { count: selectedCount });
}

/** Which rows a run was about: `Waiting, upgrade, “okafor”, of legacy.csv`; null for rows that were selected. */
export function filterText(filter: QueueFilter | null, fileName: string | null): string | null {
  if (filter === null) return null;
  const flags = FLAG_FILTERS.filter((flag) => filter[flag] !== undefined).map((flag) => {
    const label = t(`reconcile.filter_${flag}`).toLowerCase();
    return filter[flag] ? label : t('reconcile.filterNot', { filter: label });
  });
  const search = filter.search ? [`“${filter.search}”`] : [];
  const filters = [importRowStatusLabel(filter.status ?? 'pending'), ...flags, ...search].reduce((first, next) =>
    t('format.andThen', { first, next }),
  );
  if (filter.importId === undefined) return t('reconcile.found_allImports', { filters });
  if (fileName === null) return t('reconcile.found_oneImport', { filters });
  return t('reconcile.foundInFile', { filters, file: fileName });
}

/** What a run did: `312 applied, 40 kept, 8 skipped`. */
export function countsText(
  run: Pick<
    ReconciliationRun,
    'action' | 'appliedCount' | 'keptCount' | 'revertedCount' | 'reopenedCount' | 'skippedCount'
  >,
): string {
  const left = { skipped: formatPoints(run.skippedCount), reopened: run.reopenedCount };
  return run.action === 'apply'
    ? t('reconcile.counts_apply', {
        applied: formatPoints(run.appliedCount),
        kept: formatPoints(run.keptCount),
        ...left,
      })
    : t('reconcile.counts_revert', { reverted: formatPoints(run.revertedCount), ...left });
}

/** What one row of a run came to, as in `Applied` or `Skipped: no record`. */
export function resultText({ outcome, code }: Pick<Reconciliation, 'outcome' | 'code'>): string {
  if (outcome === 'skipped') return t('reconcile.skipped', { why: skipLabel(code) });
  return outcome === 'reopened' ? t('reconcile.waitsAgain') : importRowStatusLabel(outcome);
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

/** What a person reads when the server refused a decision. */
export function reconcileRefusal({ code, details }: Refusal, timeZone: string): ErrorWords {
  const words = errorWords(code);
  return code === 'TIER_CHANGED_SINCE' ? { ...words, remedy: tierChangedText(details, timeZone) } : words;
}

/** What has changed a player's tier since it was applied, so that it can't be taken back. */
export function tierChangedText(details: Record<string, unknown> | undefined, timeZone: string): string {
  const facts = details ?? {};
  const tier = text(facts.tierName) ?? text(facts.tier) ?? t('reconcile.anotherTier');
  const at = text(facts.at);
  const when = at === null ? 'unknown' : formatDateTimeWithYear(at, timeZone);
  switch (facts.by) {
    case 'points': {
      // A reason that this screen does not know has no label.
      const reason = findWords('labels', `reason_${facts.reason}`)?.toLowerCase() ?? 'unknown';
      return t('reconcile.changedBy_points', { reason, when, tier });
    }
    case 'reconciliation': {
      const person = text(facts.staffName) ?? t('reconcile.somebody');
      const action = facts.action === 'revert' ? 'revert' : 'apply';
      return t('reconcile.changedBy_reconciliation', { person, action, source: sourceText(facts), when, tier });
    }
    case 'reversal':
      return t('reconcile.changedBy_reversal', { when, tier });
    case 'manager':
      return t('reconcile.changedBy_manager', { person: text(facts.staffName) ?? t('reconcile.aManager'), tier, when });
    case 'earned':
      return t('reconcile.changedBy_earned', { tier });
    default:
      return `${t('reconcile.changed', { tier })} ${errorWords('TIER_CHANGED_SINCE').remedy}`;
  }
}

/** What there is to say once a run has ended. */
export function endText(run: ReconciliationRun): ErrorWords {
  const end = run.status === 'stopped' ? 'stopped' : 'finished';
  return {
    title: t(`reconcile.ended_${end}`, { run: runTitle(run) }),
    remedy: t('reconcile.countsSentence', { counts: countsText(run) }),
  };
}

/** Why a row waits again: what had given the tier that it was kept for is gone. */
function reopenedText(facts: Record<string, unknown>): string {
  switch (facts.by) {
    case 'reversal':
    case 'manager':
      return t(`reconcile.reopened_${facts.by}`);
    default:
      return t('reconcile.reopened_revert', { source: sourceText(facts) });
  }
}

function sourceText({ fileName, rowNumber }: Record<string, unknown>): string {
  if (typeof fileName !== 'string') return t('reconcile.anotherRow');
  return typeof rowNumber === 'number'
    ? t('reconcile.rowOfFile', { row: formatPoints(rowNumber), file: fileName })
    : fileName;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
