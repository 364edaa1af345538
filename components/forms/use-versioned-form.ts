'use client';

import { useEffect, useState } from 'react';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import type { ErrorCode } from '@/lib/shared/errors';
import { isSame } from '@/lib/shared/is-same';
import { useUnsavedGuard } from './use-unsaved-guard';

/** Something that is saved as a whole, and the version it was read at. */
export type Versioned<Content> = { content: Content; version: string | number };
/** Why it was not saved. `theirs` is null until it could be read. */
export type VersionedFailure<Content> =
  | { kind: 'unanswered' }
  | { kind: 'refused'; error: ApiError }
  | { kind: 'changed'; error: ApiError; before: Content; theirs: Content | null; mine: Content }
  /** What got no answer took place after all. */
  | { kind: 'arrived' }
  | { kind: 'unknown' };

type Options<Values extends FieldValues, Content> = {
  /** As it is saved now, read again whenever somebody saved. */
  saved: Versioned<Content>;
  toValues: (content: Content) => Values;
  resolver: Resolver<Values, unknown, Content>;
  send: (content: Content, version: string | number) => Promise<Versioned<Content>>;
  /** The refusal that says somebody else was first. */
  changedCode: ErrorCode;
  /** What is sent when mine is to hold. */
  merge: (before: Content, theirs: Content, mine: Content) => Content;
  onSaved: () => void;
};
type Attempt<Content> = { error: Error; mine: Content };

/**
 * A form over something that several people may edit. Untouched, it follows what is saved; touched, it keeps what is typed
 * and its ground until its writer decides.
 */
export function useVersionedForm<Values extends FieldValues, Content>(options: Options<Values, Content>) {
  const { saved, toValues, resolver } = options;
  const [base, setBase] = useState(saved);
  const [attempt, setAttempt] = useState<Attempt<Content> | null>(null);
  const [unanswered, setUnanswered] = useState<Content | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const form: UseFormReturn<Values, unknown, Content> = useForm<Values, unknown, Content>({
    resolver,
    defaultValues: toValues(saved.content) as DefaultValues<Values>,
  });
  const { isDirty } = form.formState;
  useUnsavedGuard(isDirty);

  /** Goes on from what is saved, with these values in the form. */
  const adopt = (ground: Versioned<Content>, values: Values) => {
    setBase(ground);
    setAttempt(null);
    setUnanswered(null);
    form.reset(toValues(ground.content));
    form.reset(values, { keepDefaultValues: true });
  };
  useEffect(() => {
    if (isDirty || isBusy || saved.version === base.version) return;
    setBase(saved);
    form.reset(toValues(saved.content));
  }, [isDirty, isBusy, saved, base, form, toValues]);

  const save = (mine: Content, ground: Versioned<Content>) => {
    if (isBusy) return;
    setIsBusy(true);
    options
      .send(mine, ground.version)
      .then(
        (result) => {
          adopt(result, toValues(result.content));
          options.onSaved();
        },
        (error: Error) => {
          if (error instanceof NoAnswerError) setUnanswered(mine);
          setAttempt({ error, mine });
          showAtFields(form, error);
        },
      )
      .finally(() => setIsBusy(false));
  };
  const theirs = saved.version === base.version ? null : saved;
  return {
    form,
    isDirty,
    isBusy,
    failure: toFailure({ attempt, base, theirs, unanswered, changedCode: options.changedCode }),
    submit: () => void form.handleSubmit((mine) => save(mine, base))(),
    /** The refusal is dealt with. */
    forget: () => setAttempt(null),
    /** Keeps what is typed, and takes what is saved as its ground. */
    goOn: () => adopt(saved, form.getValues()),
    /** Gives up what is typed for what is saved. */
    takeTheirs: () => adopt(saved, toValues(saved.content)),
    saveMineOver: () =>
      void form.handleSubmit((mine) => {
        const merged = options.merge(base.content, saved.content, mine);
        adopt(saved, toValues(merged));
        save(merged, saved);
      })(),
  };
}

type FailureFacts<Content> = {
  attempt: Attempt<Content> | null;
  base: Versioned<Content>;
  theirs: Versioned<Content> | null;
  unanswered: Content | null;
  changedCode: ErrorCode;
};

function toFailure<Content>(facts: FailureFacts<Content>): VersionedFailure<Content> | null {
  const { attempt, base, theirs, unanswered, changedCode } = facts;
  if (theirs !== null && unanswered !== null && isSame(theirs.content, unanswered)) return { kind: 'arrived' };
  if (attempt === null) return null;
  const { error, mine } = attempt;
  if (error instanceof NoAnswerError) return { kind: 'unanswered' };
  if (!(error instanceof ApiError)) return { kind: 'unknown' };
  if (error.code !== changedCode) return { kind: 'refused', error };
  return { kind: 'changed', error, before: base.content, theirs: theirs?.content ?? null, mine };
}

/** The server names fields as the form does: both go by the contract. */
function showAtFields<Values extends FieldValues, Content>(
  form: UseFormReturn<Values, unknown, Content>,
  error: Error,
): void {
  if (!(error instanceof ApiError) || error.code !== 'VALIDATION_FAILED') return;
  for (const [path, message] of Object.entries(error.details?.fields ?? {}))
    form.setError(path as FieldPath<Values>, { type: 'server', message: String(message) });
}
