'use client';

import { Ban, CalendarClock, CircleCheck, DoorOpen, Hourglass, type LucideIcon } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { Pill, type PillTone } from '@/components/ui/pill';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { formatDateTime } from '@/lib/shared/format';
import type { Exclusion } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { type ExclusionState, kindLabel, periodText, stateOf } from './exclusion-words';

const TICK_MS = 10_000;

const STATES: Record<ExclusionState, { icon: LucideIcon; tone: PillTone }> = {
  inForce: { icon: Ban, tone: 'bad' },
  toCome: { icon: CalendarClock, tone: 'warn' },
  lifted: { icon: CircleCheck, tone: 'neutral' },
  over: { icon: Hourglass, tone: 'neutral' },
};

type ExclusionRowProps = { exclusion: Exclusion; onLift: () => void; onOnly: () => void };

/** An exclusion whole: of whom, why, on what it rests, from when until when, and how often it met somebody. */
export function ExclusionRow({ exclusion, onLift, onOnly }: ExclusionRowProps) {
  const { timeZone } = useMe().settings;
  const canWrite = useCan('exclusion.write');
  const state = stateOf(exclusion, useNow(TICK_MS));
  const { icon: Icon, tone } = STATES[state];
  const isLiftable = canWrite && (state === 'inForce' || state === 'toCome');
  return (
    <li className="grid gap-2.5 rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <NavLink
          href={`/players/${exclusion.playerId}`}
          className="-my-2 inline-flex min-h-11 min-w-0 items-center font-semibold underline-offset-2 hover:underline"
        >
          <span className="truncate">{exclusion.playerName}</span>
        </NavLink>
        {exclusion.loyaltyId ? <span className="text-muted text-sm">{exclusion.loyaltyId}</span> : null}
        <Pill tone={tone}>
          <Icon aria-hidden />
          {t(`compliance.state_${state}`)}
        </Pill>
        {exclusion.isInHouse && state === 'inForce' ? (
          <Pill tone="warn">
            <DoorOpen aria-hidden />
            {t('compliance.inHouse')}
          </Pill>
        ) : null}
      </div>
      <p className="wrap-anywhere">
        <span className="font-medium">{kindLabel(exclusion.kind)}</span> · {exclusion.reason}
        {exclusion.sourceReference ? (
          <span className="text-muted"> · {t('compliance.source', { reference: exclusion.sourceReference })}</span>
        ) : null}
      </p>
      <p className="text-muted text-sm">
        {periodText(exclusion, timeZone)} · {t('compliance.setBy', { staff: exclusion.setByName })}
      </p>
      {exclusion.liftedAt !== null ? <LiftedLine exclusion={exclusion} timeZone={timeZone} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <span className="mr-auto text-sm">
          {exclusion.lastHitAt === null
            ? t('compliance.neverMet')
            : t('compliance.metTimes', {
                count: exclusion.hitCount,
                when: formatDateTime(exclusion.lastHitAt, timeZone),
              })}
        </span>
        <Button variant="quiet" onClick={onOnly} aria-label={t('compliance.onlyOf', { player: exclusion.playerName })}>
          {t('compliance.only')}
        </Button>
        {isLiftable ? (
          <Button onClick={onLift} aria-label={t('compliance.liftOf', { player: exclusion.playerName })}>
            {t('compliance.lift')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function LiftedLine({ exclusion, timeZone }: { exclusion: Exclusion; timeZone: string }) {
  return (
    <p className="wrap-anywhere text-sm">
      {t('compliance.liftedBy', {
        when: exclusion.liftedAt ? formatDateTime(exclusion.liftedAt, timeZone) : '',
        staff: exclusion.liftedByName ?? '',
      })}
      {' · '}
      {exclusion.liftReason}
    </p>
  );
}
