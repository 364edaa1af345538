'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useRequestsToDecide } from '@/hooks/permissions/use-permissions';
import { t } from '@/words/say';

/** How many requests wait for this person to decide; nothing while none does, or nobody knows. */
export function RequestsBadge() {
  const count = useRequestsToDecide();
  return <CountBadge count={count} isLate={false} text={t('shell.requestsWaiting', { count })} />;
}
