import { formatMoney } from '@/lib/shared/format';
import type { SlipStretch } from '@/services/floor/dtos';

/** What somebody who looks at the play later has to know of how its bet came about. */
export function stretchMarks({ correctedFromCents }: SlipStretch, currency: string): string[] {
  return correctedFromCents === null ? [] : [`Corrected from ${formatMoney(correctedFromCents, currency)}`];
}
