'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useComplianceWaiting } from '@/hooks/compliance/use-compliance-waiting';
import { t } from '@/words/say';

/** How many cases and hits wait for somebody of compliance; nothing while none does, or nobody knows. */
export function ComplianceBadge() {
  const { data } = useComplianceWaiting();
  if (!data) return null;
  const { cases, overdueCases, hits } = data;
  return (
    <CountBadge
      count={cases + hits}
      isLate={overdueCases > 0}
      text={t('shell.complianceWaiting', { cases, overdue: overdueCases, hits })}
    />
  );
}
