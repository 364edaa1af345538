import type { RatingSlip } from '@/services/floor/dtos';

type TimedSlip = Pick<RatingSlip, 'status' | 'asOf' | 'playSeconds' | 'theoCents' | 'theoPerHourCents'>;

const SECONDS_PER_HOUR = 3_600;

/**
 * Seconds played at `now` (epoch milliseconds, the server's clock): the server's figure plus, while the slip is open,
 * the whole seconds since. Never less than the server's figure.
 */
export function playSecondsAt(slip: TimedSlip, now: number): number {
  return slip.playSeconds + secondsSince(slip, now);
}

/**
 * Theoretical win at `now`, in whole cents rounded down: the server's figure plus, while the slip is open, its growth an
 * hour for the seconds since. An estimate for the screen; the amount that counts is the server's at close.
 */
export function theoCentsAt(slip: TimedSlip, now: number): number {
  return slip.theoCents + Math.floor((slip.theoPerHourCents * secondsSince(slip, now)) / SECONDS_PER_HOUR);
}

function secondsSince(slip: TimedSlip, now: number): number {
  if (slip.status !== 'open') return 0;
  return Math.max(0, Math.floor((now - Date.parse(slip.asOf)) / 1_000));
}
