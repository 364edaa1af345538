'use client';

import { CountBadge } from '@/components/ui/count-badge';
import { useCan } from '@/hooks/casino/me-context';
import { useRowsToReconcile } from '@/hooks/reconciliation/use-reconcile-queue';
import { t } from '@/words/say';

/** How many imported rows wait to be applied or kept, for who may; nothing while none does, or nobody knows. */
export function ReconcileBadge() {
  const count = useRowsToReconcile(useCan('reconcile.apply'));
  return <CountBadge count={count} isLate={false} text={t('shell.rowsWaiting', { count })} />;
}
