'use client';

import { Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { OWN_ESCAPE } from '@/components/ui/own-escape';
import { useBackCloses } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { useUpdateAverageBet } from '@/hooks/floor/use-slip-mutations';
import { currencySymbol, formatMoney, formatMoneyInput, formatTime, parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import type { RatingSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { betStepCents } from './floor-model';
import { useAboveMaximum } from './use-above-maximum';

type AverageBetEditorProps = { slip: RatingSlip; currency: string; onDone: () => void };

/**
 * Sets a slip's average bet from now on: steps up and down or a typed amount, then one tap to confirm. Another tap says that
 * the bet in force was a mistake from when it was entered. Esc and Back leave it as it was.
 */
export function AverageBetEditor({ slip, currency, onDone }: AverageBetEditorProps) {
  const [text, setText] = useState(formatMoneyInput(slip.averageBetCents));
  useBackCloses(true, onDone);
  const update = useUpdateAverageBet();
  const { timeZone } = useMe().settings;
  const cents = parseMoney(text);
  const above = useAboveMaximum(`${slip.tableId}/${cents}`, currency);
  const step = betStepCents(slip.averageBetCents);
  const stepBy = (delta: number) => setText(formatMoneyInput(Math.max(0, (cents ?? slip.averageBetCents) + delta)));
  const save = (replacesLast: boolean) => {
    if (cents === null || update.isPending) return;
    if (cents === slip.averageBetCents) return onDone();
    const { confirmAboveMaximum } = above;
    const input = { ratingSlipId: slip.id, averageBetCents: cents, replacesLast, confirmAboveMaximum };
    update.mutateAsync(input).then(onDone, above.onRefused);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The drawer around it would take the same key as "close me".
    event.stopPropagation();
    onDone();
  };
  return (
    <form
      {...OWN_ESCAPE}
      className="grid animate-fade-in gap-2.5 rounded-md bg-raised p-3"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <Field
        label={t('floor.averageBetIn', { currency: currencySymbol(currency) })}
        error={cents === null ? rule('amount', { whole: '150', decimals: '62.50' }) : undefined}
      >
        {(control) => (
          <div className="grid grid-cols-[auto_1fr_auto] gap-2">
            <StepButton
              icon={Minus}
              label={t('floor.less', { amount: formatMoney(step, currency) })}
              amount={formatMoney(step, currency)}
              onClick={() => stepBy(-step)}
            />
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              isFigure
              className="text-center"
              value={text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setText(event.target.value)}
            />
            <StepButton
              icon={Plus}
              label={t('floor.more', { amount: formatMoney(step, currency) })}
              amount={formatMoney(step, currency)}
              onClick={() => stepBy(step)}
            />
          </div>
        )}
      </Field>
      {above.notice}
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button variant="quiet" onClick={onDone}>
          {t('floor.keep', { amount: formatMoney(slip.averageBetCents, currency) })}
        </Button>
        <Button type="submit" variant="primary" disabled={cents === null} isBusy={update.isPending}>
          {cents === null
            ? t('floor.enterAverageBet')
            : t(above.notice ? 'floor.confirmAmount' : 'floor.setTo', { amount: formatMoney(cents, currency) })}
        </Button>
      </div>
      <p className="text-muted text-sm">{t('floor.holdsFromNow')}</p>
      <Button
        variant="quiet"
        disabled={cents === null || cents === slip.averageBetCents || update.isPending}
        onClick={() => save(true)}
      >
        {t('floor.mistyped', { time: formatTime(slip.betEnteredAt, timeZone) })}
      </Button>
    </form>
  );
}

type StepButtonProps = { icon: typeof Plus; label: string; amount: string; onClick: () => void };

function StepButton({ icon: Icon, label, amount, onClick }: StepButtonProps) {
  return (
    <Button size="step" aria-label={label} onClick={onClick}>
      <Icon aria-hidden />
      {amount}
    </Button>
  );
}
