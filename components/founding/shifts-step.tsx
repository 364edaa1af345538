'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput } from '@/components/forms/form-fields';
import { t } from '@/words/say';
import type { TypedCasino } from './founding-model';
import { AddRow, RemoveRow } from './row-button';

const MOST_SHIFTS = 8;

/** The shifts of an ordinary day, each until the next one begins. */
export function ShiftsStep() {
  const { control, watch } = useFormContext<TypedCasino>();
  const shifts = useFieldArray({ control, name: 'shifts' });
  const typed = watch('shifts');
  return (
    <>
      <ol aria-label={t('house.shifts')} className="grid gap-3">
        {shifts.fields.map(({ id }, place) => (
          <li key={id} className="grid grid-cols-[minmax(0,20rem)_9rem_auto] items-start justify-start gap-3">
            <FormInput
              name={`shifts.${place}.name`}
              label={t('house.shiftName', { place: place + 1 })}
              maxLength={50}
            />
            <FormInput name={`shifts.${place}.startsAtLocal`} type="time" label={t('house.shiftStart')} />
            <RemoveRow
              label={t('house.removeShift', {
                shift: typed[place]?.name || t('house.unnamedShift', { place: place + 1 }),
              })}
              isDisabled={shifts.fields.length === 1}
              onRemove={() => shifts.remove(place)}
            />
          </li>
        ))}
      </ol>
      {shifts.fields.length < MOST_SHIFTS ? (
        <AddRow label={t('house.addShift')} onAdd={() => shifts.append({ name: '', startsAtLocal: '' })} />
      ) : null}
    </>
  );
}
