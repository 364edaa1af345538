'use client';

import { useCallback, useState } from 'react';
import { mtlKindLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { OWN_ESCAPE } from '@/components/ui/own-escape';
import { useBackCloses } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import { type SettledEntry, seatPlace, useEntryRequest, useLateEntry } from '@/hooks/mtl/mtl-requests';
import { currencySymbol, formatMoney, parseMoney } from '@/lib/shared/format';
import { rule } from '@/lib/shared/rules';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { EntryFlow } from './entry-flow';
import { EntryRefusal } from './entry-refusal';
import { EntryStanding } from './entry-standing';
import { cashText } from './mtl-words';
import { tellEntry } from './tell-entry';

/** What is bought in for, most often. */
const QUICK_CENTS = [10_000, 20_000, 50_000, 100_000, 200_000] as const;
const OTHER = 'other';
/** A buy-in at the seat: currency for chips, by the slip's player at its table. */
const BUY_IN = { kind: 'chip_purchase', tender: 'currency' } as const;

/** A buy-in at the seat in two taps: an amount, then the confirming one. */
export function SlipBuyIn({ slip }: { slip: FloorSlip }) {
  const place = seatPlace(slip.id);
  const { currency } = useMe().settings;
  const [choice, setChoice] = useState('');
  useLateEntry(
    place,
    useCallback((intent: SettledEntry) => tellEntry(intent, currency), [currency]),
  );
  return (
    <section aria-label={t('mtl.buyIn')} className="grid gap-2">
      <h3 className="font-bold">{t('mtl.buyIn')}</h3>
      <EntryFlow place={place} frame={(notice) => notice} onDone={() => setChoice('')}>
        <ChoiceGroup label={t('mtl.buyIn')} value={choice} onChange={setChoice} className="grid grid-cols-3 gap-2">
          {QUICK_CENTS.map((cents) => (
            <Choice key={cents} value={String(cents)} look="figure">
              {formatMoney(cents, currency)}
            </Choice>
          ))}
          <Choice value={OTHER} look="figure">
            {t('ui.other')}
          </Choice>
        </ChoiceGroup>
        {choice === '' ? null : <ConfirmBuyIn slip={slip} choice={choice} onCancel={() => setChoice('')} />}
      </EntryFlow>
    </section>
  );
}

type ConfirmBuyInProps = { slip: FloorSlip; choice: string; onCancel: () => void };

function ConfirmBuyIn({ slip, choice, onCancel }: ConfirmBuyInProps) {
  const { currency } = useMe().settings;
  const { intent, record } = useEntryRequest(seatPlace(slip.id));
  useBackCloses(true, onCancel);
  const [text, setText] = useState('');
  const isTyped = choice === OTHER;
  const cents = isTyped ? parseMoney(text) : Number(choice);
  const cash = cents ? cashText('in', cents, currency) : '';
  const confirm = () => {
    if (!cents) return;
    const title = t('mtl.what', { cash, kind: `${mtlKindLabel(BUY_IN.kind)}, ${slip.playerName}` });
    record({ ...BUY_IN, amountCents: cents, ratingSlipId: slip.id }, title);
  };
  return (
    <form
      {...OWN_ESCAPE}
      noValidate
      className="grid animate-fade-in gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The drawer around it would take the same key as "close me".
        event.stopPropagation();
        onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      {isTyped ? (
        <Field
          label={t('mtl.amountIn', { currency: currencySymbol(currency) })}
          error={
            text.trim() !== '' && cents === null ? rule('amount', { whole: '5000', decimals: '62.50' }) : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              ref={focusOnMount}
              inputMode="decimal"
              autoComplete="off"
              isFigure
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <EntryStanding name={null} query={{ ...BUY_IN, amountCents: cents ?? 0, playerId: slip.playerId }} />
      <EntryRefusal intent={intent} />
      <Button type="submit" variant="primary" disabled={!cents} isBusy={intent?.status === 'sending'}>
        {cents ? t('mtl.log', { what: cash }) : t('mtl.typeAmount')}
      </Button>
    </form>
  );
}

/** Choosing "Other" means typing next. */
function focusOnMount(input: HTMLInputElement | null) {
  input?.focus();
}
