'use client';

import { OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { alertName } from '@/components/domain/alert-text';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useAcknowledgeAlerts } from '@/hooks/shift/use-acknowledge-alert';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { NoteForm } from './note-form';
import { alertId } from './shift-model';

type AcknowledgeAllProps = { alerts: readonly Alert[]; gamingDay: string; onDone: () => void };

/**
 * Says "seen" of every alert that was there when it was opened, and names the critical ones before. What comes or grows
 * graver while it is open has been seen by nobody, and goes on calling.
 */
export function AcknowledgeAll({ alerts, gamingDay, onDone }: AcknowledgeAllProps) {
  const [seen] = useState(alerts);
  const acknowledge = useAcknowledgeAlerts();
  const critical = seen.filter(({ severity }) => severity === 'critical');
  const submit = (note: { note?: string }) => {
    const named = seen.map(({ kind, entityKey, severity }) => ({ kind, entityKey, severity }));
    acknowledge.mutateAsync({ gamingDay, alerts: named, ...note }).then(({ acknowledgedCount: count }) => {
      onDone();
      const passedOver = seen.length - count;
      const rest = passedOver > 0 ? t('shift.passedOver', { count: passedOver }) : t('shift.alerts');
      toastSuccess(t('shift.allAcknowledged', { count }), rest);
    }, toastError);
  };
  return (
    <div className="rounded-md border bg-surface px-3 pt-2 dock:bg-raised/60">
      <NoteForm
        submit={t('shift.acknowledgeMany', { count: seen.length })}
        isBusy={acknowledge.isPending}
        onSubmit={submit}
        onDone={onDone}
      >
        {critical.length > 0 ? (
          <div className="text-sm">
            <p className="flex items-center gap-1.5 font-semibold text-danger">
              <OctagonAlert aria-hidden className="size-[18px] shrink-0" />
              {t('shift.criticalAmong', { count: critical.length })}
            </p>
            <ul className="max-h-40 overflow-y-auto pt-1 pl-6">
              {critical.map((alert) => (
                <li key={alertId(alert)}>{alertName(alert)}</li>
              ))}
            </ul>
          </div>
        ) : null}
      </NoteForm>
    </div>
  );
}
