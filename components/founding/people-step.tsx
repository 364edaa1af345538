'use client';

import { type FieldError, get, useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSelect } from '@/components/forms/form-fields';
import { roleLabel } from '@/components/labels';
import { fieldWords } from '@/components/ui/error-text';
import { staffRoleSchema } from '@/services/casino/dtos';
import { t } from '@/words/say';
import type { TypedCasino } from './founding-model';
import { AddRow, RemoveRow } from './row-button';

/** The first people, in the roles that they will have: nobody is there yet to decide about them. */
export function PeopleStep() {
  const { control, watch, formState } = useFormContext<TypedCasino>();
  const people = useFieldArray({ control, name: 'staff' });
  const typed = watch('staff');
  const missing = (get(formState.errors, 'staff.root') as FieldError | undefined)?.message;
  return (
    <>
      <ol aria-label={t('founding.people')} className="grid gap-4">
        {people.fields.map(({ id }, place) => (
          <li
            key={id}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(10rem,0.8fr)_auto] items-start gap-3 max-sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <FormInput name={`staff.${place}.name`} label={t('founding.personName')} maxLength={200} />
            <FormInput
              name={`staff.${place}.email`}
              label={t('founding.personEmail')}
              type="email"
              inputMode="email"
              maxLength={254}
              className="max-sm:col-start-1"
            />
            <FormSelect name={`staff.${place}.role`} label={t('founding.personRole')} className="max-sm:col-start-1">
              {staffRoleSchema.options.map((role) => (
                <option key={role} value={role}>
                  {roleLabel(role)}
                </option>
              ))}
            </FormSelect>
            <RemoveRow
              label={t('founding.removePerson', {
                person: typed[place]?.name || t('founding.personAt', { place: place + 1 }),
              })}
              onRemove={() => people.remove(place)}
            />
          </li>
        ))}
      </ol>
      {missing === undefined ? null : (
        <p role="alert" className="text-danger text-sm">
          {fieldWords(missing)}
        </p>
      )}
      <AddRow label={t('founding.addPerson')} onAdd={() => people.append({ name: '', email: '', role: 'dealer' })} />
    </>
  );
}
