'use client';

import { alertLabel } from '@/components/labels';
import { toastError, toastMessage, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useAcknowledgeAlert } from '@/hooks/shift/use-acknowledge-alert';
import { ApiError } from '@/lib/client/api';
import { formatTime } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { NoteForm } from './note-form';

type AcknowledgeFormProps = { alert: Alert; gamingDay: string; onDone: () => void };

/** Says "seen" of one alert. */
export function AcknowledgeForm({ alert, gamingDay, onDone }: AcknowledgeFormProps) {
  const { timeZone } = useMe().settings;
  const acknowledge = useAcknowledgeAlert();
  const submit = (note: { note?: string }) => {
    acknowledge.mutateAsync({ gamingDay, kind: alert.kind, entityKey: alert.entityKey, ...note }).then(
      () => {
        onDone();
        toastSuccess(t('shift.alertAcknowledged'), alertLabel(alert.kind));
      },
      (error) => {
        const first = firstToAcknowledge(error);
        if (!first) return toastError(error);
        onDone();
        toastMessage(t('shift.acknowledgedAlready', { staff: first.staffName, time: formatTime(first.at, timeZone) }));
      },
    );
  };
  return <NoteForm submit={t('shift.acknowledge')} isBusy={acknowledge.isPending} onSubmit={submit} onDone={onDone} />;
}

/** Who was first, when the refusal says that somebody was. */
function firstToAcknowledge(error: unknown): { staffName: string; at: string } | null {
  if (!(error instanceof ApiError) || error.refusal.code !== 'ALERT_ACKNOWLEDGED') return null;
  const { staffName = null, at } = error.refusal.details ?? {};
  return staffName !== null && at !== undefined ? { staffName, at } : null;
}
