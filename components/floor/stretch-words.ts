import { formatMoney } from '@/lib/shared/format';
import type { SlipStretch } from '@/services/floor/dtos';

/** What somebody who looks at the play later has to know of how its bet came about. */
export function stretchMarks(stretch: SlipStretch, currency: string): string[] {
  const { correctedFromCents, confirmedAboveMaximumCents: maximum } = stretch;
  return [
    ...(correctedFromCents === null ? [] : [`Corrected from ${formatMoney(correctedFromCents, currency)}`]),
    ...(maximum === null ? [] : [`Confirmed above the maximum of ${formatMoney(maximum, currency)}`]),
  ];
}
