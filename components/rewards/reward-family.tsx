'use client';

import { Coins, Ticket } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { rewardFamilyLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import type { RewardFamily } from '@/services/catalog/dtos';
import type { RewardFormValues } from './reward-form-values';

const FAMILIES = [
  { family: 'points_comp', icon: Coins, sentence: 'Has a price, which is taken from the player’s points.' },
  { family: 'entitlement', icon: Ticket, sentence: 'Costs no points: a coupon, whose value goes by tier.' },
] as const satisfies readonly { family: RewardFamily; icon: unknown; sentence: string }[];

/** What a new reward is: the first thing to be said, for the rest goes by it. It stays for good. */
export function FamilyChoice() {
  const { watch, setValue } = useFormContext<RewardFormValues>();
  return (
    <ChoiceGroup
      label="Family"
      value={watch('family')}
      onChange={(family) => setValue('family', family as RewardFamily, { shouldDirty: true })}
      className="grid gap-2 sm:grid-cols-2"
    >
      {FAMILIES.map(({ family, icon: Icon, sentence }) => (
        <Choice key={family} value={family} look="card" className="gap-3">
          <Icon aria-hidden className="size-5 shrink-0" />
          <span className="whitespace-normal">
            <span className="block font-semibold">{rewardFamilyLabel(family)}</span>
            <span className="block text-muted text-sm">{sentence}</span>
          </span>
        </Choice>
      ))}
    </ChoiceGroup>
  );
}
