import { type ErrorWords, errorWords } from '@/components/ui/error-text';
import type { Refusal } from '@/lib/client/api';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatDateTime, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { CorrectionInput, LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** Whether the server would let somebody take the entry back now. What play earned comes back by settling its slip. */
export function canBeTakenBack(entry: Pick<LedgerEntry, 'reason' | 'originalReason' | 'reversedByEntryId'>): boolean {
  return entry.reversedByEntryId === null && entry.originalReason !== 'session_accrual';
}

/** What a person reads when a correction or a reversal was refused: who took the entry back, or what the balance is. */
export function postingRefusal({ code, details }: Refusal, timeZone: string): ErrorWords {
  if (code === 'INSUFFICIENT_POINTS' && details) {
    return {
      title: t('player.balanceIsNow', { points: formatPoints(details.balance) }),
      remedy: t('player.takeLess'),
    };
  }
  if (code === 'ENTRY_ALREADY_REVERSED') {
    return { title: takenBackText(details, timeZone), remedy: t('player.nothingPosted') };
  }
  return errorWords(code);
}

function takenBackText(details: ErrorDetails<'ENTRY_ALREADY_REVERSED'> | undefined, timeZone: string): string {
  if (!details) return t('player.alreadyTakenBack');
  const { at, staffName: staff } = details;
  const when = formatDateTime(at, timeZone);
  if (!staff) return t('player.alreadyTakenBackAt', { when });
  return t('player.alreadyTakenBackBy', { staff, when });
}

/** What a correction is called while nobody knows whether it was posted: `Correction of +500 points for Ray Okafor: Wrong bet`. */
export function correctionTitle(
  { points, note }: Pick<CorrectionInput, 'points' | 'note'>,
  playerName: string,
): string {
  return t('player.correctionOf', { points: formatSignedPoints(points), player: playerName, note });
}

/** The same of an entry taken back: `Take back entry #12 of Ray Okafor, −700 points: Wrong player`. */
export function reversalTitle(
  { entryNo, points }: Pick<LedgerEntry, 'entryNo' | 'points'>,
  note: string,
  playerName: string,
): string {
  const number = formatPoints(entryNo);
  return t('player.reversalOf', { number, player: playerName, points: formatSignedPoints(-points), note });
}
