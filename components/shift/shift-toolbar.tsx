'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { addGamingDays, relativeDay } from '@/components/domain/gaming-day';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { useMe } from '@/hooks/casino/me-context';
import { formatGamingDay } from '@/lib/shared/format';
import type { Shift } from '@/services/shift/dtos';
import { t } from '@/words/say';

/** The value of the tab that shows the whole day. */
const WHOLE_DAY = '';

type ShiftToolbarProps = {
  gamingDay: string;
  /** Whatever day is the running one is shown, also after the day has changed. */
  isToday: boolean;
  shifts: readonly Shift[];
  shiftName: string | null;
  onDay: (gamingDay: string | null) => void;
  onShift: (shiftName: string | null) => void;
};

/** Which gaming day and which of its shifts the screen is about. */
export function ShiftToolbar({ gamingDay, isToday, shifts, shiftName, onDay, onShift }: ShiftToolbarProps) {
  const isKnown = shifts.some((shift) => shift.name === shiftName);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-[18px] pt-4 pb-3 max-sm:px-3 max-sm:pt-3">
      <DayPicker gamingDay={gamingDay} isToday={isToday} onDay={onDay} />
      <ChoiceGroup
        label={t('shift.shift')}
        value={isKnown ? (shiftName ?? WHOLE_DAY) : WHOLE_DAY}
        onChange={(value) => onShift(value === WHOLE_DAY ? null : value)}
        className="flex max-w-full gap-1 overflow-x-auto rounded-md border bg-surface p-1 [scrollbar-width:none] max-sm:w-full max-sm:[&>label]:flex-1"
      >
        <Choice value={WHOLE_DAY} look="segment">
          {t('shift.wholeDay')}
        </Choice>
        {shifts.map((shift) => (
          <Choice key={shift.id} value={shift.name} look="segment">
            {shift.name}
            {shift.isCurrent ? <CurrentMark /> : null}
          </Choice>
        ))}
      </ChoiceGroup>
    </div>
  );
}

function CurrentMark() {
  return (
    <span className="flex items-center gap-1 font-medium text-muted text-xs">
      <span aria-hidden className="size-1.5 rounded-full bg-accent" />
      {t('shift.now')}
    </span>
  );
}

function DayPicker({ gamingDay, isToday, onDay }: Pick<ShiftToolbarProps, 'gamingDay' | 'isToday' | 'onDay'>) {
  const today = useMe().gamingDay;
  const relative = isToday ? t('domain.today') : relativeDay(gamingDay, today);
  const go = (days: number) => {
    const target = addGamingDays(gamingDay, days);
    onDay(target === today ? null : target);
  };
  return (
    <fieldset className="flex items-center gap-1 max-sm:w-full" aria-label={t('shift.gamingDay')}>
      <Button variant="quiet" size="icon" aria-label={t('shift.dayBefore')} onClick={() => go(-1)}>
        <ChevronLeft aria-hidden />
      </Button>
      <p aria-live="polite" className="min-w-[108px] text-center max-sm:flex-1">
        <span className="block font-[650] leading-tight">{formatGamingDay(gamingDay)}</span>
        <span className="block min-h-4 text-muted text-xs leading-tight">{relative ?? t('shift.gamingDay')}</span>
      </p>
      <Button
        variant="quiet"
        size="icon"
        aria-label={t('shift.dayAfter')}
        disabled={isToday || gamingDay >= today}
        onClick={() => go(1)}
      >
        <ChevronRight aria-hidden />
      </Button>
      <Button size="tight" disabled={isToday} onClick={() => onDay(null)}>
        {t('domain.today')}
      </Button>
    </fieldset>
  );
}
