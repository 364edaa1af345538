import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import type { RatingSlip } from '@/services/floor/dtos';

const MINUTE_MS = 60_000;

/** An end of play that somebody chose: as the field shows it, and the instant it is; null while it is none of the slip's. */
export type ChosenEnd = { text: string; instant: number | null };

/** Between which minutes play can have ended earlier. */
export type EndBounds = { earliest: number; latest: number };

/**
 * The whole minutes from the slip's start until now, or until the pause that it is in, which is no play anyway. Null for a
 * slip that is not a minute old.
 */
export function endBounds(slip: Pick<RatingSlip, 'startedAt' | 'pausedAt'>, now: number): EndBounds | null {
  const until = slip.pausedAt === null ? now : Date.parse(slip.pausedAt);
  const earliest = Math.ceil(Date.parse(slip.startedAt) / MINUTE_MS) * MINUTE_MS;
  const latest = Math.floor(until / MINUTE_MS) * MINUTE_MS;
  return earliest > latest ? null : { earliest, latest };
}

/** An instant as a choice; the nearest that can be chosen, where it lies outside. */
export function chooseEnd(instant: number, { earliest, latest }: EndBounds, timeZone: string): ChosenEnd {
  const chosen = Math.min(latest, Math.max(earliest, instant));
  return { text: toWallTime(chosen, timeZone), instant: chosen };
}

/**
 * The choice that was typed, in the casino's time. Of an hour that comes twice it is one of the two; a step of an hour is
 * the other.
 */
export function typeEnd(text: string, { earliest, latest }: EndBounds, timeZone: string): ChosenEnd {
  const instant = Date.parse(fromWallTime(text, timeZone) ?? '');
  return { text, instant: instant >= earliest && instant <= latest ? instant : null };
}
