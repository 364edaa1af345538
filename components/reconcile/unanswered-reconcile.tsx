'use client';

import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useReconcileRequest } from '@/hooks/reconciliation/use-reconcile-requests';
import { t } from '@/words/say';

/** A decision of one place that has no answer. Nothing where there is none. */
export function UnansweredReconcile({ place }: { place: string }) {
  const { intent, retry, discard } = useReconcileRequest(place);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  return (
    <UnansweredRequest
      title={t('reconcile.notConfirmedYet')}
      what={intent.title}
      warning={t('reconcile.noAnswerWarning')}
      isRetrying={intent.status === 'retrying'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}

/** The same between a drawer's title and the part that scrolls: wherever one has scrolled to, it is seen. */
export function UnansweredInDrawer({ place }: { place: string }) {
  return (
    <div className="px-5 pb-3 empty:hidden">
      <UnansweredReconcile place={place} />
    </div>
  );
}
