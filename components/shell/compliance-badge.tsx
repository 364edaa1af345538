'use client';

import { cn } from '@/components/ui/cn';
import { useComplianceWaiting } from '@/hooks/compliance/use-compliance-waiting';
import { formatNumber } from '@/lib/shared/format';
import { t } from '@/words/say';

const HIGHEST = 99;

/** How many cases and hits wait for somebody of compliance; nothing while none does, or nobody knows. */
export function ComplianceBadge() {
  const { data } = useComplianceWaiting();
  const count = data ? data.cases + data.hits : 0;
  if (!data || count === 0) return null;
  const shown = count > HIGHEST ? `${HIGHEST}+` : formatNumber(count);
  return (
    <span
      className={cn(
        'min-w-5 rounded-full px-1.5 font-semibold text-xs leading-5',
        data.overdueCases > 0 ? 'bg-danger-soft text-danger' : 'bg-warn-soft text-warn',
      )}
    >
      <span aria-hidden>{shown}</span>
      <span className="sr-only">
        {t('shell.complianceWaiting', { cases: data.cases, overdue: data.overdueCases, hits: data.hits })}
      </span>
    </span>
  );
}
