import { formatDay } from '@/lib/shared/format';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';

/** From when until when coupons are issued of a program: `from Fri 20 Nov, no end`. */
export function datesText({ startAt, endAt }: Pick<PromoProgram, 'startAt' | 'endAt'>, timeZone: string): string {
  const start = formatDay(startAt, timeZone);
  if (endAt === null) return t('promo.datesNoEnd', { start });
  return t('promo.dates', { start, end: formatDay(endAt, timeZone) });
}
