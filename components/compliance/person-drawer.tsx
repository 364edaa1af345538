'use client';

import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { changesOf } from '@/components/forms/facts';
import { FormInput, FormSection, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useCtrCase } from '@/hooks/ctr/use-ctr-cases';
import { useUpdateCase } from '@/hooks/ctr/use-ctr-mutations';
import type { CtrCase, CtrPerson } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { missingLabel, personName } from './case-words';
import {
  fieldsOfGroup,
  findPerson,
  missingOf,
  PERSON_GROUP_NAMES,
  type PersonContent,
  type PersonGroup,
  type PersonValues,
  personChange,
  personContent,
  personValues,
  readPerson,
  type Unknown,
} from './person-fields';
import { editedPerson, personFieldLabel, personFieldText } from './person-words';

const resolverFor = () => (values: PersonValues) => ({ values: readPerson(values), errors: {} });

type PersonDrawerProps = { one: CtrCase; personId: string; onClose: () => void };

/** Says who somebody in a case is, field by field of the form, and what could not be found out. */
export function PersonDrawer({ one, personId, onClose }: PersonDrawerProps) {
  const person = findPerson(one, personId);
  return person ? <PersonForm one={one} person={person} onClose={onClose} /> : null;
}

function PersonForm({ one, person, onClose }: { one: CtrCase; person: CtrPerson; onClose: () => void }) {
  const editor = usePersonEditor(one, person, onClose);
  const { form, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={personName(person)} subtitle={t('ctr.personMeaning')} />
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
            <FormSwitch name="isEntity" label={t('ctr.isEntity')} />
            {PERSON_GROUP_NAMES.map((group) => (
              <FormSection key={group} title={t(`ctr.group_${group}`)}>
                <GroupFields group={group} person={person} />
              </FormSection>
            ))}
            <FormSwitch
              name="isVerified"
              label={t('ctr.isVerified')}
              hint={person.missing.includes('verifiedBy') ? missingLabel('verifiedBy') : t('ctr.verifiedMeaning')}
            />
          </SheetBody>
          <SheetFoot>
            <SaveFailure editor={editor} />
            {needsDecision(failure) ? null : (
              <Button type="submit" variant="primary" size="big" disabled={!isDirty} isBusy={isBusy}>
                {t(isBusy ? 'forms.saving' : isDirty ? 'forms.saveChanges' : 'ctr.nothingChanged')}
              </Button>
            )}
          </SheetFoot>
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

function GroupFields({ group, person }: { group: PersonGroup; person: CtrPerson }) {
  const fields = fieldsOfGroup(group);
  const unknowns = [...new Set(fields.flatMap(({ of }) => (of === undefined ? [] : [of])))];
  return (
    <>
      {fields.map((field) => {
        const missing = missingOf(field, person);
        const hint = missing === null ? hintOf(field.name) : t('ctr.missingItem', { item: missingLabel(missing) });
        return field.options ? (
          <FormSelect key={field.name} name={field.name} label={personFieldLabel(field.name)} hint={hint}>
            <option value="">{t('ctr.notSaid')}</option>
            {field.options.map((option) => (
              <option key={option} value={option}>
                {personFieldText(field.name, option)}
              </option>
            ))}
          </FormSelect>
        ) : (
          <FormInput
            key={field.name}
            name={field.name}
            label={personFieldLabel(field.name)}
            hint={hint}
            maxLength={field.highest}
          />
        );
      })}
      <UnknownSwitches unknowns={unknowns} />
    </>
  );
}

function UnknownSwitches({ unknowns }: { unknowns: readonly Unknown[] }) {
  return (
    <details>
      <summary className="min-h-11 cursor-pointer content-center font-medium text-sm">
        {t('ctr.couldNotFindOut')}
      </summary>
      <div className="grid">
        {unknowns.map((field) => (
          <FormSwitch key={field} name={`unknown_${field}`} label={t('ctr.unknownOf', { item: missingLabel(field) })} />
        ))}
      </div>
    </details>
  );
}

function hintOf(name: string): string | undefined {
  if (name === 'birthDate') return t('ctr.birthDateHint');
  return name === 'country' || name === 'idCountry' ? t('ctr.countryHint') : undefined;
}

type SavedPerson = Versioned<PersonContent>;

function usePersonEditor(one: CtrCase, person: CtrPerson, onClose: () => void) {
  const update = useUpdateCase();
  return useVersionedForm<PersonValues, PersonContent, SavedPerson>({
    edited: editedPerson(),
    saved: useMemo(() => ({ content: personContent(person), version: one.version }), [person, one.version]),
    reread: useCtrCase(one.id).refetch,
    toValues: (content) => personValues(content ?? personContent(person)),
    resolverFor,
    send: async (mine, onto) => {
      const before = onto?.content ?? personContent(person);
      const answer = await update.mutateAsync({
        caseId: one.id,
        person: personChange(person.personId, changesOf(before, mine), mine),
        expectedVersion: Number(onto?.version ?? one.version),
      });
      const saved = findPerson(answer, person.personId) ?? person;
      return { content: personContent(saved), version: answer.version };
    },
    onSaved: () => {
      toastSuccess(t('ctr.saved'), personName(person));
      onClose();
    },
  });
}
