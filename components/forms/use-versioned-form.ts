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
import type { Refusal } from '@/lib/client/api';
import { outcomeOfFailure } from '@/lib/client/intents/outcome';
import { isSame } from '@/lib/shared/is-same';
import { t } from '@/words/say';
import type { Edited } from './facts';
import { type Attempt, type FieldMessage, isNews, namedFields, toFailure, type Versioned } from './save-outcome';
import { useUnsavedGuard } from './use-unsaved-guard';

type Options<Values extends FieldValues, Content, Saved extends Versioned<Content>> = {
  edited: Edited<Content>;
  /** As it is saved now, read again whenever somebody saved; null for what is yet to be made. */
  saved: Saved | null;
  /**
   * For something new, of which `saved` stays null: finds it among what is saved by now; null where it is not there.
   */
  find?: (like: Content) => Saved | null;
  /** Reads again what is saved. */
  reread: () => Promise<unknown>;
  toValues: (content: Content | null) => Values;
  /** Reads what is typed, over what it was. It has to be the same function in every render. */
  resolverFor: (before: Content | null) => Resolver<Values, unknown, Content>;
  send: (mine: Content, onto: Saved | null) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  /** Where a refusal speaks of fields under other names than the form's. */
  fieldsOf?: (refusal: Refusal, mine: Content, values: Values) => FieldMessage[];
  mode?: UseFormProps['mode'];
  onInvalid?: () => void;
};

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
  const { edited, toValues } = options;
  const attempts = useAttempts<Content>();
  const { form, base, before, news, current, adopt: standOn } = useGround(options, attempts.unanswered);
  const { isDirty } = form.formState;
  useUnsavedGuard(isDirty);

  /** Goes on from what is saved, with these values in the form. */
  const adopt = (saved: Saved, values = toValues(saved.content)) => {
    attempts.settle();
    standOn(saved, values);
  };
  const { isBusy, save } = useSave(options, form, attempts, adopt);
  useFollowing(isDirty || isBusy ? null : news, adopt);
  const failure = toFailure({ edited, attempt: attempts.last, before, theirs: news, unanswered: attempts.unanswered });
  useTypingEndsRefusal(form, failure?.kind === 'refused', attempts.forget);
  const withTyped = (use: (mine: Content) => void) => void form.handleSubmit(use, options.onInvalid)();
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
    submit: (amend = (mine: Content) => mine) => withTyped((mine) => save(amend(mine), base)),
    /** Keeps what is typed, and takes what is saved as its ground. */
    goOn: () => current && adopt(current, form.getValues()),
    /** Gives up what is typed for what is saved. */
    takeTheirs: () => current && adopt(current),
    /** Lays what I changed over theirs, and saves that. */
    saveMineOver: () =>
      withTyped((mine) => {
        if (current === null) return;
        const merged = before === null ? mine : edited.merge(before, current.content, mine);
        adopt(current, toValues(merged));
        save(merged, current);
      }),
  };
}

type Attempts<Content> = ReturnType<typeof useAttempts<Content>>;

/** What came of the last attempt to save, and what was sent and never answered. */
function useAttempts<Content>() {
  const [last, setLast] = useState<Attempt<Content> | null>(null);
  const [unanswered, setUnanswered] = useState<Content | null>(null);
  return {
    last,
    unanswered,
    /** Keeps how an attempt failed, and returns the fields that its refusal speaks of. */
    fail: (error: unknown, mine: Content, fieldsOf: (refusal: Refusal) => FieldMessage[]) => {
      const outcome = outcomeOfFailure(error, unanswered !== null && isSame(unanswered, mine));
      if (outcome.status === 'unanswered') setUnanswered(mine);
      const fields = outcome.status === 'refused' ? fieldsOf(outcome.refusal) : [];
      setLast({ outcome, mine, isAtField: fields.length > 0 });
      return fields;
    },
    /** The last failure is over; what was never answered still is not. */
    forget: () => setLast(null),
    /** What is saved is known, and nothing is open. */
    settle: () => {
      setLast(null);
      setUnanswered(null);
    },
  };
}

/** Sends one thing at a time; a failure is kept, and shown at the fields that it speaks of. */
function useSave<Values extends FieldValues, Content, Saved extends Versioned<Content>>(
  { edited, send, onSaved, fieldsOf }: Options<Values, Content, Saved>,
  form: UseFormReturn<Values, unknown, Content>,
  attempts: Attempts<Content>,
  adopt: (saved: Saved) => void,
) {
  const [isBusy, setIsBusy] = useState(false);
  const fail = (error: unknown, mine: Content) => {
    const fields = attempts.fail(
      error,
      mine,
      (refusal) => fieldsOf?.(refusal, mine, form.getValues()) ?? namedFields(refusal),
    );
    for (const [place, { path, message }] of fields.entries())
      form.setError(path as FieldPath<Values>, { type: 'server', message }, { shouldFocus: place === 0 });
  };
  const save = (mine: Content, onto: Saved | null) => {
    if (isBusy) return;
    if (onto !== null && isSame(edited.factsOf(onto.content), edited.factsOf(mine))) {
      adopt(onto);
      toastMessage(t('forms.nothingChanged'));
      return;
    }
    setIsBusy(true);
    send(mine, onto)
      .then(
        (saved) => {
          adopt(saved);
          onSaved(saved);
        },
        (error: unknown) => fail(error, mine),
      )
      .finally(() => setIsBusy(false));
  };
  return { isBusy, save };
}

/** An untouched form follows what somebody saved. */
function useFollowing<Saved>(news: Saved | null, adopt: (saved: Saved) => void): void {
  const follow = useEffectEvent(adopt);
  useEffect(() => {
    if (news !== null) follow(news);
  }, [news]);
}

/** The form over its ground: what it was when its writer began, and what somebody saved since. */
function useGround<Values extends FieldValues, Content, Saved extends Versioned<Content>>(
  options: Options<Values, Content, Saved>,
  unanswered: Content | null,
) {
  const { saved, find, toValues, resolverFor, mode } = options;
  const [base, setBase] = useState(saved);
  const before = base?.content ?? null;
  const like = before ?? unanswered;
  const latest = (like && find?.(like)) ?? saved;
  const news = latest !== null && isNews(latest, base) ? latest : null;
  const form: UseFormReturn<Values, unknown, Content> = useForm<Values, unknown, Content>({
    resolver: useMemo(() => resolverFor(before), [resolverFor, before]),
    defaultValues: toValues(before) as DefaultValues<Values>,
    ...(mode ? { mode } : {}),
  });
  return {
    form,
    base,
    before,
    news,
    /** The newest that is known to be saved. */
    current: news ?? base,
    adopt: (ground: Saved, values: Values) => {
      setBase(ground);
      form.reset(toValues(ground.content));
      form.reset(values, { keepDefaultValues: true });
    },
  };
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
