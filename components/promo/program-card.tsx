'use client';

import { CalendarClock, CalendarX, ChevronRight, CircleCheck, type LucideIcon, Pencil, PowerOff } from 'lucide-react';
import { wagerText } from '@/components/domain/coupon-words';
import { promoTypeLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useUpdateProgram } from '@/hooks/promo/use-program-mutations';
import { formatDay, formatHours, formatMoney, formatPoints } from '@/lib/shared/format';
import type { ListedPromoProgram } from '@/services/promo/dtos';
import { isMatchAllowed, type ProgramState, programState } from './promo-model';

const TICK_MS = 10_000;

const STATES: Record<ProgramState, { word: string; icon: LucideIcon }> = {
  active: { word: 'Active', icon: CircleCheck },
  scheduled: { word: 'Not started', icon: CalendarClock },
  ended: { word: 'Ended', icon: CalendarX },
  inactive: { word: 'Switched off', icon: PowerOff },
};

type ProgramCardProps = {
  program: ListedPromoProgram;
  onEdit: (program: ListedPromoProgram) => void;
  onShowOutstanding: (promoProgramId: string) => void;
};

/** One program: what it gives, when, and what is outstanding of it. */
export function ProgramCard({ program, onEdit, onShowOutstanding }: ProgramCardProps) {
  const { settings } = useMe();
  const { currency, timeZone } = settings;
  const canWrite = useCan('catalog.write');
  const state = programState(program, useNow(TICK_MS));
  const facts = [
    promoTypeLabel(program.promoType),
    wagerText(program, currency),
    `valid ${formatHours(program.validHours)}`,
  ];
  const end = program.endAt === null ? 'no end' : `until ${formatDay(program.endAt, timeZone)}`;
  return (
    <li className="flex flex-col rounded-lg border bg-surface">
      <div className="grid gap-0.5 px-4 pt-3.5">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="min-w-0 break-words font-bold text-lg">{program.name}</h2>
          <p className="font-[680] text-2xl">{formatMoney(program.faceValueCents, currency)}</p>
        </div>
        <p className="text-muted text-sm">{facts.join(' · ')}</p>
        <p className="text-muted text-sm">
          <StateMark state={state} /> ·{' '}
          <span className="whitespace-nowrap">from {formatDay(program.startAt, timeZone)}</span>,{' '}
          <span className="whitespace-nowrap">{end}</span>
        </p>
        {isMatchAllowed(program, settings) ? null : (
          <p className="text-sm text-warn">Not issued: the match wager must equal the face value here.</p>
        )}
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-2 p-3">
        <button
          type="button"
          className="mr-auto flex min-h-[46px] items-center gap-1.5 rounded-sm px-1 text-left text-sm hover:bg-raised"
          onClick={() => onShowOutstanding(program.id)}
        >
          <span>
            <span className="block text-muted text-xs">Outstanding</span>
            <span className="block font-semibold">
              {formatPoints(program.outstandingCount)}
              <span className="sr-only"> coupons</span> · {formatMoney(program.outstandingFaceValueCents, currency)}
            </span>
          </span>
          <ChevronRight aria-hidden className="size-4 text-muted" />
        </button>
        {canWrite ? <SwitchButton program={program} /> : null}
        {canWrite ? (
          <Button size="icon" aria-label={`Edit ${program.name}`} onClick={() => onEdit(program)}>
            <Pencil aria-hidden />
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function StateMark({ state }: { state: ProgramState }) {
  const { word, icon: Icon } = STATES[state];
  return (
    <span className={cn('whitespace-nowrap font-semibold', state === 'active' ? 'text-accent' : 'text-ink')}>
      <Icon aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
      {word}
    </span>
  );
}

function SwitchButton({ program }: { program: ListedPromoProgram }) {
  const update = useUpdateProgram();
  const isOn = program.status === 'active';
  const change = () => {
    if (update.isPending) return;
    update
      .mutateAsync({ promoProgramId: program.id, status: isOn ? 'inactive' : 'active', version: program.version })
      .then(() => {
        const what = isOn ? 'switched off' : 'switched on';
        toastSuccess(
          `${program.name} ${what}`,
          isOn ? 'Coupons issued before stay good.' : 'Coupons can be issued of it.',
        );
      }, toastError);
  };
  return (
    <Button isBusy={update.isPending} onClick={change}>
      {isOn ? 'Switch off' : 'Switch on'}
      <span className="sr-only"> {program.name}</span>
    </Button>
  );
}
