'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { type FieldError, get, useController, useFormContext } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';

type FormInputProps = Omit<ComponentProps<typeof Input>, 'name' | 'className'> & {
  /** Its path in the form, which is its path in refusals too. */
  name: string;
  label: string;
  hint?: string | undefined;
  className?: string;
};

/** A text field of the form around it, with its error right under it. */
export function FormInput({ name, label, hint, className = '', ...input }: FormInputProps) {
  const { register, formState } = useFormContext();
  const error = (get(formState.errors, name) as FieldError | undefined)?.message;
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => <Input {...control} autoComplete="off" {...input} {...register(name)} />}
    </Field>
  );
}

type FormSelectProps = {
  name: string;
  label: string;
  hint?: string | undefined;
  className?: string;
  children: ReactNode;
};

/** A choice by the device's own picker, as a field of the form around it. */
export function FormSelect({ name, label, hint, className = '', children }: FormSelectProps) {
  const { register, formState } = useFormContext();
  const error = (get(formState.errors, name) as FieldError | undefined)?.message;
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <span className="grid [&_select]:min-h-[50px] [&_select]:font-normal [&_svg]:top-4">
          <Select {...control} {...register(name)}>
            {children}
          </Select>
        </span>
      )}
    </Field>
  );
}

type FormSwitchProps = { name: string; label: string; hint?: string; isDisabled?: boolean };

/** On or off, with a sentence of what that means. */
export function FormSwitch({ name, label, hint, isDisabled = false }: FormSwitchProps) {
  const { field } = useController({ name });
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center justify-between gap-4">
        <span className="font-medium">{label}</span>
        <Switch
          id={id}
          ref={field.ref}
          tone="plain"
          checked={field.value === true}
          onCheckedChange={field.onChange}
          onBlur={field.onBlur}
          disabled={isDisabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="max-w-[62ch] text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** A part of a form under its own heading. */
export function FormSection({ title, sentence, children }: { title: string; sentence?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <div>
        <h3 id={id} className="font-bold text-lg tracking-tight">
          {title}
        </h3>
        {sentence ? <p className="max-w-[62ch] text-muted text-sm">{sentence}</p> : null}
      </div>
      {children}
    </section>
  );
}
