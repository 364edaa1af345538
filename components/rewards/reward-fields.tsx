'use client';

import { useEffect, useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { FormInput, FormSection, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { fulfillmentLabel, rewardKindLabel } from '@/components/labels';
import { useMe } from '@/hooks/casino/me-context';
import { useRewards } from '@/hooks/catalog/use-rewards';
import { currencySymbol } from '@/lib/shared/format';
import { PROMO_TYPES } from '@/lib/shared/kinds';
import type { Reward, RewardFulfillment } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { RewardBenefitFields } from './reward-benefit-fields';
import { suggestCode } from './reward-code';
import { RewardEligibilityFields } from './reward-eligibility-fields';
import type { RewardFormValues } from './reward-form-values';
import { RewardLimitFields } from './reward-limit-fields';

const FULFILLMENTS: readonly RewardFulfillment[] = ['immediate', 'voucher', 'external'];
const KINDS = {
  points_comp: ['meal', 'beverage', 'show', 'room', 'retail'],
  entitlement: PROMO_TYPES,
};

type RewardFieldsProps = {
  tiers: readonly LoyaltyTier[];
  /** The saved reward; null for a new one. */
  base: Reward | null;
};

/** All that can be said of a reward of the chosen family. */
export function RewardFields({ tiers, base }: RewardFieldsProps) {
  const family = useFormContext<RewardFormValues>().watch('family');
  return (
    <>
      <BasicFields isNew={base === null} />
      {family === 'points_comp' ? <PriceFields /> : <RewardBenefitFields tiers={tiers} base={base} />}
      <RewardLimitFields />
      <RewardEligibilityFields tiers={tiers} />
    </>
  );
}

/** Of a comp: a fixed price, or the bounds of the amount that its issuer types. */
function PriceFields() {
  const { currency } = useMe().settings;
  const kind = useFormContext<RewardFormValues>().watch('price.kind');
  const amountLabel = (label: string) => t('rewards.inCurrency', { label, currency: currencySymbol(currency) });
  return (
    <FormSection title={t('rewards.price')}>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <FormSelect
          name="price.kind"
          label={t('rewards.priceKind')}
          hint={kind === 'typed' ? t('rewards.priceTypedHint') : undefined}
          className="sm:col-span-2"
        >
          <option value="fixed">{t('rewards.priceKind_fixed')}</option>
          <option value="typed">{t('rewards.priceKind_typed')}</option>
        </FormSelect>
        {kind === 'fixed' ? (
          <FormInput name="price.pointsCost" label={t('rewards.priceInPoints')} inputMode="numeric" isFigure />
        ) : (
          <>
            <FormInput
              name="price.minAmountCents"
              label={amountLabel(t('rewards.minAmount'))}
              inputMode="decimal"
              isFigure
            />
            <FormInput
              name="price.maxAmountCents"
              label={amountLabel(t('rewards.maxAmount'))}
              inputMode="decimal"
              isFigure
            />
          </>
        )}
      </div>
      <FormSwitch name="price.allowOverdraw" label={t('rewards.allowOverdraw')} hint={t('rewards.allowOverdrawHint')} />
    </FormSection>
  );
}

function BasicFields({ isNew }: { isNew: boolean }) {
  const { watch } = useFormContext<RewardFormValues>();
  const family = watch('family');
  const suggestions = useId();
  return (
    <FormSection title={t('rewards.whatItIs')}>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <FormInput name="name" label={t('rewards.name')} maxLength={100} hint={t('rewards.nameHint')} />
        <FormInput name="kind" label={t('domain.kind')} list={suggestions} hint={t('rewards.kindHint')} />
        {isNew ? <CodeField /> : null}
        <FormSelect name="fulfillment" label={t('rewards.fulfillment')}>
          <option value="">{t('rewards.notSaid')}</option>
          {FULFILLMENTS.map((fulfillment) => (
            <option key={fulfillment} value={fulfillment}>
              {fulfillmentLabel(fulfillment)}
            </option>
          ))}
        </FormSelect>
        <FormInput
          name="tags"
          label={t('rewards.tags')}
          hint={t('rewards.tagsHint')}
          className={isNew ? 'sm:col-span-2' : ''}
        />
      </div>
      <datalist id={suggestions}>
        {family === '' ? null : KINDS[family].map((kind) => <option key={kind} value={rewardKindLabel(kind)} />)}
      </datalist>
      <FormSwitch name="isActive" label={t('rewards.active')} hint={t('rewards.activeHint')} />
    </FormSection>
  );
}

/** Follows family, kind and name until somebody writes a code of their own. */
function CodeField() {
  const { watch, setValue, formState } = useFormContext<RewardFormValues>();
  const rewards = useRewards().data;
  const [family, kind, name] = watch(['family', 'kind', 'name']);
  const isOwn = formState.dirtyFields.code === true;
  useEffect(() => {
    if (isOwn || family === '') return;
    setValue('code', suggestCode(family, kind, name, new Set(rewards?.map(({ code }) => code))));
  }, [isOwn, family, kind, name, rewards, setValue]);
  return (
    <FormInput
      name="code"
      label={t('rewards.code')}
      maxLength={50}
      autoCapitalize="characters"
      spellCheck={false}
      hint={t('rewards.codeHint')}
    />
  );
}
