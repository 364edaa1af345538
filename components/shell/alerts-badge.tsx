'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useOpenAlerts } from '@/hooks/shift/use-alerts';
import { t } from '@/words/say';

/** How many alerts of today fire that nobody has acknowledged; nothing while none does, or nobody knows. */
export function AlertsBadge() {
  const open = useOpenAlerts();
  const critical = open.filter(({ severity }) => severity === 'critical').length;
  return (
    <CountBadge
      count={open.length}
      isLate={critical > 0}
      text={t('shell.alertsWaiting', { count: open.length, critical })}
    />
  );
}
