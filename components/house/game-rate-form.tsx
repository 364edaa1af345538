'use client';

import { type FormEvent, useState } from 'react';
import { readRate, type WrongRate } from '@/components/domain/game-rates';
import { addGamingDays } from '@/components/domain/gaming-day';
import { FailureNotice } from '@/components/forms/failure-notice';
import { FormSection } from '@/components/forms/form-fields';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastSuccess } from '@/components/ui/toast';
import { useSetGameRate } from '@/hooks/house/use-house-mutations';
import { formatDate } from '@/lib/shared/format';
import type { Game } from '@/services/house/dtos';
import { t } from '@/words/say';
import { edgeInput, edgeText } from './game-model';
import { RateFields } from './rate-fields';

/** Sets what a game is rated by from a gaming day on. Slips keep what they began with. */
export function GameRateForm({ game, gamingDay }: { game: Game; gamingDay: string }) {
  const set = useSetGameRate();
  const now = { edge: edgeInput(game.houseEdge), pace: String(game.decisionsPerHour) };
  const [typed, setTyped] = useState(now);
  const [wrong, setWrong] = useState<WrongRate['wrong'] | 'day' | null>(null);
  const firstDay = addGamingDays(gamingDay, 1);
  const [typedDay, setDay] = useState<string | null>(null);
  const day = typedDay ?? firstDay;
  const isTouched = typed.edge !== now.edge || typed.pace !== now.pace;
  useUnsavedGuard(isTouched);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const rate = readRate(typed.edge, typed.pace);
    const fault = 'wrong' in rate ? rate.wrong : day < firstDay ? 'day' : null;
    setWrong(fault);
    if ('wrong' in rate || fault !== null || set.isPending) return;
    set.mutate(
      { id: game.id, fromGamingDay: day, ...rate },
      {
        onSuccess: () => {
          setTyped(now);
          setDay(null);
          toastSuccess(
            t('house.rateSet'),
            t('house.rateSetMeaning', {
              day: formatDate(day),
              edge: edgeText(rate.houseEdge),
              pace: rate.decisionsPerHour,
            }),
          );
        },
      },
    );
  };
  return (
    <form noValidate onSubmit={submit}>
      <FormSection title={t('house.newRate')} sentence={t('house.newRateMeaning')}>
        <RateFields typed={typed} wrong={wrong === 'day' ? null : wrong} onType={setTyped} />
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
        <FailureNotice error={set.error} />
        <div>
          <Button type="submit" variant="primary" disabled={!isTouched} isBusy={set.isPending}>
            {t(isTouched ? 'house.setRate' : 'house.nothingChanged')}
          </Button>
        </div>
      </FormSection>
    </form>
  );
}
