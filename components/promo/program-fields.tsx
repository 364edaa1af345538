'use client';

import type { UseFormReturn } from 'react-hook-form';
import { promoTypeLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol } from '@/lib/shared/format';
import { PROMO_TYPES, type PromoType } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import { t } from '@/words/say';
import { isWagerFollowed, type ProgramFormOutput, type ProgramFormValues } from './program-form-schema';

type ProgramFieldsProps = {
  form: UseFormReturn<ProgramFormValues, unknown, ProgramFormOutput>;
  /** The program that is edited, as it was; null for a new one. */
  before: ProgramFormOutput | null;
  isExactMatch: boolean;
};

/** The fields of a program. What a program is cannot change once coupons were issued of it, so its type is chosen once. */
export function ProgramFields({ form, before, isExactMatch }: ProgramFieldsProps) {
  const { currency } = useMe().settings;
  const [promoType, faceValue] = form.watch(['promoType', 'faceValueCents']);
  const sign = currencySymbol(currency);
  const isNew = before === null;
  const isFollowed = isWagerFollowed(faceValue, { isExactMatch, before });
  const field = (name: keyof ProgramFormValues, label: string, input: object, hint?: string) => (
    <Field label={label} hint={hint} error={form.formState.errors[name]?.message}>
      {(control) => <Input {...control} autoComplete="off" {...input} {...form.register(name)} />}
    </Field>
  );
  return (
    <>
      {field('name', t('promo.programName'), { maxLength: 100 }, t('promo.programNameHint'))}
      {isNew ? (
        <fieldset>
          <legend className="mb-2 text-muted text-xs">{t('promo.programType')}</legend>
          <ChoiceGroup
            label={t('promo.programType')}
            value={promoType}
            onChange={(value) => form.setValue('promoType', value as PromoType)}
            className="grid grid-cols-2 gap-2"
          >
            {PROMO_TYPES.map((type) => (
              <Choice key={type} value={type} look="tile">
                {promoTypeLabel(type)}
              </Choice>
            ))}
          </ChoiceGroup>
        </fieldset>
      ) : null}
      <div className="grid grid-cols-2 items-start gap-3">
        {field('faceValueCents', t('domain.faceValueIn', { currency: sign }), { inputMode: 'decimal', isFigure: true })}
        {takesWager(promoType) && !isFollowed
          ? field(
              'requiredMatchWagerCents',
              t('domain.matchWagerIn', { currency: sign }),
              { inputMode: 'decimal', isFigure: true },
              isExactMatch ? t('promo.wagerStays') : undefined,
            )
          : null}
        {takesWager(promoType) && isFollowed ? (
          <FollowedWager label={t('domain.matchWagerIn', { currency: sign })} value={faceValue} />
        ) : null}
      </div>
      {field('validHours', t('promo.goodForHours'), { inputMode: 'numeric' }, t('promo.goodForHoursHint'))}
      {field(
        'startAt',
        t(isNew ? 'promo.fromTimeOptional' : 'promo.fromTime'),
        { type: 'datetime-local' },
        isNew ? t('promo.fromTimeEmpty') : undefined,
      )}
      {field('endAt', t('promo.untilTime'), { type: 'datetime-local' }, t('promo.untilTimeEmpty'))}
    </>
  );
}

/** With exact match on, the wager follows the face value and cannot be typed. */
function FollowedWager({ label, value }: { label: string; value: string }) {
  return (
    <Field label={label} hint={t('promo.wagerFollows')}>
      {(control) => <Input {...control} isFigure readOnly value={value} />}
    </Field>
  );
}
