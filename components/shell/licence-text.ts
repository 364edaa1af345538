import { formatDate } from '@/lib/shared/format';
import type { Me } from '@/services/casino/dtos';
import { t } from '@/words/say';

/** What the signed-in person is to know of their gaming licence, in a sentence; null while there is nothing. */
export function licenceText({ licence }: Me['staff']): string | null {
  return licence === null ? null : t(`shell.licence_${licence.state}`, { day: formatDate(licence.expiresOn) });
}
