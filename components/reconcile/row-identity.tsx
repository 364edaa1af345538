'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { useImport } from '@/hooks/imports/use-import';
import { formatDate } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { ConfirmIdentity } from './confirm-identity';
import { type IdentityLine, identityLines } from './reconcile-identity';

const COLUMNS = 'grid grid-cols-[88px_minmax(0,1fr)_minmax(0,1fr)] gap-x-3';

/** Whether the row is about the player it names: what both say of the person, differences marked. */
export function RowIdentity({ row }: { row: ReconciliationDetail }) {
  const canReconcile = useCan('reconcile.apply');
  const lines = identityLines(row, useImport(row.importId).data?.mapping.columns);
  return (
    <section aria-labelledby="row-identity">
      <h3 id="row-identity" className="pb-1.5 font-semibold text-sm">
        {t('reconcile.samePerson')}
      </h3>
      <div className="rounded-md bg-bg p-3.5 text-sm">
        <p aria-hidden className={`${COLUMNS} pb-1.5 font-medium text-muted text-xs`}>
          <span />
          <span>{t('reconcile.inFile')}</span>
          <span>{t('reconcile.onRecord')}</span>
        </p>
        <dl className="grid gap-2">
          {lines.map((line) => (
            <Line key={line.term} line={line} />
          ))}
        </dl>
      </div>
      {canReconcile ? <ConfirmIdentity row={row} /> : null}
      {row.player.id === null ? (
        <NavLink href={`/imports?import=${row.importId}`} className={buttonStyles({ className: 'mt-2 w-full' })}>
          {t('reconcile.enrolOfImport')}
        </NavLink>
      ) : (
        <NavLink href={`/players/${row.player.id}`} className={buttonStyles({ className: 'mt-2 w-full' })}>
          {t('reconcile.openPlayer')}
        </NavLink>
      )}
    </section>
  );
}

function Line({ line: { term, inFile, onRecord, match } }: { line: IdentityLine }) {
  const Icon = match === 'differs' ? CircleAlert : CircleCheck;
  const shown = (value: string | null) => (value === null ? '–' : term === 'birthDate' ? formatDate(value) : value);
  return (
    <div className={COLUMNS}>
      <dt className="text-muted">{t(`reconcile.term_${term}`)}</dt>
      <dd className="min-w-0 break-words">
        <span className="sr-only">{t('reconcile.inFileHeard')} </span>
        {shown(inFile)}
      </dd>
      <dd className={match === 'differs' ? 'min-w-0 break-words font-semibold text-warn' : 'min-w-0 break-words'}>
        <span className="sr-only">{t('reconcile.onRecordHeard')} </span>
        {match === 'unknown' ? null : <Icon aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />}
        {shown(onRecord)}
        {match === 'differs' ? <span className="block font-normal text-xs">{t('reconcile.differs')}</span> : null}
      </dd>
    </div>
  );
}
