import { tierNameOf } from '@/components/domain/loyalty-words';
import { formatDateTime, formatDuration, formatTime } from '@/lib/shared/format';
import type { DueSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Why a closed slip waits for a manager. */
export function dueReason({ dueBecause }: Pick<DueSlip, 'dueBecause'>): string {
  return t(`player.due_${dueBecause}`);
}

/** Where and when it was played: `BJ-01, Fri 20 Nov, 19:05–21:10 · 2 h 05`. */
export function duePlay(
  slip: Pick<DueSlip, 'tableLabel' | 'startedAt' | 'endedAt' | 'playSeconds'>,
  zone: string,
): string {
  return t('player.duePlay', {
    table: slip.tableLabel,
    from: formatDateTime(slip.startedAt, zone),
    until: slip.endedAt === null ? '' : formatTime(slip.endedAt, zone),
    duration: formatDuration(slip.playSeconds),
  });
}

/** What settling it would post: `700 points due`. */
export function dueText({ duePoints }: Pick<DueSlip, 'duePoints'>): string {
  return duePoints === 0 ? t('player.nothingDue') : t('player.due', { count: duePoints });
}

/** By which rates it is paid: those of its closing, but for a tier that was given by mistake. */
export function rateText(
  { tierCorrected }: Pick<DueSlip, 'tierCorrected'>,
  tiers: Parameters<typeof tierNameOf>[1],
): string {
  if (tierCorrected === null) return t('player.ratesOfClosing');
  const { from, to } = tierCorrected;
  return t('player.ratesOfCorrectedTier', { from: tierNameOf(from, tiers), to: tierNameOf(to, tiers) });
}

/** What settling is called while nobody knows whether it was posted. */
export function settlementTitle(slip: Pick<DueSlip, 'playerName' | 'tableLabel'>, note: string): string {
  return t('player.settlementOf', { player: slip.playerName, table: slip.tableLabel, note });
}
