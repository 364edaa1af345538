import { roundStep } from '@/components/ui/round-step';
import type { PromoRollup } from '@/services/promo/dtos';

const HOUR_MS = 3_600_000;
const FEWEST_STEPS = 3;

/** One hour of the chart. What is usual, and whether the hour is above it, is the server's to say. */
export type HourBar = PromoRollup['byHour'][number] & { endsAt: string; phase: 'past' | 'current' | 'future' };

/** The hours of a gaming day or shift, each with its end, and where it lies from now. */
export function toHourBars(byHour: PromoRollup['byHour'], asOf: string): HourBar[] {
  const now = Date.parse(asOf);
  return byHour.map((hour) => {
    const from = Date.parse(hour.startsAt);
    return {
      ...hour,
      endsAt: new Date(from + HOUR_MS).toISOString(),
      phase: now < from ? 'future' : now < from + HOUR_MS ? 'current' : 'past',
    };
  });
}

/** The scale's marks from zero up: whole numbers, evenly apart, the last at or above every bar and band. */
export function scaleMarks(bars: readonly HourBar[]): number[] {
  const highest = Math.max(FEWEST_STEPS, ...bars.map((bar) => Math.max(bar.issuedCount, bar.high ?? 0)));
  const step = roundStep(highest / FEWEST_STEPS);
  const count = Math.ceil(highest / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The hour to begin with: the running one, or the last of a day that is over; 0 for one that has not begun. */
export function startingHour(bars: readonly HourBar[]): number {
  return Math.max(
    0,
    bars.findLastIndex((bar) => bar.phase !== 'future'),
  );
}
