'use client';

import { useMe } from '@/hooks/casino/me-context';
import type { Alert } from '@/services/shift/dtos';
import { alertReasons } from './alert-words';

/** The figures a rule went by, so that one can see why it fired or did not. */
export function AlertReasons({ alert }: { alert: Alert }) {
  const { currency } = useMe().settings;
  return (
    <dl className="grid gap-1 rounded-sm bg-bg px-3 py-2.5 text-sm">
      {alertReasons(alert, currency).map(([term, value]) => (
        <div key={term} className="flex items-baseline justify-between gap-3">
          <dt className="shrink-0 text-muted">{term}</dt>
          <dd className="min-w-0 text-right font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
