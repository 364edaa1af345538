'use client';

import { CircleAlert, Eye, EyeOff, PencilLine } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { Switch } from '@/components/ui/switch';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useOpenedKind } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useUpdateCase } from '@/hooks/ctr/use-ctr-mutations';
import { formatDateTime, formatMoney } from '@/lib/shared/format';
import type { CtrCase, CtrPerson } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { missingLabel, personName, personRoleLabel } from './case-words';
import { PersonFacts } from './person-facts';
import { CASE_OVERLAYS } from './use-cases-url';

const personDrawer = lateCode(async () => (await import('./person-drawer')).PersonDrawer);
const LOADERS = [personDrawer.fetch];

/** Who stands in the report, what is known of them, and what the form still asks. */
export function CasePersons({ one }: { one: CtrCase }) {
  usePreload(LOADERS);
  const canManage = useCan('ctr.manage');
  const { kind, about, open, close: onClose } = useOpenedKind('open', CASE_OVERLAYS);
  const isEditable = canManage && one.status !== 'not_required';
  return (
    <section aria-labelledby="case-persons" className="grid gap-3">
      <h3 id="case-persons" className="font-bold text-lg">
        {t('ctr.persons', { count: one.persons.length })}
      </h3>
      {one.persons.map((person) => (
        <PersonCard
          key={person.personId}
          person={person}
          onEdit={isEditable ? () => open('person', person.personId) : null}
        />
      ))}
      {isEditable ? <Aggregation one={one} /> : null}
      {isEditable && kind === 'person' && about !== null ? (
        <Late code={personDrawer} props={{ one, personId: about, onClose }} />
      ) : null}
    </section>
  );
}

function PersonCard({ person, onEdit }: { person: CtrPerson; onEdit: (() => void) | null }) {
  const { timeZone } = useMe().settings;
  const [isShown, setIsShown] = useState(false);
  const name = personName(person);
  return (
    <article aria-label={name} className="grid gap-3 rounded-lg border bg-surface p-5 max-sm:p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-56 flex-1">
          <h4 className="wrap-anywhere font-semibold text-lg">{name}</h4>
          <PersonRoles person={person} />
        </div>
        {person.facts === null ? null : (
          <Button variant="quiet" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {t(isShown ? 'ctr.hideNumbers' : 'ctr.showNumbers')}
          </Button>
        )}
        {onEdit ? (
          <Button onClick={onEdit} aria-label={t('ctr.editPerson', { name })}>
            <PencilLine aria-hidden />
            {t('ctr.edit')}
          </Button>
        ) : null}
      </div>
      {person.facts === null ? (
        <p className="text-muted text-sm">{t('ctr.identityHidden')}</p>
      ) : (
        <PersonFacts person={person} isShown={isShown} />
      )}
      <p className="flex items-center gap-2 text-sm">
        {person.verifiedAt ? (
          t('ctr.verifiedBy', {
            staff: person.verifiedByStaffName ?? '',
            when: formatDateTime(person.verifiedAt, timeZone),
          })
        ) : person.missing.includes('verifiedBy') ? (
          <>
            <CircleAlert aria-hidden className="size-4 shrink-0 text-warn" />
            <span className="text-warn">{missingLabel('verifiedBy')}</span>
          </>
        ) : null}
      </p>
    </article>
  );
}

function PersonRoles({ person }: { person: CtrPerson }) {
  const { currency } = useMe().settings;
  return (
    <ul className="text-muted text-sm">
      {(person.roles ?? []).map(({ role, cashInCents, cashOutCents, entryCount }) => (
        <li key={role}>
          {personRoleLabel(role)} ·{' '}
          {t('ctr.cashInOut', {
            cashIn: formatMoney(cashInCents, currency),
            cashOut: formatMoney(cashOutCents, currency),
          })}
          {entryCount > 1 ? ` · ${t('ctr.multiple', { count: entryCount })}` : ''}
        </li>
      ))}
    </ul>
  );
}

/** Item 24e: only the patron is reported, where nobody knows who stood at the window. */
function Aggregation({ one }: { one: CtrCase }) {
  const update = useUpdateCase();
  const change = (isAggregated: boolean) =>
    update.mutate(
      { caseId: one.id, isAggregated, expectedVersion: one.version },
      { onSuccess: () => toastSuccess(t('ctr.saved'), t('ctr.isAggregated')), onError: toastError },
    );
  return (
    <div className="rounded-lg border bg-surface p-5 max-sm:p-4">
      <label htmlFor="aggregated" className="flex min-h-11 cursor-pointer items-center justify-between gap-4">
        <span className="font-medium">{t('ctr.isAggregated')}</span>
        <Switch
          id="aggregated"
          tone="plain"
          checked={update.isPending ? !one.isAggregated : one.isAggregated}
          disabled={update.isPending}
          onCheckedChange={change}
          aria-describedby="aggregated-hint"
        />
      </label>
      <p id="aggregated-hint" className="max-w-[62ch] text-muted text-sm">
        {t('ctr.aggregatedMeaning')}
      </p>
    </div>
  );
}
