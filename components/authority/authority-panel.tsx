'use client';

import { useState } from 'react';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { Select } from '@/components/ui/select';
import { useOpened } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useAuthority } from '@/hooks/authority/use-authority';
import { useCan, useMe } from '@/hooks/casino/me-context';
import type { Authority, AuthorityLimit } from '@/services/authority/dtos';
import { t } from '@/words/say';
import { fieldsOf, holderName, holderOf, isLimited, limitText } from './limit-model';

const limitDrawer = lateCode(async () => (await import('./limit-drawer')).LimitDrawer);
const LOADERS = [limitDrawer.fetch];

/** How much who may give, and where it is set. */
export function AuthorityPanel() {
  const authority = useAuthority();
  usePreload(LOADERS);
  return (
    <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4">
      {authority.data ? (
        <Loaded authority={authority.data} />
      ) : authority.isPending ? (
        <RowsSkeleton label={t('authority.loading')} row="h-[68px]" count={3} />
      ) : (
        <ErrorState
          {...errorText(authority.error)}
          onRetry={() => void authority.refetch()}
          isRetrying={authority.isFetching}
        />
      )}
    </div>
  );
}

function Loaded({ authority }: { authority: Authority }) {
  const { value, open, close } = useOpened('open');
  const all = [authority.house, ...authority.roles, ...authority.people];
  const edited = all.find((limit) => holderOf(limit) === value);
  const listed = all.filter((limit) => limit.staffId === null || isLimited(limit));
  return (
    <>
      <ul aria-label={t('authority.limits')} className="grid gap-2">
        {listed.map((limit) => (
          <LimitRow key={holderOf(limit)} limit={limit} onEdit={() => open(holderOf(limit))} />
        ))}
      </ul>
      <PersonPicker people={authority.people.filter((person) => !isLimited(person))} onChosen={open} />
      {edited ? <Late code={limitDrawer} props={{ limit: edited, onClose: close }} /> : null}
    </>
  );
}

function LimitRow({ limit, onEdit }: { limit: AuthorityLimit; onEdit: () => void }) {
  const { currency } = useMe().settings;
  const isOwn = useIsOwn(limit);
  const name = holderName(limit);
  const set = fieldsOf(limit).flatMap((field) => {
    const value = limit[field];
    return value === null ? [] : [`${t(`authority.${field}`)}: ${limitText(field, value, currency)}`];
  });
  return (
    <li className="flex min-h-[68px] flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-4 py-3">
      <div className="wrap-anywhere min-w-52 flex-1">
        <p>
          <span className="font-semibold">{name}</span>{' '}
          {limit.staffId !== null && limit.role !== null ? (
            <span className="text-muted text-sm">{roleLabel(limit.role)}</span>
          ) : null}
        </p>
        <p className="text-muted text-sm">{set.length > 0 ? set.join(' · ') : t('authority.noLimit')}</p>
      </div>
      {isOwn ? (
        <p className="text-muted text-sm">{t('authority.own')}</p>
      ) : (
        <Button onClick={onEdit} aria-label={t('authority.editOf', { name })}>
          {t('authority.edit')}
        </Button>
      )}
    </li>
  );
}

/** Nobody sets limits that they are under themselves: a courtesy, which the database decides again. */
function useIsOwn({ role, staffId }: AuthorityLimit): boolean {
  const { staff } = useMe();
  const issues = [useCan('reward.issue'), useCan('coupon.manage')].includes(true);
  if (staffId !== null) return staffId === staff.id;
  return role === null ? issues : role === staff.role;
}

/** Chooses somebody who goes by their role so far, to be given limits of their own. */
function PersonPicker({ people, onChosen }: { people: AuthorityLimit[]; onChosen: (staffId: string) => void }) {
  const { staff } = useMe();
  const [chosen, setChosen] = useState('');
  const others = people.filter(({ staffId }) => staffId !== staff.id);
  if (others.length === 0) return null;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <p className="w-full text-muted text-sm">{t('authority.personHint')}</p>
      <Field label={t('authority.person')} className="min-w-52 flex-1">
        {(control) => (
          <Select {...control} value={chosen} onChange={({ target }) => setChosen(target.value)}>
            <option value="">{t('authority.choosePerson')}</option>
            {others.map(({ staffId, staffName, role }) => (
              <option key={staffId} value={staffId ?? ''}>
                {[staffName, role === null ? null : roleLabel(role)].filter(Boolean).join(' · ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button
        disabled={chosen === ''}
        onClick={() => {
          onChosen(chosen);
          setChosen('');
        }}
      >
        {t('authority.setForPerson')}
      </Button>
    </div>
  );
}
