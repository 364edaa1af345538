'use client';

import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { changesOf } from '@/components/forms/facts';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useStaffMember } from '@/hooks/staff/use-staff';
import { useUpdateStaff } from '@/hooks/staff/use-staff-mutations';
import type { PitChoice, StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { PersonAccess } from './person-access';
import { PersonFields } from './person-fields';
import { editedPerson, type Person, type PersonValues, personOf, personValues, readPerson } from './person-model';
import type { PeopleUrl } from './use-people-url';

type PersonDrawerProps = { id: string; pits: PitChoice[]; overlay: PeopleUrl['overlay'] };

/** One person: what is on record of them, to change, and whether they are let in. */
export function PersonDrawer({ id, pits, overlay }: PersonDrawerProps) {
  const person = useStaffMember(id);
  if (person.data) return <LoadedPerson key={id} person={person.data} pits={pits} overlay={overlay} />;
  return (
    <SheetFrame isOpen onClose={overlay.close} isWide>
      <SheetHead title={t('staff.people')} />
      <SheetBody>
        {person.isPending ? (
          <RowsSkeleton label={t('staff.loading')} row="h-[60px]" />
        ) : (
          <ErrorState
            {...errorText(person.error)}
            onRetry={() => void person.refetch()}
            isRetrying={person.isFetching}
          />
        )}
      </SheetBody>
    </SheetFrame>
  );
}

type LoadedPersonProps = { person: StaffMember; pits: PitChoice[]; overlay: PeopleUrl['overlay'] };

function LoadedPerson({ person, pits, overlay }: LoadedPersonProps) {
  const editor = usePersonEditor(person, pits, overlay.close);
  const { form, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={overlay.close} isWide>
      <SheetHead title={person.name} subtitle={person.email} />
      <FormProvider {...form}>
        <SheetBody>
          <PersonFields pits={pits} />
          <PersonAccess person={person} onOpen={(kind) => overlay.open(kind, person.id)} />
          <SaveFailure editor={editor} />
        </SheetBody>
      </FormProvider>
      {needsDecision(failure) ? null : (
        <SheetFoot>
          <Button variant="primary" size="big" disabled={!isDirty} isBusy={isBusy} onClick={() => editor.submit()}>
            {isBusy ? t('forms.saving') : t(isDirty ? 'staff.save' : 'staff.nothingChanged')}
          </Button>
        </SheetFoot>
      )}
    </EditorSheet>
  );
}

const resolverFor = () => (values: PersonValues) => ({ values: readPerson(values), errors: {} });

function usePersonEditor(person: StaffMember, pits: PitChoice[], onClose: () => void) {
  const update = useUpdateStaff();
  const { refetch } = useStaffMember(person.id);
  return useVersionedForm<PersonValues, Person, Versioned<Person> & { name: string }>({
    edited: editedPerson(pits),
    saved: useMemo(() => savedPerson(person), [person]),
    reread: refetch,
    toValues: (content) => personValues(content ?? personOf(person)),
    resolverFor,
    send: async (mine, onto) => {
      const before = onto ?? savedPerson(person);
      const changes = changesOf({ ...before.content }, { ...mine });
      return savedPerson(
        await update.mutateAsync({ id: person.id, ...changes, expectedUpdatedAt: String(before.version) }),
      );
    },
    onSaved: ({ name }) => {
      toastSuccess(t('staff.saved', { name }), t('staff.inForceNow'));
      onClose();
    },
  });
}

function savedPerson(person: StaffMember) {
  return { content: personOf(person), version: person.updatedAt, name: person.name };
}
