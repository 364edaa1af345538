'use client';

import { CircleHelp } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { toastSuccess } from '@/components/ui/toast';
import { useConfirmIdentity } from '@/hooks/imports/use-import-mutations';
import { formatPoints } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { birthDateText, identityQuestion } from './reconcile-identity';

/** Asks whom a doubtful row is about, beside what file and record say; nothing where nothing is doubtful. */
export function ConfirmIdentity({ row }: { row: ReconciliationDetail }) {
  const confirm = useConfirmIdentity();
  const question = identityQuestion(row);
  return (
    <div className="grid gap-2 pt-3 text-sm empty:hidden">
      {row.sameCard.length > 0 ? (
        <Others
          label="Other rows of the file with this loyalty id"
          items={row.sameCard.map(({ rowId, rowNumber, name, birthDate }) => ({
            id: rowId,
            text: `Row ${formatPoints(rowNumber)}: ${personText(name, birthDate)}`,
          }))}
        />
      ) : null}
      {row.namesakes.length > 0 ? (
        <Others
          label="Players here with this name and birth date"
          items={row.namesakes.map(({ id, name, loyaltyId, birthDate }) => ({
            id,
            text: `${personText(name, birthDate)}, ${loyaltyId ?? 'no loyalty id'}`,
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
                  { onSuccess: () => toastSuccess('Confirmed', `${question.confirm}.`) },
                )
              }
            >
              {confirm.isPending ? 'Confirming …' : question.confirm}
            </Button>
          }
        >
          <p>{question.sentence}</p>
          {row.identityConfirmedBy === null ? null : (
            <p>{row.identityConfirmedBy} confirmed it before; what was compared then has changed since.</p>
          )}
          {confirm.isError ? (
            <p role="alert" className="text-danger">
              {errorText(confirm.error).title} {errorText(confirm.error).remedy}
            </p>
          ) : null}
        </Notice>
      )}
      {row.identityConfirmedBy === null || row.isIdentityUnconfirmed ? null : (
        <p className="text-muted">Confirmed by {row.identityConfirmedBy}.</p>
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
  return `${name ?? 'no name'}${birthDate === null ? '' : `, born ${birthDateText(birthDate)}`}`;
}
