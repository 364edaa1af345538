'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { alertLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastError, toastMessage, toastSuccess } from '@/components/ui/toast';
import { useBackCloses } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { useAcknowledgeAlert } from '@/hooks/shift/use-acknowledge-alert';
import { ApiError } from '@/lib/client/api';
import { formatTime } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';

const NOTE_MAX = 500;

type AcknowledgeFormProps = { alert: Alert; gamingDay: string; onDone: () => void };

/** Says "seen", with a word about it if there is one. Esc and Back leave it. */
export function AcknowledgeForm({ alert, gamingDay, onDone }: AcknowledgeFormProps) {
  const { timeZone } = useMe().settings;
  const [note, setNote] = useState('');
  useBackCloses(true, onDone);
  const acknowledge = useAcknowledgeAlert();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (acknowledge.isPending) return;
    acknowledge
      .mutateAsync({
        gamingDay,
        kind: alert.kind,
        entityKey: alert.entityKey,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      .then(
        () => {
          onDone();
          toastSuccess(t('shift.alertAcknowledged'), alertLabel(alert.kind));
        },
        (error) => {
          const first = firstToAcknowledge(error);
          if (!first) return toastError(error);
          onDone();
          toastMessage(
            t('shift.acknowledgedAlready', { staff: first.staffName, time: formatTime(first.at, timeZone) }),
          );
        },
      );
  };

  return (
    <form
      className="grid animate-fade-in gap-2 pt-1 pb-2"
      onSubmit={submit}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && onDone()}
    >
      <Field label={t('shift.note')}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            maxLength={NOTE_MAX}
            autoComplete="off"
            placeholder={t('shift.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button variant="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" variant="primary" isBusy={acknowledge.isPending}>
          {t('shift.acknowledge')}
        </Button>
      </div>
    </form>
  );
}

/** Who was first, when the refusal says that somebody was. */
function firstToAcknowledge(error: unknown): { staffName: string; at: string } | null {
  if (!(error instanceof ApiError) || error.refusal.code !== 'ALERT_ACKNOWLEDGED') return null;
  const { staffName = null, at } = error.refusal.details ?? {};
  return staffName !== null && at !== undefined ? { staffName, at } : null;
}
