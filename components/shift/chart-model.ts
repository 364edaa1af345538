import type { PromoRollup } from '@/services/promo/dtos';

/** Turns a MAD into the standard deviation of normally spread figures; the alert rule uses the same factor. */
const MAD_TO_DEVIATION = 1.4826;
const HOUR_MS = 3_600_000;
const FEWEST_STEPS = 3;

/** How far from the median an hour may be, and how much of a change it takes to count: those of the spike rule. */
export type UsualRule = { madMultiplier: number; minChange: number; minChangePercent: number };

/** One hour of the chart. `low` and `high` bound what is usual; null, like `median`, while there is no history. */
export type HourBar = {
  hour: number;
  startsAt: string;
  endsAt: string;
  issuedCount: number;
  issuedFaceValueCents: number;
  median: number | null;
  low: number | null;
  high: number | null;
  /** More than is usual, by a change that counts. */
  isAboveUsual: boolean;
  phase: 'past' | 'current' | 'future';
};

/** The hours of a gaming day or shift, each with its usual band: median ± scaled MADs, never below zero. */
export function toHourBars(byHour: PromoRollup['byHour'], asOf: string, rule: UsualRule): HourBar[] {
  const now = Date.parse(asOf);
  return byHour.map(({ baselineMedian: median, baselineMad: mad, ...hour }) => {
    const from = Date.parse(hour.startsAt);
    const spread = mad === null ? null : rule.madMultiplier * MAD_TO_DEVIATION * mad;
    return {
      ...hour,
      endsAt: new Date(from + HOUR_MS).toISOString(),
      median,
      low: median === null || spread === null ? null : Math.max(0, median - spread),
      high: median === null || spread === null ? null : median + spread,
      isAboveUsual: median !== null && spread !== null && isAbove(hour.issuedCount - median, median, spread, rule),
      phase: now < from ? 'future' : now < from + HOUR_MS ? 'current' : 'past',
    };
  });
}

function isAbove(change: number, median: number, spread: number, rule: UsualRule): boolean {
  return change > spread && change >= rule.minChange && change >= (rule.minChangePercent / 100) * median;
}

/** The scale's marks from zero up: whole numbers, evenly apart, the last at or above every bar and band. */
export function scaleMarks(bars: readonly HourBar[]): number[] {
  const highest = Math.max(FEWEST_STEPS, ...bars.map((bar) => Math.max(bar.issuedCount, bar.high ?? 0)));
  const step = roundStep(highest / FEWEST_STEPS);
  const count = Math.ceil(highest / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below `atLeast`. */
export function roundStep(atLeast: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= atLeast) return digit * power;
  }
}

/** The hour to begin with: the running one, or the last of a day that is over; 0 for one that has not begun. */
export function startingHour(bars: readonly HourBar[]): number {
  return Math.max(
    0,
    bars.findLastIndex((bar) => bar.phase !== 'future'),
  );
}
