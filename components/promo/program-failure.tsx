'use client';

import { CircleAlert, Hourglass, Users } from 'lucide-react';
import { refusalText, valueText } from '@/components/domain/coupon-words';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';
import { formatDay, formatHours } from '@/lib/shared/format';
import type { PromoProgram } from '@/services/promo/dtos';

type ProgramFailureProps = {
  error: Error | null;
  /** The program as another person has made it meanwhile; null unless that is what happened. */
  latest: PromoProgram | null;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
};

/** Why a program was not saved, and the ways on. */
export function ProgramFailure({ error, latest, onKeepMine, onTakeTheirs }: ProgramFailureProps) {
  const { timeZone } = useMe().settings;
  if (error === null) return null;
  if (error instanceof NoAnswerError) {
    return (
      <Notice icon={Hourglass} tone="warn" role="alert" title="Not yet saved: no answer from the server">
        <p>Save again: the same change takes place once, however often it is sent.</p>
      </Notice>
    );
  }
  if (latest) return <Conflict latest={latest} onKeepMine={onKeepMine} onTakeTheirs={onTakeTheirs} />;
  const { title, remedy } =
    error instanceof ApiError ? refusalText({ code: error.code, details: error.details }, timeZone) : ERRORS.INTERNAL;
  return (
    <Notice icon={CircleAlert} tone="bad" role="alert" title={title}>
      {remedy ? <p>{remedy}</p> : null}
    </Notice>
  );
}

function Conflict({
  latest,
  onKeepMine,
  onTakeTheirs,
}: Omit<ProgramFailureProps, 'error' | 'latest'> & { latest: PromoProgram }) {
  const { currency, timeZone } = useMe().settings;
  const facts = [
    latest.name,
    valueText(latest, currency),
    `valid ${formatHours(latest.validHours)}`,
    `from ${formatDay(latest.startAt, timeZone)}`,
    latest.endAt === null ? 'no end' : `until ${formatDay(latest.endAt, timeZone)}`,
    latest.status === 'active' ? 'switched on' : 'switched off',
  ];
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title={ERRORS.PROGRAM_CHANGED.title}
      action={
        <>
          <Button onClick={onKeepMine}>Save mine on top</Button>
          <Button variant="quiet" onClick={onTakeTheirs}>
            Start again from theirs
          </Button>
        </>
      }
    >
      <p>Now: {facts.join(' · ')}.</p>
      <p className="text-muted">Saving on top changes only what you changed. What you typed is still here.</p>
    </Notice>
  );
}
