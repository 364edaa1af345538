'use client';

import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { wagerText } from '@/components/domain/coupon-words';
import type { OfferFigures } from '@/components/domain/offer-words';
import { leftText } from '@/components/domain/offer-words';
import { fulfillmentLabel } from '@/components/labels';
import { Fact, Facts } from '@/components/ui/facts';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import {
  currencySymbol,
  formatDateTime,
  formatHours,
  formatMoney,
  formatMoneyRange,
  formatPoints,
} from '@/lib/shared/format';
import type { Offer } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import type { TypedAmount } from './offer-model';

const NOTE_MAX = 500;
const TICK_MS = 10_000;
const HOUR_MS = 3_600_000;

type OfferDetailsProps = {
  offer: Offer;
  figures: OfferFigures;
  /** What was typed as its amount; null where none is to be typed. */
  amount: AmountFieldProps['amount'] | null;
  note: string;
  /** Whether somebody else is asked to give it, who has to know why. */
  isToAsk: boolean;
  /** To lead whoever confirms without a needed note to it. */
  noteRef: RefObject<HTMLInputElement | null>;
  onNote: (note: string) => void;
};

/** What a confirm would do, and how often it may still be done. It comes into view by itself. */
export function OfferDetails({ offer, figures, amount, note, isToAsk, noteRef, onNote }: OfferDetailsProps) {
  const { timeZone } = useMe().settings;
  const details = useRef<HTMLDivElement>(null);
  useEffect(() => {
    details.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={details} className="grid scroll-mb-4 animate-fade-in gap-3 pt-2 pb-1">
      {amount ? <AmountField offer={offer} amount={amount} /> : null}
      <Facts>
        {offer.family === 'entitlement' ? (
          <CouponFacts figures={figures} />
        ) : (
          <CompFacts offer={offer} pointsCost={figures.pointsCost} />
        )}
        {offer.remaining.map((limit) => (
          <Fact key={limit.scope} term={t('offers.limit')}>
            {leftText(limit)}
          </Fact>
        ))}
        {offer.nextEligibleAt ? (
          <Fact term={t('offers.next')}>{formatDateTime(offer.nextEligibleAt, timeZone)}</Fact>
        ) : null}
        {offer.fulfillment ? <Fact term={t('offers.handedOver')}>{fulfillmentLabel(offer.fulfillment)}</Fact> : null}
      </Facts>
      {offer.eligible ? (
        <NoteField
          inputRef={noteRef}
          label={noteLabel(offer, isToAsk)}
          isNeeded={isToAsk || offer.requiresNote}
          value={note}
          onChange={onNote}
        />
      ) : null}
    </div>
  );
}

type AmountFieldProps = {
  offer: Offer;
  amount: {
    text: string;
    typed: TypedAmount;
    /** To lead whoever confirms without an amount to it. */
    inputRef: RefObject<HTMLInputElement | null>;
    onType: (text: string) => void;
  };
};

/** How much of it is given; what that costs stands below as it is typed. */
function AmountField({ offer, amount: { text, typed, inputRef, onType } }: AmountFieldProps) {
  const { currency } = useMe().settings;
  const bounds = t('offers.amountBounds', {
    range: formatMoneyRange(offer.minAmountCents ?? 0, offer.maxAmountCents ?? 0, currency),
  });
  const isWrong = text.trim() !== '' && typed.amountCents === null;
  return (
    <Field
      label={t('offers.amountIn', { currency: currencySymbol(currency) })}
      hint={isWrong ? undefined : bounds}
      error={isWrong ? bounds : undefined}
    >
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          inputMode="decimal"
          autoComplete="off"
          isFigure
          value={text}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What it takes of the balance; while no amount was typed, the balance alone. */
function CompFacts({ offer, pointsCost }: { offer: Offer; pointsCost: number | null }): ReactNode {
  if (pointsCost === null) return <Fact term={t('domain.balanceNow')}>{formatPoints(offer.balance)}</Fact>;
  const after = offer.balance - pointsCost;
  const isDebt = after < 0 && after >= -(offer.debtLimitPoints ?? 0);
  return (
    <>
      <Fact term={t('offers.cost')}>{t('domain.points', { points: formatPoints(pointsCost) })}</Fact>
      <Fact term={t('domain.balanceNow')}>{formatPoints(offer.balance)}</Fact>
      <Fact term={t('domain.balanceAfter')}>
        {after >= 0 ? formatPoints(after) : null}
        {isDebt ? <span className="text-warn">{t('offers.belowZero', { points: formatPoints(after) })}</span> : null}
        {after < 0 && !isDebt ? t('offers.notEnough') : null}
      </Fact>
    </>
  );
}

function CouponFacts({ figures }: { figures: OfferFigures }): ReactNode {
  const { currency, timeZone } = useMe().settings;
  const nowMs = useNow(TICK_MS);
  const { faceValueCents, requiredMatchWagerCents, validHours } = figures;
  if (faceValueCents === null || requiredMatchWagerCents === null) return null;
  return (
    <>
      <Fact term={t('domain.faceValue')}>{formatMoney(faceValueCents, currency)}</Fact>
      <Fact term={t('domain.matchWager')}>{wagerText({ requiredMatchWagerCents }, currency)}</Fact>
      {validHours === null ? null : (
        <Fact term={t('offers.goodFor')}>
          {t('offers.goodForUntil', {
            hours: formatHours(validHours),
            when: formatDateTime(nowMs + validHours * HOUR_MS, timeZone),
          })}
        </Fact>
      )}
    </>
  );
}

function noteLabel({ requiresNote }: Offer, isToAsk: boolean): string {
  if (isToAsk) return t('domain.noteForApproval');
  return t(requiresNote ? 'offers.noteNeeded' : 'offers.noteOptional');
}

type NoteFieldProps = {
  inputRef: RefObject<HTMLInputElement | null>;
  label: string;
  isNeeded: boolean;
  value: string;
  onChange: (note: string) => void;
};

function NoteField({ inputRef, label, isNeeded, value, onChange }: NoteFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          aria-required={isNeeded || undefined}
          maxLength={NOTE_MAX}
          autoComplete="off"
          placeholder={t('offers.notePlaceholder')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
