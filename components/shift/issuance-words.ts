import type { HourBar } from './chart-model';

/** `usually 2, up to 6.4`: the hour's median and the upper end of what is usual. */
export function usualText(bar: HourBar): string {
  if (bar.median === null || bar.high === null) return 'no history for this hour yet';
  if (bar.high === bar.median) return `usually ${oneDecimal(bar.median)}`;
  return `usually ${oneDecimal(bar.median)}, up to ${oneDecimal(bar.high)}`;
}

/** A count that may be half of one: medians and bands. */
export function oneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
