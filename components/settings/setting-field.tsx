'use client';

import { type FieldError, get, useFormContext } from 'react-hook-form';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { t } from '@/words/say';
import { settingName } from './edited-settings';
import type { SettingsValues } from './settings-model';

type SettingFieldProps = {
  /** Its path in the form, which is its path in refusals too. */
  name: string;
  /** Its own name, unless said otherwise. */
  label?: string;
  /** What it counts in, beside the figure: `minutes`. */
  unit?: string;
  hint?: string;
  isReadOnly: boolean;
  className?: string;
};

/** A figure among the settings. Once it is changed, what is saved stands under it. */
export function SettingField({
  name,
  label = settingName(name),
  unit,
  hint,
  isReadOnly,
  className,
}: SettingFieldProps) {
  const { register, formState } = useFormContext<SettingsValues>();
  const error = (get(formState.errors, name) as FieldError | undefined)?.message;
  const isDirty = get(formState.dirtyFields, name) === true;
  const saved = String(get(formState.defaultValues, name) ?? '');
  return (
    <Field
      label={unit ? t('settings.inUnit', { name: label, unit }) : label}
      hint={isDirty ? hintOf(saved, hint) : hint}
      error={error}
      className={className ?? ''}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          readOnly={isReadOnly}
          className={cn('font-semibold read-only:border-transparent read-only:bg-raised', isDirty && 'border-warn')}
          {...register(name as 'rewardSoftCapPoints')}
        />
      )}
    </Field>
  );
}

/** What is saved, and after it the hint of the field. */
function hintOf(value: string, hint: string | undefined): string {
  const saved = value ? t('settings.savedIs', { value }) : t('settings.savedNone');
  return hint ? t('settings.hintAfter', { saved, hint }) : saved;
}
