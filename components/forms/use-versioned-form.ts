'use client';

import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type Resolver,
  type UseFormProps,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import { toastMessage } from '@/components/ui/toast';
import { type FailedOutcome, outcomeOfFailure, type Refusal } from '@/lib/client/intents/outcome';
import { isSame } from '@/lib/shared/is-same';
import { t } from '@/words/say';
import type { ComparisonRow } from './comparison-table';
import { compareVersions, type Edited } from './facts';
import { useUnsavedGuard } from './use-unsaved-guard';

/** Something that is saved as a whole, and the version it was read at. */
export type Versioned<Content> = { content: Content; version: string | number };

/** A sentence and the field of the form that it belongs under. */
export type FieldMessage = { path: string; message: string };

/** Why it was not saved. `rows` is null until what they made of it could be read. */
export type SaveFailure =
  | { kind: 'unanswered' }
  /** What got no answer took place after all. */
  | { kind: 'arrived' }
  | { kind: 'refused'; refusal: Refusal; isAtField: boolean }
  | { kind: 'changed'; refusal: Refusal; rows: ComparisonRow[] | null };

type Options<Values extends FieldValues, Content, Saved extends Versioned<Content>> = {
  edited: Edited<Content>;
  /** As it is saved now, read again whenever somebody saved; null for what is yet to be made. */
  saved: Saved | null;
  /** Finds it among what is saved by now, where `saved` does not follow; null where it is not. */
  find?: (like: Content) => Saved | null;
  /** Reads again what is saved. */
  reread: () => Promise<unknown>;
  toValues: (content: Content | null) => Values;
  /** Reads what is typed, over what it was. To be the same function from one drawing to the next. */
  resolverFor: (before: Content | null) => Resolver<Values, unknown, Content>;
  send: (mine: Content, onto: Saved | null) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  /** Where a refusal speaks of fields under other names than the form's. */
  fieldsOf?: (refusal: Refusal, mine: Content, values: Values) => FieldMessage[];
  mode?: UseFormProps['mode'];
  onInvalid?: () => void;
};

type Attempt<Content> = { outcome: FailedOutcome; mine: Content; isAtField: boolean };

/** What the foot of a form shows and offers. */
export type SaveState = Pick<
  ReturnType<typeof useVersionedForm<FieldValues, object, Versioned<object>>>,
  'name' | 'isWhole' | 'failure' | 'isDirty' | 'isBusy' | 'goOn' | 'takeTheirs' | 'saveMineOver' | 'reread'
>;

/**
 * A form over something that several people may edit. Untouched, it follows what is saved; touched, it keeps what is typed
 * and its ground until its writer decides. A failure leaves the form as it is.
 */
