'use client';

import { useCallback } from 'react';
import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useMe } from '@/hooks/casino/me-context';
import {
  type ReconcileIntent,
  type SettledReconcile,
  useLateReconcile,
  useReconcileIntents,
  useReconcileRequest,
} from '@/hooks/reconciliation/use-reconcile-requests';
import { t } from '@/words/say';
import { tellReconcile } from './tell-reconcile';

/** Decisions without an answer; and, in a toast, what became of those whose form was closed. */
export function ReconcileNotices() {
  const intents = useReconcileIntents();
  return intents.map((intent) => <IntentNotice key={intent.place} intent={intent} />);
}

function IntentNotice({ intent }: { intent: ReconcileIntent }) {
  const { timeZone } = useMe().settings;
  const tell = useCallback((settled: SettledReconcile) => tellReconcile(settled, timeZone), [timeZone]);
  useLateReconcile(intent.place, tell);
  if (intent.status !== 'unanswered' && intent.status !== 'retrying') return null;
  return (
    <div className="px-[18px] pb-2.5 max-sm:px-3">
      <UnansweredReconcile place={intent.place} />
    </div>
  );
}

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
