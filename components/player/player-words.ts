import type { Refusal } from '@/lib/client/intents/outcome';
import { ERRORS } from '@/lib/shared/errors';
import { formatDateTime, formatGamingDay, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { CorrectionInput, LedgerEntry } from '@/services/loyalty/dtos';

/** A gaming day with its year, for what may lie a year back: `Fri 20 Nov 2026`. */
export function dayWithYear(gamingDay: string): string {
  return `${formatGamingDay(gamingDay)} ${gamingDay.slice(0, 4)}`;
}

/** Whether the server would let somebody take the entry back now. What play earned comes back by settling its slip. */
export function canBeTakenBack(entry: Pick<LedgerEntry, 'reason' | 'originalReason' | 'reversedByEntryId'>): boolean {
  return entry.reversedByEntryId === null && entry.originalReason !== 'session_accrual';
}

/** What a person reads when a correction or a reversal was refused: who took the entry back, or what the balance is. */
export function postingRefusal({ code, details = {} }: Refusal, timeZone: string): { title: string; remedy: string } {
  const { balance, staffName, at } = details;
  if (code === 'INSUFFICIENT_POINTS' && typeof balance === 'number') {
    return {
      title: `The balance is ${formatPoints(balance)} points now.`,
      remedy: 'Take away less; nothing was posted.',
    };
  }
  if (code === 'ENTRY_ALREADY_REVERSED') {
    const who = typeof staffName === 'string' ? ` by ${staffName}` : '';
    const when = typeof at === 'string' ? `, ${formatDateTime(at, timeZone)}` : '';
    return { title: `This entry was taken back already${who}${when}.`, remedy: 'Nothing was posted.' };
  }
  return { title: ERRORS[code].title, remedy: ERRORS[code].remedy };
}

/** What a correction is called while nobody knows whether it was posted: `Correction of +500 points for Ray Okafor: Wrong bet`. */
export function correctionTitle(
  { points, note }: Pick<CorrectionInput, 'points' | 'note'>,
  playerName: string,
): string {
  return `Correction of ${formatSignedPoints(points)} points for ${playerName}: ${note}`;
}

/** The same of an entry taken back: `Take back entry #12 of Ray Okafor, −700 points: Wrong player`. */
export function reversalTitle(
  { entryNo, points }: Pick<LedgerEntry, 'entryNo' | 'points'>,
  note: string,
  playerName: string,
): string {
  const number = formatPoints(entryNo);
  return `Take back entry #${number} of ${playerName}, ${formatSignedPoints(-points)} points: ${note}`;
}
