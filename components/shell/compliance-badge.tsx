'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useComplianceWaiting } from '@/hooks/compliance/use-compliance-waiting';
import { useFindingCounts } from '@/hooks/lens/use-finding-counts';
import { t } from '@/words/say';

/** How many cases, hits and findings wait for somebody of compliance; nothing while none does, or nobody knows. */
export function ComplianceBadge() {
  const { data } = useComplianceWaiting();
  const { cash = 0, insider = 0 } = useFindingCounts();
  if (!data) return null;
  const { cases, overdueCases, hits } = data;
  const findings = cash + insider;
  return (
    <CountBadge
      count={cases + hits + findings}
      isLate={overdueCases > 0}
      text={t('shell.complianceWaiting', { cases, overdue: overdueCases, hits, findings })}
    />
  );
}
