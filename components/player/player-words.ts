import { reasonLabel } from '@/components/labels';
import { errorText } from '@/components/ui/error-text';
import { ApiError } from '@/lib/client/api';
import { formatDateTime, formatGamingDay, formatPoints } from '@/lib/shared/format';
import type { LedgerEntry } from '@/services/loyalty/dtos';

/** A gaming day with its year, for what may lie a year back: `Fri 20 Nov 2026`. */
export function dayWithYear(gamingDay: string): string {
  return `${formatGamingDay(gamingDay)} ${gamingDay.slice(0, 4)}`;
}

/** What an entry was, in words: the reward where there is one, else its reason. */
export function entryTitle(entry: Pick<LedgerEntry, 'reason' | 'rewardName'>): string {
  if (entry.rewardName === null) return reasonLabel(entry.reason);
  return entry.reason === 'redemption' ? entry.rewardName : `${reasonLabel(entry.reason)}: ${entry.rewardName}`;
}

/** What a person reads when a correction or a reversal was refused: who took the entry back, or what the balance is. */
export function postingRefusal(error: unknown, timeZone: string): { title: string; remedy: string } {
  if (!(error instanceof ApiError)) return errorText(error);
  const { balance, staffName, at } = error.details ?? {};
  if (error.code === 'INSUFFICIENT_POINTS' && typeof balance === 'number') {
    return {
      title: `The balance is ${formatPoints(balance)} points now.`,
      remedy: 'Take away less; nothing was posted.',
    };
  }
  if (error.code === 'ENTRY_ALREADY_REVERSED') {
    const who = typeof staffName === 'string' ? ` by ${staffName}` : '';
    const when = typeof at === 'string' ? `, ${formatDateTime(at, timeZone)}` : '';
    return { title: `This entry was taken back already${who}${when}.`, remedy: 'Nothing was posted.' };
  }
  return errorText(error);
}
