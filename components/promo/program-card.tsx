'use client';

import { CalendarClock, CalendarX, ChevronRight, CircleCheck, type LucideIcon, Pencil, PowerOff } from 'lucide-react';
import { useId } from 'react';
import { wagerText } from '@/components/domain/coupon-words';
import { isMatchAllowed, type ProgramState, programState } from '@/components/domain/issuable-programs';
import { TrailLink } from '@/components/domain/trail-link';
import { toastNotSwitched } from '@/components/forms/toast-not-switched';
import { promoTypeLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Switch } from '@/components/ui/switch';
import { toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useUpdateProgram } from '@/hooks/promo/use-program-mutations';
import { formatHours, formatMoney, formatPoints } from '@/lib/shared/format';
import type { ListedPromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { datesText } from './program-words';

const TICK_MS = 10_000;

const ICONS: Record<ProgramState, LucideIcon> = {
  active: CircleCheck,
  scheduled: CalendarClock,
  ended: CalendarX,
  inactive: PowerOff,
};

type ProgramCardProps = {
  program: ListedPromoProgram;
  onEdit: (promoProgramId: string) => void;
  onShowOutstanding: (promoProgramId: string) => void;
};

/** One program: what it gives, when, and what is outstanding of it. */
export function ProgramCard({ program, onEdit, onShowOutstanding }: ProgramCardProps) {
  const { settings } = useMe();
  const { currency, timeZone } = settings;
  const canWrite = useCan('catalog.write');
  const state = programState(program, useNow(TICK_MS));
  const outstandingValue = formatMoney(program.outstandingFaceValueCents, currency);
  return (
    <li className="flex flex-col rounded-lg border bg-surface">
      <div className="grid gap-0.5 px-4 pt-3.5">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="min-w-0 break-words font-bold text-lg">{program.name}</h2>
          <p className="font-[680] text-2xl">{formatMoney(program.faceValueCents, currency)}</p>
        </div>
        <p className="text-muted text-sm">
          {promoTypeLabel(program.promoType)} · {wagerText(program, currency)} ·{' '}
          <span className="whitespace-nowrap">{t('promo.validFor', { hours: formatHours(program.validHours) })}</span>
        </p>
        <p className="text-muted text-sm">
          <StateMark state={state} /> · <span className="whitespace-nowrap">{datesText(program, timeZone)}</span>
        </p>
        {isMatchAllowed(program, settings) ? null : <p className="text-sm text-warn">{t('promo.wagerNotExact')}</p>}
        <TrailLink entity="promo_program" entityId={program.id} name={program.name} />
      </div>
      <div className="mt-auto flex flex-wrap items-center gap-2 p-3">
        <button
          type="button"
          className="mr-auto flex min-h-[46px] items-center gap-1.5 rounded-sm px-1 text-left text-sm hover:bg-raised"
          onClick={() => onShowOutstanding(program.id)}
        >
          <span aria-hidden>
            <span className="block text-muted text-xs">{t('promo.outstanding')}</span>
            <span className="block font-semibold">
              {formatPoints(program.outstandingCount)} · {outstandingValue}
            </span>
          </span>
          <span className="sr-only">
            {t('promo.outstandingCoupons', { count: program.outstandingCount, amount: outstandingValue })}
          </span>
          <ChevronRight aria-hidden className="size-4 text-muted" />
        </button>
        {canWrite ? <ProgramSwitch program={program} /> : null}
        {canWrite ? (
          <Button
            size="icon"
            aria-label={t('promo.editProgramOf', { program: program.name })}
            onClick={() => onEdit(program.id)}
          >
            <Pencil aria-hidden />
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function StateMark({ state }: { state: ProgramState }) {
  const Icon = ICONS[state];
  return (
    <span className={cn('whitespace-nowrap font-semibold', state === 'active' ? 'text-accent' : 'text-ink')}>
      <Icon aria-hidden className="mr-1.5 inline size-4 align-[-3px]" />
      {t(`promo.state_${state}`)}
    </span>
  );
}

/** Switches a program on or off at once. It shows what was asked for while the server is asked, and then what holds. */
function ProgramSwitch({ program }: { program: ListedPromoProgram }) {
  const { timeZone } = useMe().settings;
  const id = useId();
  const update = useUpdateProgram();
  const isOn = (update.isPending ? update.variables?.status : program.status) === 'active';
  const change = (isActive: boolean) => {
    if (update.isPending) return;
    update
      .mutateAsync({ promoProgramId: program.id, status: isActive ? 'active' : 'inactive', version: program.version })
      .then(
        () => {
          if (isActive) toastSuccess(t('promo.switchedOn', { program: program.name }), t('promo.switchedOnMeaning'));
          else toastSuccess(t('promo.switchedOff', { program: program.name }), t('promo.switchedOffMeaning'));
        },
        (error) => toastNotSwitched(error, { name: t('forms.thisProgram'), changedCode: 'PROGRAM_CHANGED' }, timeZone),
      );
  };
  return (
    <label htmlFor={id} className="grid min-h-11 min-w-12 cursor-pointer place-items-center px-1">
      <span className="sr-only">{t('promo.activeOf', { program: program.name })}</span>
      <Switch id={id} tone="plain" checked={isOn} aria-busy={update.isPending || undefined} onCheckedChange={change} />
    </label>
  );
}
