'use client';

import type { ReactNode } from 'react';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import type { Shift } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { DayPicker } from './day-picker';

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
  /** What else is done with what is shown. */
  children?: ReactNode;
};

/** Which gaming day and which of its shifts the screen is about. */
export function ShiftToolbar({ gamingDay, isToday, shifts, shiftName, onDay, onShift, children }: ShiftToolbarProps) {
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
      {children}
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
