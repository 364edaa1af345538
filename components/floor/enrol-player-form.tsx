'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastError } from '@/components/ui/toast';
import { useCreatePlayer } from '@/hooks/floor/use-slip-mutations';
import { createPlayerInputSchema, type Player } from '@/services/floor/dtos';

type EnrolPlayerFormProps = {
  /** What was searched for; it becomes the first guess of the name, or of the loyalty id when it has digits. */
  query: string;
  onBack: () => void;
  onEnrolled: (player: Player) => void;
};

/** Enrols a player with as little typing as the program needs. */
export function EnrolPlayerForm({ query, onBack, onEnrolled }: EnrolPlayerFormProps) {
  const [values, setValues] = useState(() => guess(query));
  const [hasTried, setHasTried] = useState(false);
  const create = useCreatePlayer();
  const parsed = createPlayerInputSchema.safeParse({
    firstName: values.firstName,
    lastName: values.lastName,
    ...(values.loyaltyId.trim() === '' ? {} : { loyaltyId: values.loyaltyId }),
    ...(values.birthDate === '' ? {} : { birthDate: values.birthDate }),
  });
  const errorOf = (field: keyof typeof values) =>
    hasTried ? parsed.error?.issues.find((issue) => issue.path[0] === field)?.message : undefined;
  const submit = () => {
    setHasTried(true);
    if (!parsed.success || create.isPending) return;
    create.mutateAsync(parsed.data).then(onEnrolled, toastError);
  };
  const field = (name: keyof typeof values, label: string, type = 'text') => (
    <Field label={label} error={errorOf(name)}>
      {(control) => (
        <Input
          {...control}
          type={type}
          autoComplete="off"
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {field('firstName', 'First name')}
        {field('lastName', 'Last name')}
        {field('loyaltyId', 'Loyalty id (optional)')}
        {field('birthDate', 'Date of birth (optional)', 'date')}
      </div>
      <div className="grid grid-cols-[auto_1fr] gap-2 pt-2">
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
        <Button type="submit" variant="primary" isBusy={create.isPending}>
          Enrol and choose a seat
        </Button>
      </div>
    </form>
  );
}

function guess(query: string) {
  const text = query.trim();
  if (/\d/.test(text)) return { firstName: '', lastName: '', loyaltyId: text, birthDate: '' };
  const [firstName = '', ...rest] = text.split(/\s+/);
  return { firstName, lastName: rest.join(' '), loyaltyId: '', birthDate: '' };
}
