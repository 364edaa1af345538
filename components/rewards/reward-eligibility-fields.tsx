'use client';

import { FormInput, FormSection, FormSelect } from '@/components/forms/form-fields';
import type { LoyaltyTier } from '@/services/loyalty/dtos';

/** Who may get it at all. What is left open is no condition. */
export function RewardEligibilityFields({ tiers }: { tiers: readonly LoyaltyTier[] }) {
  const options = tiers.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
  return (
    <FormSection title="For whom" sentence="Players who may get it at all. What is left open is no condition.">
      <div className="grid grid-cols-2 items-start gap-3">
        <FormSelect name="eligibility.minTier" label="Lowest tier">
          <option value="">Any</option>
          {options}
        </FormSelect>
        <FormSelect name="eligibility.maxTier" label="Highest tier">
          <option value="">Any</option>
          {options}
        </FormSelect>
        <FormInput
          name="eligibility.minPointsBalance"
          label="Least balance, points"
          inputMode="numeric"
          placeholder="any"
        />
        <FormSelect name="eligibility.visitKinds" label="Visit">
          <option value="">Not needed</option>
          <option value="rated">Rated only</option>
          <option value="unrated">Unrated only</option>
          <option value="both">Any visit</option>
        </FormSelect>
      </div>
    </FormSection>
  );
}
