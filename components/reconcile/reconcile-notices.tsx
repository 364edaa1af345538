'use client';

import { useCallback } from 'react';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import {
  type ReconcileIntent,
  type SettledReconcile,
  useLateReconcile,
  useReconcileIntents,
} from '@/hooks/reconciliation/use-reconcile-requests';
import { tellReconcile } from './tell-reconcile';

const unansweredReconcile = lateCode(async () => (await import('./unanswered-reconcile')).UnansweredReconcile);
const LOADERS = [unansweredReconcile.fetch];

/** Decisions without an answer; and, in a toast, what became of those whose form was closed. */
export function ReconcileNotices() {
  usePreload(LOADERS);
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
      <Late code={unansweredReconcile} props={{ place: intent.place }} />
    </div>
  );
}
