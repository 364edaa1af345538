'use client';

import { Coins, Ticket } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { rewardFamilyLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import type { RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import type { RewardFormValues } from './reward-form-values';
import { REWARD_FAMILIES } from './use-catalog-url';

const ICONS = { points_comp: Coins, entitlement: Ticket } satisfies Record<RewardFamily, unknown>;

/** What a new reward is: the first thing to be said, for the rest goes by it. It stays for good. */
export function FamilyChoice() {
  const { watch, setValue } = useFormContext<RewardFormValues>();
  return (
    <ChoiceGroup
      label={t('rewards.family')}
      value={watch('family')}
      onChange={(family) => setValue('family', family as RewardFamily, { shouldDirty: true })}
      className="grid gap-2 sm:grid-cols-2"
    >
      {REWARD_FAMILIES.map((family) => {
        const Icon = ICONS[family];
        return (
          <Choice key={family} value={family} look="card" className="gap-3">
            <Icon aria-hidden className="size-5 shrink-0" />
            <span className="whitespace-normal">
              <span className="block font-semibold">{rewardFamilyLabel(family)}</span>
              <span className="block text-muted text-sm">{t(`rewards.family_${family}`)}</span>
            </span>
          </Choice>
        );
      })}
    </ChoiceGroup>
  );
}
