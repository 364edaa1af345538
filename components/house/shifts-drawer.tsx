'use client';

import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { addGamingDays } from '@/components/domain/gaming-day';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { Spoken } from '@/components/ui/spoken';
import { toastSuccess } from '@/components/ui/toast';
import { useSetShiftPattern, useShiftPatterns } from '@/hooks/shift/use-shift-patterns';
import { formatDate } from '@/lib/shared/format';
import type { PatternShift } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { MOST_SHIFTS, patternInForce, readShifts } from './shift-model';

type ShiftsDrawerProps = { gamingDay: string; onClose: () => void };
type TypedShift = PatternShift & { key: number };

/** Sets the shifts of an ordinary day from a gaming day on, beginning with those of today. */
export function ShiftsDrawer({ gamingDay, onClose }: ShiftsDrawerProps) {
  const patterns = useShiftPatterns().data;
  const set = useSetShiftPattern();
  const [typed, setTyped] = useState<TypedShift[] | null>(null);
  const [typedDay, setDay] = useState<string | null>(null);
  const [wrong, setWrong] = useState<'shifts' | 'day' | null>(null);
  useUnsavedGuard(typed !== null);
  const now = patterns ? (patternInForce(patterns)?.shifts ?? []) : [];
  const shifts = typed ?? now.map((shift, key) => ({ ...shift, key }));
  const firstDay = addGamingDays(gamingDay, 1);
  const day = typedDay ?? firstDay;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readShifts(shifts);
    const fault = read === null ? 'shifts' : day < firstDay ? 'day' : null;
    setWrong(fault);
    if (read === null || fault !== null || set.isPending) return;
    set.mutate(
      { fromGamingDay: day, shifts: read },
      {
        onSuccess: () => {
          toastSuccess(t('house.shiftsSet'), t('house.shiftsSetMeaning', { day: formatDate(day) }));
          onClose();
        },
      },
    );
  };
  return (
    <EditorSheet isDirty={typed !== null} onClose={onClose} isWide>
      <SheetHead title={t('house.newShifts')} subtitle={t('house.newShiftsMeaning')} />
      <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <SheetBody>
          <ShiftRows shifts={shifts} onType={setTyped} />
          {wrong === 'shifts' ? (
            <p role="alert" className="text-danger text-sm">
              {t('house.shiftsWrong')}
            </p>
          ) : null}
          <Field
            label={t('house.fromDay')}
            hint={t('house.dayOrLater', { day: formatDate(firstDay) })}
            error={wrong === 'day' ? t('house.dayOrLater', { day: formatDate(firstDay) }) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                min={firstDay}
                value={day}
                onChange={({ target }) => setDay(target.value)}
              />
            )}
          </Field>
        </SheetBody>
        <SheetFoot>
          <FailureNotice error={set.error} />
          <Button type="submit" variant="primary" size="big" disabled={typed === null} isBusy={set.isPending}>
            {t(typed === null ? 'house.nothingChanged' : 'house.setShifts')}
          </Button>
        </SheetFoot>
      </form>
    </EditorSheet>
  );
}

type ShiftRowsProps = { shifts: TypedShift[]; onType: (shifts: TypedShift[]) => void };

function ShiftRows({ shifts, onType }: ShiftRowsProps) {
  const change = (key: number, part: Partial<PatternShift>) =>
    onType(shifts.map((shift) => (shift.key === key ? { ...shift, ...part } : shift)));
  const add = () => {
    const key = Math.max(-1, ...shifts.map((shift) => shift.key)) + 1;
    onType([...shifts, { key, name: '', startsAtLocal: '' }]);
  };
  return (
    <>
      {shifts.map(({ key, name, startsAtLocal }, index) => (
        <div key={key} className="grid grid-cols-[minmax(0,1fr)_8.5rem_auto] items-end gap-2">
          <Field label={t('house.shiftName', { place: index + 1 })}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={50}
                value={name}
                onChange={({ target }) => change(key, { name: target.value })}
              />
            )}
          </Field>
          <Field label={t('house.shiftStart')}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={startsAtLocal}
                onChange={({ target }) => change(key, { startsAtLocal: target.value })}
              />
            )}
          </Field>
          <Button
            variant="quiet"
            size="icon"
            disabled={shifts.length === 1}
            onClick={() => onType(shifts.filter((shift) => shift.key !== key))}
          >
            <Spoken as={t('house.removeShift', { shift: name || t('house.unnamedShift', { place: index + 1 }) })}>
              <Trash2 aria-hidden />
            </Spoken>
          </Button>
        </div>
      ))}
      {shifts.length < MOST_SHIFTS ? (
        <div>
          <Button onClick={add}>
            <Plus aria-hidden />
            {t('house.addShift')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
