import { formatMoney } from '@/lib/shared/format';
import type { SlipStretch } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** What somebody who looks at the play later has to know of how its bet came about. */
export function stretchMarks(stretch: SlipStretch, currency: string): string[] {
  const { correctedFromCents, confirmedAboveMaximumCents: maximum } = stretch;
  return [
    ...(correctedFromCents === null
      ? []
      : [t('floor.correctedFrom', { amount: formatMoney(correctedFromCents, currency) })]),
    ...(maximum === null ? [] : [t('floor.confirmedAbove', { amount: formatMoney(maximum, currency) })]),
  ];
}
