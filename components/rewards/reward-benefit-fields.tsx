'use client';

import { useFormContext } from 'react-hook-form';
import { TierMark } from '@/components/domain/tier-mark';
import { FormInput, FormSection, FormSelect } from '@/components/forms/form-fields';
import { promoTypeLabel } from '@/components/labels';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol } from '@/lib/shared/format';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { documentOf } from './reward-document';
import { isWagerFollowed } from './reward-form-schema';
import type { RewardFormValues } from './reward-form-values';

type RewardBenefitFieldsProps = { tiers: readonly LoyaltyTier[]; base: Reward | null };

/** What each tier gets of an entitlement. */
export function RewardBenefitFields({ tiers, base }: RewardBenefitFieldsProps) {
  return (
    <FormSection title={t('rewards.whatTiersGet')} sentence={t('rewards.whatTiersGetHint')}>
      <ul className="grid gap-3">
        {tiers.map((tier, place) => (
          <BenefitRow key={tier.code} tier={tier} lower={tiers.slice(0, place)} place={place} base={base} />
        ))}
      </ul>
    </FormSection>
  );
}

type BenefitRowProps = { tier: LoyaltyTier; lower: readonly LoyaltyTier[]; place: number; base: Reward | null };

function BenefitRow({ tier, lower, place, base }: BenefitRowProps) {
  const { promoRequireExactMatch: isExactMatch, currency } = useMe().settings;
  const row = useFormContext<RewardFormValues>().watch(`tiers.${place}`);
  const sign = currencySymbol(currency);
  const path = `tiers.${place}.benefit`;
  const isMatch = takesWager(row.benefit.instrumentType);
  const isFollowed = isWagerFollowed(row, { isExactMatch, before: base && documentOf(base) });
  return (
    <li className="rounded-md border p-3">
      <fieldset>
        <legend className="sr-only">{tier.name}</legend>
        <div className="grid grid-cols-2 items-start gap-3 @min-[600px]:grid-cols-[104px_minmax(0,1.35fr)_repeat(3,minmax(0,1fr))]">
          <p className="col-span-2 flex flex-wrap items-center gap-x-2 @min-[600px]:col-span-1 @min-[600px]:min-h-[50px] @min-[600px]:mt-[26px] @min-[600px]:content-center">
            <TierMark tier={tier.code} tierName={tier.name} />
            <span aria-hidden className="font-semibold">
              {tier.name}
            </span>
            {row.benefit.faceValueCents.trim() === '' ? <InheritedBenefit lower={lower} /> : null}
          </p>
          <FormSelect name={`${path}.instrumentType`} label={t('domain.coupon')}>
            {PROMO_TYPES.map((type) => (
              <option key={type} value={type}>
                {promoTypeLabel(type)}
              </option>
            ))}
          </FormSelect>
          <FormInput
            name={`${path}.faceValueCents`}
            label={t('domain.faceValueIn', { currency: sign })}
            inputMode="decimal"
          />
          {isMatch ? (
            <WagerField
              path={path}
              label={t('domain.matchWagerIn', { currency: sign })}
              faceValue={row.benefit.faceValueCents}
              isFollowed={isFollowed}
            />
          ) : null}
          <FormInput
            name={`${path}.validHours`}
            label={t('rewards.goodForHours')}
            inputMode="numeric"
            placeholder={t('rewards.byProgram')}
            className={isMatch ? '' : '@min-[600px]:col-start-5'}
          />
        </div>
      </fieldset>
    </li>
  );
}

/** Says whose benefit a tier without one of its own gets, as it is typed. */
function InheritedBenefit({ lower }: { lower: readonly LoyaltyTier[] }) {
  const rows = useFormContext<RewardFormValues>().watch('tiers');
  const from = lower.findLast(({ code }) =>
    rows.some((row) => row.tier === code && row.benefit.faceValueCents.trim() !== ''),
  );
  return (
    <span className="text-muted text-xs @min-[600px]:w-full">
      {from ? t('rewards.asTier', { tier: from.name }) : t('rewards.getsNothing')}
    </span>
  );
}

type WagerFieldProps = { path: string; label: string; faceValue: string; isFollowed: boolean };

/** What the player must stake; where the casino asks for an exact match it is not a person's to choose. */
function WagerField({ path, label, faceValue, isFollowed }: WagerFieldProps) {
  if (!isFollowed) {
    return (
      <FormInput
        name={`${path}.requiredMatchWagerCents`}
        label={label}
        inputMode="decimal"
        placeholder={faceValue.trim() || t('rewards.sameWager')}
      />
    );
  }
  return (
    <Field label={label} hint={t('rewards.exactMatch')}>
      {(control) => <Input {...control} readOnly value={faceValue} className="border-transparent bg-raised" />}
    </Field>
  );
}
