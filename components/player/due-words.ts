import { tierNameOf } from '@/components/domain/loyalty-words';
import { formatCount, formatDateTime, formatDuration, formatTime } from '@/lib/shared/format';
import type { DueSlip } from '@/services/floor/dtos';

const BECAUSE: Record<DueSlip['dueBecause'], string> = {
  held: 'Closed by the house: nobody ended it. A manager settles it, or leaves it.',
  taken_back: 'Its points were taken back.',
  earned_nothing: 'It earned nothing when it was closed.',
};

/** Why a closed slip waits for a manager. */
export function dueReason({ dueBecause }: Pick<DueSlip, 'dueBecause'>): string {
  return BECAUSE[dueBecause];
}

/** Where and when it was played: `BJ-01, Fri 20 Nov, 19:05–21:10 · 2 h 05`. */
export function duePlay(
  slip: Pick<DueSlip, 'tableLabel' | 'startedAt' | 'endedAt' | 'playSeconds'>,
  zone: string,
): string {
  const until = slip.endedAt === null ? '' : formatTime(slip.endedAt, zone);
  return `${slip.tableLabel}, ${formatDateTime(slip.startedAt, zone)}–${until} · ${formatDuration(slip.playSeconds)}`;
}

/** What settling it would post: `700 points due`. */
export function dueText({ duePoints }: Pick<DueSlip, 'duePoints'>): string {
  return duePoints === 0 ? 'Nothing due' : `${formatCount(duePoints, 'point', 'points')} due`;
}

/** By which rates it is paid: those of its closing, but for a tier that was given by mistake. */
export function rateText(
  { tierCorrected }: Pick<DueSlip, 'tierCorrected'>,
  tiers: Parameters<typeof tierNameOf>[1],
): string {
  if (tierCorrected === null) return 'With the rates of when the slip was closed.';
  const [from, to] = [tierCorrected.from, tierCorrected.to].map((code) => tierNameOf(code, tiers));
  return `With the rates of when the slip was closed, as ${to}: ${from} was given by mistake and taken back since.`;
}

/** What settling is called while nobody knows whether it was posted. */
export function settlementTitle(slip: Pick<DueSlip, 'playerName' | 'tableLabel'>, note: string): string {
  return `Settle the slip of ${slip.playerName} at ${slip.tableLabel}: ${note}`;
}
