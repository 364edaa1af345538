'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type FieldPath, type UseFormReturn, useForm } from 'react-hook-form';
import { useMe } from '@/hooks/casino/me-context';
import { useCreateReward, useUpdateReward } from '@/hooks/catalog/use-reward-mutations';
import { useRewards } from '@/hooks/catalog/use-rewards';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { isSame } from '@/lib/shared/is-same';
import type { Reward } from '@/services/catalog/dtos';
import { documentOf, mergeRewards, type RewardDocument, rewardChanges } from './reward-document';
import { rewardFormSchema } from './reward-form-schema';
import { type RewardFormValues, rewardFormValues } from './reward-form-values';
import { type FieldMessage, refusedFields } from './reward-refusal';

/** The editor's form: what is typed, read as a document. */
export type RewardFormApi = UseFormReturn<RewardFormValues, unknown, RewardDocument>;
/** What became of the last attempt to save, when it was not saved. */
export type SaveFailure =
  | { kind: 'unanswered' }
  | { kind: 'refused'; error: ApiError; isAtField: boolean }
  /** Somebody else saved first. `latest` is null until it could be read. */
  | { kind: 'changed'; error: ApiError; latest: Reward | null; mine: RewardDocument }
  /** What got no answer took place after all. */
  | { kind: 'arrived' }
  | { kind: 'unknown' };
type Attempt = { error: Error; mine: RewardDocument; isAtField: boolean };

/** The form with its ground, its last failure and the ways on from it. */
export type RewardFormEditor = ReturnType<typeof useRewardForm>;

type Options = { reward: Reward | null; tierCodes: readonly string[]; onSaved: (reward: Reward) => void };

/**
 * The form of one reward and what saving it comes to. Nothing typed is ever lost: a failure leaves the form as it is, and
 * somebody else's change becomes its ground only when its writer says so.
 */
export function useRewardForm({ reward, tierCodes, onSaved }: Options) {
  const { promoRequireExactMatch: isExactMatch } = useMe().settings;
  // The reward as it was when it was opened, last saved, or its writer agreed to go on from.
  const [base, setBase] = useState(reward);
  const before = useMemo(() => (base ? documentOf(base) : null), [base]);
  const resolver = useMemo(() => zodResolver(rewardFormSchema({ isExactMatch, before })), [isExactMatch, before]);
  const form: RewardFormApi = useForm({ resolver, defaultValues: rewardFormValues(before, tierCodes) });
  const create = useCreateReward();
  const update = useUpdateReward();
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [unanswered, setUnanswered] = useState<RewardDocument | null>(null);
  const code = base?.code ?? unanswered?.code;
  const latest = useRewards().data?.find((listed) => listed.code === code) ?? null;

  /** Goes on from what is saved, with these values in the form. */
  const adopt = (saved: Reward, values: RewardFormValues) => {
    setBase(saved);
    setAttempt(null);
    setUnanswered(null);
    form.reset(rewardFormValues(documentOf(saved), tierCodes));
    form.reset(values, { keepDefaultValues: true });
  };
  const send = (mine: RewardDocument, onto: Reward | null): Promise<Reward> => {
    if (onto === null) return create.mutateAsync(mine);
    const changes = rewardChanges(documentOf(onto), mine);
    if (changes === null) return Promise.resolve(onto);
    return update.mutateAsync({ rewardId: onto.id, ...changes, version: onto.version });
  };
  const isBusy = create.isPending || update.isPending;
  const save = (mine: RewardDocument, onto: Reward | null) => {
    if (isBusy) return;
    send(mine, onto).then(
      (saved) => {
        adopt(saved, rewardFormValues(documentOf(saved), tierCodes));
        onSaved(saved);
      },
      (error: Error) => {
        if (error instanceof NoAnswerError) setUnanswered(mine);
        const fields = refusedFields(error, mine, form.getValues());
        setAttempt({ error, mine, isAtField: fields.length > 0 });
        showAtFields(form, fields);
      },
    );
  };
  const failure = toFailure(attempt, base, latest, unanswered);
  useTypingEndsRefusal(form, failure?.kind === 'refused', () => setAttempt(null));
  return {
    form,
    base,
    failure,
    isBusy,
    submit: () => void form.handleSubmit((mine) => save(mine, base))(),
    /** Keeps what is typed, and takes what is saved as its ground. */
    goOn: () => latest && adopt(latest, form.getValues()),
    takeTheirs: () => latest && adopt(latest, rewardFormValues(documentOf(latest), tierCodes)),
    /** Lays what I changed over theirs, and saves that. */
    saveMineOver: () =>
      void form.handleSubmit((mine) => {
        if (!latest || !before) return;
        const merged = mergeRewards(before, documentOf(latest), mine);
        adopt(latest, rewardFormValues(merged, tierCodes));
        save(merged, latest);
      })(),
  };
}

function toFailure(
  attempt: Attempt | null,
  base: Reward | null,
  latest: Reward | null,
  unanswered: RewardDocument | null,
): SaveFailure | null {
  const isNewer = latest !== null && latest.version > (base?.version ?? 0);
  if (isNewer && unanswered !== null && isSame(documentOf(latest), unanswered)) return { kind: 'arrived' };
  if (attempt === null) return null;
  const { error, mine, isAtField } = attempt;
  if (error instanceof NoAnswerError) return { kind: 'unanswered' };
  if (!(error instanceof ApiError)) return { kind: 'unknown' };
  if (error.code !== 'REWARD_CHANGED') return { kind: 'refused', error, isAtField };
  // The list is read again with every refusal; should that have failed, it is still the old one.
  const isFresh = latest !== null && latest.version >= Number(error.details?.version ?? 0);
  return { kind: 'changed', error, latest: isFresh ? latest : null, mine };
}

function showAtFields(form: RewardFormApi, fields: readonly FieldMessage[]): void {
  for (const [place, { path, message }] of fields.entries())
    form.setError(path as FieldPath<RewardFormValues>, { type: 'server', message }, { shouldFocus: place === 0 });
}

/** A refusal speaks of what was sent; it goes with the next change of the form. */
function useTypingEndsRefusal(form: RewardFormApi, isShown: boolean, onEnd: () => void): void {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!isShown) return;
    const { unsubscribe } = form.watch(() => end.current());
    return unsubscribe;
  }, [form, isShown]);
}
