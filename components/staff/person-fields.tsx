'use client';

import { useController } from 'react-hook-form';
import { FormInput } from '@/components/forms/form-fields';
import type { PitChoice } from '@/services/staff/dtos';
import { t } from '@/words/say';

/** What is on record of a person, as fields of the form around it. */
export function PersonFields({ pits }: { pits: PitChoice[] }) {
  return (
    <>
      <FormInput name="name" label={t('staff.name')} maxLength={200} required />
      <FormInput name="employeeNumber" label={t('staff.employeeNumber')} maxLength={40} />
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <FormInput name="licenceNumber" label={t('staff.licenceNumber')} maxLength={60} />
        <FormInput name="licenceExpiresOn" label={t('staff.licenceDate')} type="date" />
      </div>
      <PitFields pits={pits} />
    </>
  );
}

/** The pits that somebody works, to tick. */
export function PitFields({ pits }: { pits: PitChoice[] }) {
  const { field } = useController({ name: 'pitIds' });
  const chosen = field.value as string[];
  if (pits.length === 0) return null;
  const toggle = (id: string) =>
    field.onChange((chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]).sort());
  return (
    <fieldset>
      <legend className="mb-2 text-muted text-xs">{t('staff.pits')}</legend>
      <div className="flex flex-wrap gap-2">
        {pits.map(({ id, name }, place) => (
          <label
            key={id}
            className="flex min-h-11 cursor-pointer select-none items-center gap-2.5 rounded-md border border-control bg-raised px-3.5 font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              ref={place === 0 ? field.ref : undefined}
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
              className="size-4 accent-accent outline-none"
            />
            {name}
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-muted text-xs">{t('staff.pitsMeaning')}</p>
    </fieldset>
  );
}
