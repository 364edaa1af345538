import { formatDateTime } from '@/lib/shared/format';
import type { Me } from '@/services/casino/dtos';
import { t } from '@/words/say';

/** What the signed-in person is to know of a one-time link to their account, in a sentence; null while there is nothing. */
export function passwordLinkText({ staff: { passwordLink }, settings }: Pick<Me, 'staff' | 'settings'>): string | null {
  // What a device kept from before there were such links has none.
  if (!passwordLink) return null;
  const words = {
    name: passwordLink.madeByName ?? t('shell.passwordLinkServer'),
    when: formatDateTime(passwordLink.usedAt ?? passwordLink.lapsesAt, settings.timeZone),
  };
  return t(passwordLink.usedAt === null ? 'shell.passwordLinkOutBy' : 'shell.passwordLinkUsedBy', words);
}
