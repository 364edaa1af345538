'use client';

import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FormInput } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useAuthority, useSetAuthorityLimit } from '@/hooks/authority/use-authority';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol } from '@/lib/shared/format';
import type { AuthorityLimit } from '@/services/authority/dtos';
import { t } from '@/words/say';
import {
  editedLimits,
  fieldsOf,
  holderName,
  type LimitField,
  type Limits,
  type LimitValues,
  limitsOf,
  limitValues,
  readLimits,
} from './limit-model';

const resolverFor = () => readLimits;

/** Sets the limits of a role, of a person or of the house. */
export function LimitDrawer({ limit, onClose }: { limit: AuthorityLimit; onClose: () => void }) {
  const { currency } = useMe().settings;
  const editor = useLimitEditor(limit, currency, onClose);
  const { form, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={t('authority.limits')} subtitle={holderName(limit)} />
      <FormProvider {...form}>
        <form
          noValidate
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <SheetBody>
            <p className="text-muted">
              {t(meaningOf(limit))} {t('authority.emptyIsNone')}
            </p>
            {fieldsOf(limit).map((field) => (
              <FormInput
                key={field}
                name={field}
                label={labelOf(field, currency)}
                hint={t(`authority.${field}Means`)}
                inputMode={field.endsWith('Cents') ? 'decimal' : 'numeric'}
              />
            ))}
            <SaveFailure editor={editor} />
          </SheetBody>
          {needsDecision(failure) ? null : (
            <SheetFoot>
              <Button type="submit" variant="primary" size="big" disabled={!isDirty} isBusy={isBusy}>
                {isBusy ? t('forms.saving') : t(isDirty ? 'authority.save' : 'authority.nothingChanged')}
              </Button>
            </SheetFoot>
          )}
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

function meaningOf({ role, staffId }: AuthorityLimit) {
  if (staffId !== null) return 'authority.personMeans';
  return role === null ? 'authority.houseMeans' : 'authority.roleMeans';
}

function labelOf(field: LimitField, currency: string): string {
  const name = t(`authority.${field}`);
  return field.endsWith('Cents') ? t('authority.inUnit', { name, unit: currencySymbol(currency) }) : name;
}

function useLimitEditor(limit: AuthorityLimit, currency: string, onClose: () => void) {
  const set = useSetAuthorityLimit();
  const { refetch } = useAuthority();
  return useVersionedForm<LimitValues, Limits, Versioned<Limits>>({
    edited: useMemo(() => editedLimits(currency), [currency]),
    saved: useMemo(() => savedLimits(limit), [limit]),
    reread: refetch,
    toValues: limitValues,
    resolverFor,
    send: async (mine, onto) => savedLimits(await set.mutateAsync(requestOf(limit, mine, onto))),
    onSaved: () => {
      toastSuccess(t('authority.saved'), t('authority.savedMeaning'));
      onClose();
    },
  });
}

function requestOf(limit: AuthorityLimit, limits: Limits, onto: Versioned<Limits> | null) {
  const { role, staffId } = limit;
  const about = staffId !== null ? { staffId } : role !== null ? { role } : {};
  return { ...about, limits, version: Number((onto ?? savedLimits(limit)).version) };
}

function savedLimits(limit: AuthorityLimit): Versioned<Limits> {
  return { content: limitsOf(limit), version: limit.version };
}
