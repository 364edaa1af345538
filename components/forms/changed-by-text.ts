import type { Refusal } from '@/lib/client/intents/outcome';
import { formatDateTime } from '@/lib/shared/format';
import { t } from '@/words/say';

/** Who changed it and when, as far as a refusal tells: `Harbor Administrator changed the tiers in the meantime, Fri 20 Nov, 21:42.` */
export function changedByText({ details }: Pick<Refusal, 'details'>, timeZone: string, what: string): string {
  const { at, staffName } = details ?? {};
  if (typeof staffName !== 'string' || typeof at !== 'string') return t('forms.changedBySomebody', { what });
  return t('forms.changedBy', { who: staffName, what, when: formatDateTime(at, timeZone) });
}
