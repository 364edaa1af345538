'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type LikelyPlayer, LikelyPlayers, likelyPlayersOf } from '@/components/domain/likely-players';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastError } from '@/components/ui/toast';
import { useCreatePlayer } from '@/hooks/floor/use-slip-mutations';
import { ApiError } from '@/lib/client/api';
import { type CreatePlayerInput, createPlayerInputSchema, type Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

type EnrolPlayerFormProps = {
  /** What was searched for; it becomes the first guess of the name, or of the loyalty id when it has digits. */
  query: string;
  onBack: () => void;
  onEnrolled: (player: Player) => void;
};

/** An optional field left empty is not sent at all, rather than as an empty text. */
const OPTIONAL = { setValueAs: (value: string | undefined) => value || undefined };
const OPTIONS = { firstName: {}, lastName: {}, loyaltyId: OPTIONAL, birthDate: OPTIONAL };

/** Enrols a player with as little typing as the program needs. */
export function EnrolPlayerForm({ query, onBack, onEnrolled }: EnrolPlayerFormProps) {
  const create = useCreatePlayer();
  const form = useForm<CreatePlayerInput>({
    resolver: zodResolver(createPlayerInputSchema),
    defaultValues: guess(query),
  });
  const [likely, setLikely] = useState<LikelyPlayer[]>([]);
  const fail = (error: unknown) => {
    const found = error instanceof ApiError ? likelyPlayersOf(error.refusal) : [];
    setLikely(found);
    if (found.length === 0) toastError(error);
  };
  const submit = (input: CreatePlayerInput) => {
    if (create.isPending) return;
    setLikely([]);
    create.mutateAsync(input).then(onEnrolled, fail);
  };
  const field = (name: keyof typeof OPTIONS, label: string, type = 'text') => (
    <Field label={label} error={form.formState.errors[name]?.message}>
      {(control) => <Input {...control} type={type} autoComplete="off" {...form.register(name, OPTIONS[name])} />}
    </Field>
  );
  return (
    <form noValidate className="grid gap-4" onSubmit={form.handleSubmit(submit)}>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('firstName', t('domain.firstName'))}
        {field('lastName', t('domain.lastName'))}
        {field('loyaltyId', t('floor.loyaltyId'))}
        {field('birthDate', t('domain.birthDate'), 'date')}
      </div>
      <LikelyPlayers
        players={likely}
        confirmLabel={t('floor.enrolAnyway')}
        onConfirm={form.handleSubmit((input) => submit({ ...input, confirmNew: true }))}
      />
      <div className="grid grid-cols-[auto_1fr] gap-2 pt-2">
        <Button variant="quiet" onClick={onBack}>
          {t('ui.back')}
        </Button>
        <Button type="submit" variant="primary" isBusy={create.isPending}>
          {t('floor.enrolAndSeat')}
        </Button>
      </div>
    </form>
  );
}

function guess(query: string): Partial<CreatePlayerInput> {
  const text = query.trim();
  if (/\d/.test(text)) return { firstName: '', lastName: '', loyaltyId: text };
  const [firstName = '', ...rest] = text.split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}
