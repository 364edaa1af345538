'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useCan } from '@/hooks/casino/me-context';
import { useDeadLetters } from '@/hooks/events/use-webhooks';
import { t } from '@/words/say';

/** How many deliveries were given up and wait to be sent again, for who may; nothing while none does, or nobody knows. */
export function DeadLettersBadge() {
  const count = useDeadLetters(useCan('settings.write'));
  return <CountBadge count={count} isLate text={t('shell.deadLettersWaiting', { count })} />;
}
