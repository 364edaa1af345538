import type { Refusal } from '@/lib/client/api';
import { formatDateTime } from '@/lib/shared/format';
import { t } from '@/words/say';

/** Who changed it and when, as far as a refusal tells: `Harbor Administrator changed the tiers in the meantime, Fri 20 Nov, 21:42.` */
export function changedByText({ details }: Refusal, timeZone: string, what: string): string {
  const known = details && 'staffName' in details ? details : null;
  if (!known?.staffName || !known.at) return t('forms.changedBySomebody', { what });
  return t('forms.changedBy', { who: known.staffName, what, when: formatDateTime(known.at, timeZone) });
}
