'use client';

import { ArrowLeft, CircleAlert, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { NamesToChoose } from '@/components/domain/names-to-choose';
import { roleLabel } from '@/components/labels';
import { Button, buttonStyles } from '@/components/ui/button';
import { PinPad } from '@/components/ui/pin-pad';
import { useUnlock } from '@/hooks/casino/use-unlock';
import { ApiError } from '@/lib/client/api';
import type { ParkedPerson } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { signInFailureText } from './sign-in-words';

type LockScreenProps = {
  /** Where a sign-in by password leads. */
  passwordPath: string;
  onEntered: (staffId: string) => void;
};

/** Who may go on working on this tablet, by their PIN, and the way in for everybody else. */
export function LockScreen({ passwordPath, onEntered }: LockScreenProps) {
  const { people, unlock, isBusy, error, again, forgetError } = useUnlock(onEntered);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const only = people?.length === 1 ? people[0] : undefined;
  const chosen = people?.find(({ staffId }) => staffId === chosenId) ?? only;
  const choose = (staffId: string | null) => {
    forgetError();
    setChosenId(staffId);
  };
  const enter = async ({ staffId }: ParkedPerson, pin: string) => {
    if (!(await unlock(staffId, pin))) setChosenId(null);
  };
  return (
    <div className="grid gap-6">
      <div aria-live="assertive">{error === null ? null : <Failure error={error} />}</div>
      {chosen ? (
        <PinPad
          key={chosen.staffId}
          label={t('shell.pinOf', { name: chosen.name, role: roleLabel(chosen.role) })}
          isBusy={isBusy}
          onPin={(pin) => void enter(chosen, pin)}
        />
      ) : (
        <People people={people} hasFailed={error !== null} onChoose={choose} onAgain={again} />
      )}
      <div className="grid gap-2.5 border-t pt-5">
        {chosen && !only ? (
          <Button variant="quiet" onClick={() => choose(null)}>
            <ArrowLeft aria-hidden />
            {t('shell.somebodyElse')}
          </Button>
        ) : null}
        <a href={passwordPath} className={buttonStyles({ variant: 'quiet' })}>
          <KeyRound aria-hidden />
          {t('shell.signInByPassword')}
        </a>
      </div>
    </div>
  );
}

type PeopleProps = {
  people: ParkedPerson[] | null;
  hasFailed: boolean;
  onChoose: (staffId: string) => void;
  onAgain: () => void;
};

function People({ people, hasFailed, onChoose, onAgain }: PeopleProps) {
  if (people === null)
    return hasFailed ? <Button onClick={onAgain}>{t('ui.tryAgain')}</Button> : <div className="h-16" aria-busy />;
  if (people.length === 0) return <p className="text-muted">{t('shell.nobodyParked')}</p>;
  return (
    <NamesToChoose
      names={people.map(({ staffId: id, name, role }) => ({ id, name, about: roleLabel(role) }))}
      onChoose={onChoose}
    />
  );
}

function Failure({ error }: { error: unknown }) {
  const { title, remedy } = signInFailureText(error);
  const refusal = error instanceof ApiError ? error.refusal : null;
  const triesLeft = refusal?.code === 'PIN_WRONG' ? refusal.details?.triesLeft : undefined;
  return (
    <p className="flex gap-2.5 rounded-md bg-danger-soft px-4 py-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <span>
        <b className="block font-semibold text-danger">{title}</b>
        {triesLeft === undefined ? remedy : t('shell.triesLeft', { count: triesLeft })}
      </span>
    </p>
  );
}