export function useVersionedForm<Values extends FieldValues, Content, Saved extends Versioned<Content>>(
  options: Options<Values, Content, Saved>,
) {
  const { edited, toValues, resolverFor } = options;
  const [base, setBase] = useState(options.saved);
  const [attempt, setAttempt] = useState<Attempt<Content> | null>(null);
  const [unanswered, setUnanswered] = useState<Content | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const before = base?.content ?? null;
  const like = before ?? unanswered;
  const latest = (like && options.find?.(like)) ?? options.saved;
  const news = latest !== null && isNews(latest, base) ? latest : null;
  const form: UseFormReturn<Values, unknown, Content> = useForm<Values, unknown, Content>({
    resolver: useMemo(() => resolverFor(before), [resolverFor, before]),
    defaultValues: toValues(before) as DefaultValues<Values>,
    ...(options.mode ? { mode: options.mode } : {}),
  });
  const { isDirty } = form.formState;
  useUnsavedGuard(isDirty);

  /** Goes on from what is saved, with these values in the form. */
  const adopt = (ground: Saved, values: Values) => {
    setBase(ground);
    setAttempt(null);
    setUnanswered(null);
    form.reset(toValues(ground.content));
    form.reset(values, { keepDefaultValues: true });
  };
  const follow = useEffectEvent((saved: Saved) => adopt(saved, toValues(saved.content)));
  useEffect(() => {
    if (news !== null && !isDirty && !isBusy) follow(news);
  }, [news, isDirty, isBusy]);

  const fail = (error: unknown, mine: Content) => {
    const outcome = outcomeOfFailure(error, unanswered !== null && isSame(unanswered, mine));
    if (outcome.status === 'unanswered') setUnanswered(mine);
    const fields = outcome.status === 'refused' ? listFields(outcome.refusal, mine) : [];
    setAttempt({ outcome, mine, isAtField: fields.length > 0 });
    for (const [place, { path, message }] of fields.entries())
      form.setError(path as FieldPath<Values>, { type: 'server', message }, { shouldFocus: place === 0 });
  };
  const listFields = (refusal: Refusal, mine: Content) =>
    options.fieldsOf?.(refusal, mine, form.getValues()) ?? namedFields(refusal);
  const save = (mine: Content, onto: Saved | null) => {
    if (isBusy) return;
    if (onto !== null && isSame(edited.factsOf(onto.content), edited.factsOf(mine))) {
      adopt(onto, toValues(onto.content));
      toastMessage(t('forms.nothingChanged'));
      return;
    }
    setIsBusy(true);
    options
      .send(mine, onto)
      .then(
        (saved) => {
          adopt(saved, toValues(saved.content));
          options.onSaved(saved);
        },
        (error: unknown) => fail(error, mine),
      )
      .finally(() => setIsBusy(false));
  };
  const failure = toFailure({ edited, attempt, before, theirs: news, unanswered });
  useTypingEndsRefusal(form, failure?.kind === 'refused', () => setAttempt(null));
  return {
    form,
    base,
    name: edited.name,
    isWhole: edited.isWhole ?? false,
    failure,
    isDirty,
    isBusy,
    reread: options.reread,
    /** Saves what is typed; `amend` adds to it what no field says. */
    submit: (amend = (mine: Content) => mine) =>
      void form.handleSubmit((mine) => save(amend(mine), base), options.onInvalid)(),
    /** Keeps what is typed, and takes what is saved as its ground. */
    goOn: () => latest && adopt(latest, form.getValues()),
    /** Gives up what is typed for what is saved. */
    takeTheirs: () => latest && adopt(latest, toValues(latest.content)),
    /** Lays what I changed over theirs, and saves that. */
    saveMineOver: () =>
      void form.handleSubmit((mine) => {
        if (latest === null) return;
        const merged = before === null ? mine : edited.merge(before, latest.content, mine);
        adopt(latest, toValues(merged));
        save(merged, latest);
      }, options.onInvalid)(),
  };
}

/** Whether somebody saved since. A count that is lower comes of a reading that was under way; other versions are not in any order. */
function isNews(latest: Versioned<unknown>, base: Versioned<unknown> | null): boolean {
  if (base === null) return true;
  const [now, then] = [latest.version, base.version];
  return typeof now === 'number' && typeof then === 'number' ? now > then : now !== then;
}

type FailureFacts<Content> = {
  edited: Edited<Content>;
  attempt: Attempt<Content> | null;
  before: Content | null;
  theirs: Versioned<Content> | null;
  unanswered: Content | null;
};

function toFailure<Content>(facts: FailureFacts<Content>): SaveFailure | null {
  const { edited, attempt, before, theirs, unanswered } = facts;
  const { factsOf } = edited;
  if (theirs !== null && unanswered !== null && isSame(factsOf(theirs.content), factsOf(unanswered)))
    return { kind: 'arrived' };
  if (attempt === null) return null;
  const { outcome, mine, isAtField } = attempt;
  if (outcome.status === 'unanswered') return { kind: 'unanswered' };
  const { refusal } = outcome;
  if (refusal.code !== edited.changedCode) return { kind: 'refused', refusal, isAtField };
  // It is read again with every refusal; should that have failed, it is still the old one.
  const isRead = theirs !== null && !(Number(refusal.details?.version) > Number(theirs.version));
  return { kind: 'changed', refusal, rows: isRead ? compareVersions(edited, before, theirs.content, mine) : null };
}

/** The server names fields as the form does: both go by the contract. */
function namedFields({ code, details }: Refusal): FieldMessage[] {
  if (code !== 'VALIDATION_FAILED') return [];
  return Object.entries(details?.fields ?? {}).map(([path, message]) => ({ path, message: String(message) }));
}

/** A refusal speaks of what was sent; it goes with the next change of the form. */
function useTypingEndsRefusal<Values extends FieldValues, Content>(
  form: UseFormReturn<Values, unknown, Content>,
  isShown: boolean,
  end: () => void,
): void {
  const onTyped = useEffectEvent(end);
  useEffect(() => {
    if (!isShown) return;
    const { unsubscribe } = form.watch(() => onTyped());
    return unsubscribe;
  }, [form, isShown]);
}
