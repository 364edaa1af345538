'use client';

import { type FormEvent, useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useSetPointValue } from '@/hooks/loyalty/use-set-point-value';
import { currencySymbol, formatDate, formatMoney } from '@/lib/shared/format';
import type { PointValues } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { MOST_CENTS_PER_1000_POINTS, readPointValue } from './point-value-model';

/** Sets what points are worth from a gaming day on. What they were worth before that day stays as it was. */
export function PointValueForm({ values }: { values: PointValues }) {
  const { currency } = useMe().settings;
  const set = useSetPointValue();
  const [amount, setAmount] = useState('');
  const [typedDay, setDay] = useState<string | null>(null);
  const [wrong, setWrong] = useState<'amount' | 'day' | null>(null);
  const firstDay = values.firstSettableGamingDay;
  const day = typedDay ?? firstDay;
  useUnsavedGuard(amount !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readPointValue(amount, day, firstDay);
    setWrong('wrong' in read ? read.wrong : null);
    if ('wrong' in read || set.isPending) return;
    set.mutate(read.input, {
      onSuccess: ({ centsPer1000Points, fromGamingDay }) => {
        setAmount('');
        setDay(null);
        const said = { value: formatMoney(centsPer1000Points, currency), day: formatDate(fromGamingDay) };
        toastSuccess(t('settings.pointValueSet'), t('settings.pointValueSetMeaning', said));
      },
    });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-4 border-t px-5 py-4 max-sm:px-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label={t('settings.inUnit', { name: t('settings.newPointValue'), unit: currencySymbol(currency) })}
          hint={t('settings.pointValueIsNow', { value: formatMoney(values.centsPer1000Points, currency) })}
          error={
            wrong === 'amount'
              ? t('settings.pointValueWrong', { most: formatMoney(MOST_CENTS_PER_1000_POINTS, currency) })
              : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('settings.fromGamingDay')}
          hint={t('settings.pointValueFrom', { day: formatDate(firstDay) })}
          error={wrong === 'day' ? t('settings.pointValueFrom', { day: formatDate(firstDay) }) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              min={firstDay}
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
      </div>
      <FailureNotice error={set.error} />
      <div>
        <Button type="submit" variant="primary" isBusy={set.isPending}>
          {t('settings.setPointValue')}
        </Button>
      </div>
    </form>
  );
}
