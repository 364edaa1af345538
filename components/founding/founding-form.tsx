'use client';

import { ArrowLeft, ArrowRight, Check, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FormProvider, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { NewCasino } from '@/services/founding/dtos';
import { t } from '@/words/say';
import { CasinoStep } from './casino-step';
import { CheckStep } from './check-step';
import { EarningStep } from './earning-step';
import {
  readCasino,
  STEPS,
  type StepName,
  stepOf,
  type TypedCasino,
  type TypedFault,
  typedAtFirst,
} from './founding-model';
import { GamesStep } from './games-step';
import { PeopleStep } from './people-step';
import { ShiftsStep } from './shifts-step';
import { TablesStep } from './tables-step';
import { readDraft, useKeptDraft } from './use-draft';

type FoundingFormProps = {
  /** The casino that the link made before, whose answer may have been lost. */
  madeBefore: string | null;
  isBusy: boolean;
  error: unknown;
  onFound: (casino: NewCasino) => void;
};

/** A casino to set up in steps, of which each is checked before the next. */
export function FoundingForm({ madeBefore, isBusy, error, onFound }: FoundingFormProps) {
  const [form, steps] = [useTypedCasino(), useSteps()];
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever comes to another step begins at its heading.
  useEffect(() => heading.current?.focus(), [steps.at]);
  const submit = () => {
    const read = readCasino(form.getValues());
    form.clearErrors();
    const isLast = steps.name === 'check';
    const faults = 'faults' in read ? read.faults : [];
    // At the end everything has to be right, before it what was asked for up to here.
    const first = STEPS.find(({ name }, place) => (isLast || place <= steps.at) && faults.some(isOf(name)));
    if (first) {
      showFaults(form, faults.filter(isOf(first.name)));
      return steps.go(first.name);
    }
    if (!isLast) return steps.go(STEPS[steps.at + 1]?.name ?? 'check');
    if ('casino' in read && !isBusy) onFound(read.casino);
  };
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {madeBefore === null ? null : (
          <Notice
            icon={TriangleAlert}
            tone="warn"
            role="status"
            title={t('founding.madeBefore', { casino: madeBefore })}
          >
            <p>{t('founding.madeBeforeMeaning')}</p>
          </Notice>
        )}
        <StepList at={steps.at} reached={steps.reached} onGo={steps.go} />
        <section aria-labelledby="founding-step" className="grid gap-5">
          <div>
            <h2
              id="founding-step"
              ref={heading}
              tabIndex={-1}
              className="font-bold text-xl tracking-tight outline-none"
            >
              {t(`founding.step_${steps.name}`)}
            </h2>
            <p className="max-w-[64ch] text-muted">{t(`founding.about_${steps.name}`)}</p>
          </div>
          <Step name={steps.name} onGo={steps.go} />
        </section>
        <FailureNotice error={error} />
        <div className="flex flex-wrap-reverse justify-between gap-3 border-t pt-5">
          {steps.at === 0 ? (
            <span />
          ) : (
            <Button onClick={() => steps.go(STEPS[steps.at - 1]?.name ?? 'casino')}>
              <ArrowLeft aria-hidden />
              {t('founding.back')}
            </Button>
          )}
          <Button type="submit" variant="primary" isBusy={isBusy} className="min-w-56">
            {steps.name === 'check' ? <Check aria-hidden /> : null}
            {steps.name === 'check'
              ? t(isBusy ? 'founding.making' : 'founding.make')
              : t('founding.next', { step: t(`founding.step_${STEPS[steps.at + 1]?.name ?? 'check'}`) })}
            {steps.name === 'check' ? null : <ArrowRight aria-hidden />}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function useTypedCasino(): UseFormReturn<TypedCasino> {
  const [values] = useState(() => {
    const first = typedAtFirst(Intl.DateTimeFormat().resolvedOptions().timeZone);
    return readDraft(first) ?? first;
  });
  const form = useForm<TypedCasino>({ defaultValues: values });
  useKeptDraft(form);
  useEffect(() => {
    // What was said of a field goes with the text that it was said of, and what was said of a list with any of its fields.
    const { unsubscribe } = form.watch((_typed, { name }) => {
      if (name) form.clearErrors([name, `${name.split('.')[0]}.root`] as Path<TypedCasino>[]);
    });
    return unsubscribe;
  }, [form]);
  return form;
}

function useSteps() {
  const [{ at, reached }, setPlace] = useState({ at: 0, reached: 0 });
  const go = (name: StepName) => {
    const place = STEPS.findIndex((step) => step.name === name);
    setPlace((before) => ({ at: place, reached: Math.max(before.reached, place) }));
  };
  return { at, reached, name: STEPS[at]?.name ?? 'casino', go };
}

const isOf =
  (step: StepName) =>
  ({ path }: TypedFault): boolean =>
    stepOf(path) === step;

/** Shows each fault at its field, and goes to the first. */
function showFaults(form: UseFormReturn<TypedCasino>, faults: readonly TypedFault[]): void {
  for (const [place, { path, message }] of [...faults.entries()].toReversed())
    form.setError(path as Path<TypedCasino>, { type: 'custom', message }, { shouldFocus: place === 0 });
}

const STEP_BODIES: Record<StepName, (props: { onGo: (step: StepName) => void }) => ReactNode> = {
  casino: CasinoStep,
  earning: EarningStep,
  games: GamesStep,
  tables: TablesStep,
  shifts: ShiftsStep,
  people: PeopleStep,
  check: CheckStep,
};

function Step({ name, onGo }: { name: StepName; onGo: (step: StepName) => void }) {
  const Body = STEP_BODIES[name];
  return <Body onGo={onGo} />;
}

type StepListProps = { at: number; reached: number; onGo: (step: StepName) => void };

/** Where one is, and back to what was there. */
function StepList({ at, reached, onGo }: StepListProps) {
  return (
    <nav aria-label={t('founding.steps')}>
      <ol className="flex flex-wrap gap-2">
        {STEPS.map(({ name }, place) => (
          <li key={name}>
            <button
              type="button"
              disabled={place > reached}
              aria-current={place === at ? 'step' : undefined}
              onClick={() => onGo(name)}
              className="flex min-h-11 items-center gap-2 rounded-md border px-3 font-medium text-sm disabled:border-dashed disabled:text-muted aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-accent"
            >
              <span className="tabular-nums">{place + 1}</span>
              {t(`founding.step_${name}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
