import type { HourBar } from './chart-model';

/** `usually 2, up to 6.4`: the hour's median and the upper end of what is usual. */
export function usualText(bar: HourBar): string {
  if (bar.baselineMedian === null || bar.high === null) return 'no history for this hour yet';
  const usual = `usually ${oneDecimal(bar.baselineMedian)}`;
  const band = bar.high === bar.baselineMedian ? usual : `${usual}, up to ${oneDecimal(bar.high)}`;
  return bar.readiness === 'ready' ? band : `${band} (${bar.readiness === 'stale' ? 'old' : 'little'} history)`;
}

/** A count that may be half of one: medians and bands. */
export function oneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
