'use client';

import { FormInput, FormSection, FormSelect } from '@/components/forms/form-fields';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** Who may get it at all. What is left open is no condition. */
export function RewardEligibilityFields({ tiers }: { tiers: readonly LoyaltyTier[] }) {
  const options = tiers.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
  return (
    <FormSection title={t('rewards.forWhom')} sentence={t('rewards.eligibilityHint')}>
      <div className="grid grid-cols-2 items-start gap-3">
        <FormSelect name="eligibility.minTier" label={t('rewards.minTier')}>
          <option value="">{t('rewards.anyTier')}</option>
          {options}
        </FormSelect>
        <FormSelect name="eligibility.maxTier" label={t('rewards.maxTier')}>
          <option value="">{t('rewards.anyTier')}</option>
          {options}
        </FormSelect>
        <FormInput
          name="eligibility.minPointsBalance"
          label={t('rewards.minBalance')}
          inputMode="numeric"
          placeholder={t('rewards.anyBalance')}
        />
        <FormSelect name="eligibility.visitKinds" label={t('rewards.visit')}>
          <option value="">{t('rewards.visitNotNeeded')}</option>
          <option value="rated">{t('rewards.ratedOnly')}</option>
          <option value="unrated">{t('rewards.unratedOnly')}</option>
          <option value="both">{t('rewards.anyVisit')}</option>
        </FormSelect>
      </div>
    </FormSection>
  );
}
