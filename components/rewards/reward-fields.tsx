'use client';

import { useEffect, useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { FormInput, FormSection, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { fulfillmentLabel } from '@/components/labels';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { Reward, RewardFulfillment } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { RewardBenefitFields } from './reward-benefit-fields';
import { suggestCode } from './reward-code';
import { RewardEligibilityFields } from './reward-eligibility-fields';
import type { RewardFormValues } from './reward-form-values';
import { RewardLimitFields } from './reward-limit-fields';

const FULFILLMENTS: readonly RewardFulfillment[] = ['immediate', 'voucher', 'external'];
const KINDS = {
  points_comp: ['Meal', 'Beverage', 'Show', 'Room', 'Retail'],
  entitlement: ['Match play', 'Free play'],
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
      {family === 'points_comp' ? (
        <FormSection title="Price">
          <FormInput
            name="price.pointsCost"
            label="Price, points"
            inputMode="numeric"
            isFigure
            className="max-w-[220px]"
          />
          <FormSwitch
            name="price.allowOverdraw"
            label="Balance may go below zero"
            hint="For a player with too few points it is given all the same, and the balance goes below zero, as far as the settings let a comp go. Points earned later fill it up again."
          />
        </FormSection>
      ) : (
        <RewardBenefitFields tiers={tiers} base={base} />
      )}
      <RewardLimitFields />
      <RewardEligibilityFields tiers={tiers} />
    </>
  );
}

function BasicFields({ isNew }: { isNew: boolean }) {
  const { watch } = useFormContext<RewardFormValues>();
  const family = watch('family');
  const suggestions = useId();
  return (
    <FormSection title="What it is">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <FormInput name="name" label="Name" maxLength={100} hint="As the floor reads it." />
        <FormInput name="kind" label="Kind" list={suggestions} hint="Pick one, or write your own." />
        {isNew ? <CodeField /> : null}
        <FormSelect name="fulfillment" label="How it is given">
          <option value="">Not said</option>
          {FULFILLMENTS.map((fulfillment) => (
            <option key={fulfillment} value={fulfillment}>
              {fulfillmentLabel(fulfillment)}
            </option>
          ))}
        </FormSelect>
        <FormInput
          name="tags"
          label="Tags (optional)"
          hint="Separated by commas."
          className={isNew ? 'sm:col-span-2' : ''}
        />
      </div>
      <datalist id={suggestions}>
        {family === '' ? null : KINDS[family].map((kind) => <option key={kind} value={kind} />)}
      </datalist>
      <FormSwitch
        name="isActive"
        label="Active"
        hint="While it is off nobody is offered it. Save it switched off to look at who could get it first."
      />
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
      label="Code"
      maxLength={50}
      autoCapitalize="characters"
      spellCheck={false}
      hint="For reports and other systems. It cannot be changed later."
    />
  );
}
