'use client';

import { Download, Package, Square } from 'lucide-react';
import { useId, useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button, buttonStyles } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { type PackState, usePack } from '@/hooks/packs/use-pack';
import { useSeals } from '@/hooks/seals/use-seals';
import { formatNumber } from '@/lib/shared/numbers';
import type { Seal } from '@/services/seals/dtos';
import { t } from '@/words/say';

/** The first and the last day that can be in a pack; null while nothing is sealed. */
function sealedDays(seals: Seal[]): { first: string; last: string } | null {
  const days = seals.filter(({ kind }) => kind === 'ledger').map(({ gamingDay }) => gamingDay);
  const [last, first] = [days[0], days.at(-1)];
  return first && last ? { first, last } : null;
}

/** The record of sealed days as one file that somebody else can check without us. */
export function PackForm() {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="mx-auto mt-5 max-w-[820px] rounded-lg border bg-surface p-5">
      <h2 id={headingId} className="font-bold text-xl tracking-tight">
        {t('seals.pack')}
      </h2>
      <p className="mb-4 max-w-[60ch] text-muted text-sm">{t('seals.packMeaning')}</p>
      <PackOfSealedDays />
      <p className="mt-4 text-sm">
        <a href="/verify-pack.html" download className={buttonStyles({ variant: 'quiet', className: '-ml-4' })}>
          <Download aria-hidden />
          {t('seals.verifier')}
        </a>
      </p>
    </section>
  );
}

function PackOfSealedDays() {
  const seals = useSeals();
  if (seals.data) {
    const days = sealedDays(seals.data.items);
    return days ? <PackDays {...days} /> : <p className="text-sm">{t('seals.nothingSealedMeaning')}</p>;
  }
  if (seals.isPending) return <Skeleton className="h-[88px]" />;
  return <ErrorState {...errorText(seals.error)} onRetry={() => void seals.refetch()} isRetrying={seals.isFetching} />;
}

/** What was chosen stays while a further day is sealed, and so does a pack that is being made. */
function PackDays({ first, last }: { first: string; last: string }) {
  const [days, setDays] = useState({ from: first, to: last });
  const { state, make, stop } = usePack();
  const isMaking = state.step === 'making';
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void make({ ...days, abovePoints: 0, aboveCents: 0 });
      }}
    >
      <div className="flex flex-wrap items-end gap-4">
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={t(`seals.pack_${name}`)}>
            {(control) => (
              <Input
                {...control}
                type="date"
                required
                className="w-44"
                value={days[name]}
                min={name === 'to' ? days.from : first}
                max={last}
                onChange={(event) => setDays({ ...days, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {/* Two elements: one that changes its type while it is tapped would submit what it has just stopped. */}
        {isMaking ? (
          <Button key="stop" onClick={stop}>
            <Square aria-hidden />
            {t('seals.packStop')}
          </Button>
        ) : (
          <Button key="make" type="submit" variant="primary">
            <Package aria-hidden />
            {t('seals.packMake')}
          </Button>
        )}
      </div>
      <PackProgress state={state} />
    </form>
  );
}

function PackProgress({ state }: { state: PackState }) {
  if (state.step === 'failed') return <FailureNotice error={state.error} />;
  return (
    <p role="status" className="min-h-5 text-muted text-sm">
      {state.step === 'making'
        ? t('seals.packComing', { kilobytes: formatNumber(Math.round(state.bytes / 1000)) })
        : null}
      {state.step === 'stopped' ? t('seals.packStopped') : null}
      {state.step === 'done' ? t('seals.packDone', { name: state.name }) : null}
    </p>
  );
}
