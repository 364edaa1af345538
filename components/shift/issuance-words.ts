import { formatNumber } from '@/lib/shared/numbers';
import { t } from '@/words/say';
import type { HourBar } from './chart-model';

/** `usually 2, up to 6.4`: the hour's median and the upper end of what is usual. */
export function usualText({ baselineMedian, high, readiness }: HourBar): string {
  if (baselineMedian === null || high === null) return t('shift.noHistory');
  const upTo = high === baselineMedian ? 'none' : oneDecimal(high);
  return t('shift.usually', { median: oneDecimal(baselineMedian), high: upTo, readiness });
}

/** A count that may be half of one: medians and bands. */
export function oneDecimal(value: number): string {
  return formatNumber(Math.round(value * 10) / 10);
}
