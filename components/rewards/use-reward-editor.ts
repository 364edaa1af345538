'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useMemo } from 'react';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { useMe } from '@/hooks/casino/me-context';
import { useCreateReward, useUpdateReward } from '@/hooks/catalog/use-reward-mutations';
import { useRewards } from '@/hooks/catalog/use-rewards';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { editedReward } from './reward-difference-words';
import { documentOf, type RewardDocument, rewardChanges } from './reward-document';
import { rewardFormSchema } from './reward-form-schema';
import { type RewardFormValues, rewardFormValues } from './reward-form-values';
import { refusedFields } from './reward-refusal';

type SavedReward = Versioned<RewardDocument> & { reward: Reward };
type Options = { reward: Reward | null; tiers: readonly LoyaltyTier[]; onSaved: (reward: Reward) => void };

/** The form of one reward, that is there or is to be made. */
export function useRewardEditor({ reward, tiers, onSaved }: Options) {
  const { promoRequireExactMatch: isExactMatch, currency } = useMe().settings;
  const tierCodes = tiers.map(({ code }) => code);
  const rewards = useRewards();
  const create = useCreateReward();
  const update = useUpdateReward();
  const send = (mine: RewardDocument, onto: SavedReward | null): Promise<Reward> => {
    if (onto === null) return create.mutateAsync(mine);
    const { reward: before, content, version } = onto;
    return update.mutateAsync({ rewardId: before.id, ...rewardChanges(content, mine), version: Number(version) });
  };
  return useVersionedForm<RewardFormValues, RewardDocument, SavedReward>({
    edited: editedReward({ currency, tiers }),
    saved: useMemo(() => reward && savedReward(reward), [reward]),
    find: ({ code }) => {
      const listed = rewards.data?.find((candidate) => candidate.code === code);
      return listed ? savedReward(listed) : null;
    },
    reread: rewards.refetch,
    toValues: (document) => rewardFormValues(document, tierCodes),
    resolverFor: useCallback((before) => zodResolver(rewardFormSchema({ isExactMatch, before })), [isExactMatch]),
    send: async (mine, onto) => savedReward(await send(mine, onto)),
    onSaved: (saved) => onSaved(saved.reward),
    fieldsOf: refusedFields,
  });
}

function savedReward(reward: Reward): SavedReward {
  return { content: documentOf(reward), version: reward.version, reward };
}
