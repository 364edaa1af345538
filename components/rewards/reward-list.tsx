'use client';

import { Gift, Plus } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { useRewards } from '@/hooks/catalog/use-rewards';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t, type WordKey } from '@/words/say';
import { listShownRewards, type RewardFilter } from './reward-model';
import { REWARD_COLUMNS, RewardRow } from './reward-row';

const HEADINGS = [
  'rewards.reward',
  'domain.kind',
  'rewards.priceOrValue',
  'rewards.limits',
  'rewards.forWhom',
  'rewards.active',
] as const satisfies WordKey[];
const NO_TIERS: LoyaltyTier[] = [];

type RewardListProps = {
  filter: RewardFilter;
  onOpen: (reward: Reward) => void;
  onCreate: () => void;
  onShowAll: () => void;
};

/** The rewards that pass the filter. All of them are here already, so it narrows while one types. */
export function RewardList({ filter, onOpen, onCreate, onShowAll }: RewardListProps) {
  const rewards = useRewards();
  const tiers = useLoyaltyTiers().data?.items ?? NO_TIERS;
  const { text, family, kind, active } = useDeferredValue(filter);
  const shown = useMemo(
    () => listShownRewards(rewards.data ?? [], { text, family, kind, active }),
    [rewards.data, text, family, kind, active],
  );
  if (rewards.isPending) return <RowsSkeleton label={t('rewards.loading')} row="h-[62px]" className="pt-2" />;
  if (rewards.data === undefined) {
    const retry = () => void rewards.refetch();
    return <ErrorState {...errorText(rewards.error)} onRetry={retry} isRetrying={rewards.isFetching} />;
  }
  if (shown.length === 0) {
    return <NoRewards isNarrowed={rewards.data.length > 0} onCreate={onCreate} onShowAll={onShowAll} />;
  }
  return (
    <>
      <div
        aria-hidden
        className={`${REWARD_COLUMNS} sticky top-0 z-10 border-b bg-bg px-3 py-2 font-medium text-muted text-xs @max-[900px]:hidden`}
      >
        {HEADINGS.map((heading) => (
          <span key={heading}>{t(heading)}</span>
        ))}
      </div>
      <ul aria-label={t('rewards.rewards')} className="divide-y">
        {shown.map((reward) => (
          <RewardRow key={reward.id} reward={reward} tiers={tiers} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

type NoRewardsProps = { isNarrowed: boolean; onCreate: () => void; onShowAll: () => void };

export function NoRewards({ isNarrowed, onCreate, onShowAll }: NoRewardsProps) {
  const create = (
    <Button onClick={onCreate}>
      <Plus aria-hidden />
      {t('rewards.newReward')}
    </Button>
  );
  return (
    <EmptyList
      icon={Gift}
      isNarrowed={isNarrowed}
      none={{ title: t('rewards.none'), meaning: t('rewards.whatRewardsAre'), action: create }}
      narrowed={{ title: t('rewards.noneLikeThis'), meaning: t('rewards.searchLooksAt'), onShowAll }}
    />
  );
}
