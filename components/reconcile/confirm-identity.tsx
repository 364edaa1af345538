'use client';

import { CircleHelp } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { toastSuccess } from '@/components/ui/toast';
import { useConfirmIdentity } from '@/hooks/imports/use-import-mutations';
import { formatDate, formatPoints } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { identityQuestion } from './reconcile-identity';

/** Asks whom a doubtful row is about, beside what file and record say; nothing where nothing is doubtful. */
export function ConfirmIdentity({ row }: { row: ReconciliationDetail }) {
  const confirm = useConfirmIdentity();
  const question = identityQuestion(row);
  return (
    <div className="grid gap-2 pt-3 text-sm empty:hidden">
      {row.sameCard.length > 0 ? (
        <Others
          label={t('reconcile.sameCard')}
          items={row.sameCard.map(({ rowId, rowNumber, name, birthDate }) => ({
            id: rowId,
            text: t('reconcile.rowOfPerson', { row: formatPoints(rowNumber), person: personText(name, birthDate) }),
          }))}
        />
      ) : null}
      {row.namesakes.length > 0 ? (
        <Others
          label={t('reconcile.namesakes')}
          items={row.namesakes.map(({ id, name, loyaltyId, birthDate }) => ({
            id,
            text: t('reconcile.personAndId', {
              person: personText(name, birthDate),
              id: loyaltyId ?? t('reconcile.someWithoutId'),
            }),
          }))}
        />
      ) : null}
      {question === null || !row.isIdentityUnconfirmed ? null : (
        <Notice
          icon={CircleHelp}
          tone="warn"
          role="status"
          title={question.title}
          action={
            <Button
              isBusy={confirm.isPending}
              onClick={() =>
                confirm.mutate(
                  { rowIds: [row.rowId], expected: { [row.rowId]: row.identityVersion } },
                  { onSuccess: () => toastSuccess(t('reconcile.confirmed'), question.confirm) },
                )
              }
            >
              {confirm.isPending ? t('reconcile.confirming') : question.confirm}
            </Button>
          }
        >
          <p>{question.sentence}</p>
          {row.identityConfirmedBy === null ? null : (
            <p>{t('reconcile.confirmedBefore', { person: row.identityConfirmedBy })}</p>
          )}
          {confirm.isError ? (
            <p role="alert" className="text-danger">
              {errorText(confirm.error).title} {errorText(confirm.error).remedy}
            </p>
          ) : null}
        </Notice>
      )}
      {row.identityConfirmedBy === null || row.isIdentityUnconfirmed ? null : (
        <p className="text-muted">{t('reconcile.confirmedBy', { person: row.identityConfirmedBy })}</p>
      )}
    </div>
  );
}

function Others({ label, items }: { label: string; items: { id: string; text: string }[] }) {
  return (
    <section aria-label={label}>
      <p className="font-semibold">{label}</p>
      <ul>
        {items.map(({ id, text }) => (
          <li key={id} className="break-words text-muted">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function personText(name: string | null, birthDate: string | null): string {
  const person = name ?? t('reconcile.someNameless');
  return birthDate === null ? person : t('reconcile.personBorn', { person, date: formatDate(birthDate) });
}
