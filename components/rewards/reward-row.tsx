'use client';

import { memo } from 'react';
import { rewardFamilyLabel, rewardKindLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { Switch } from '@/components/ui/switch';
import { useMe } from '@/hooks/casino/me-context';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { eligibilityText, limitsText, valueKindText, valueText } from './reward-words';

const rewardSwitch = lateCode(async () => (await import('./reward-switch')).RewardSwitch);

// The list is there to be read first; what switches a reward is asked for together with it.
if (typeof window !== 'undefined') void rewardSwitch.fetch();

/** The columns of the list, where there is room for columns. */
export const REWARD_COLUMNS =
  'grid grid-cols-[minmax(180px,1.5fr)_minmax(96px,0.8fr)_minmax(112px,0.9fr)_minmax(132px,1.2fr)_minmax(112px,1fr)_64px] items-center gap-x-4';

type RewardRowProps = { reward: Reward; tiers: readonly LoyaltyTier[]; onOpen: (reward: Reward) => void };

/**
 * One reward: a row of columns, or where there is no room for them, its facts in lines. The whole of it opens the editor, but
 * for the switch.
 */
export const RewardRow = memo(function RewardRow({ reward, tiers, onOpen }: RewardRowProps) {
  const { currency } = useMe().settings;
  const family = rewardFamilyLabel(reward.family);
  const kind = rewardKindLabel(reward.kind);
  const value = valueText(reward, currency);
  const valueKind = valueKindText(reward);
  const limits = limitsText(reward.limits);
  const eligibility = eligibilityText(reward, tiers);
  return (
    <li className="relative px-3 py-2 text-sm [contain-intrinsic-size:auto_64px] [content-visibility:auto] hover:bg-raised">
      {/* Lies over the whole row, and the switch over it. */}
      <button type="button" className="absolute inset-0 focus-visible:-outline-offset-2" onClick={() => onOpen(reward)}>
        <span className="sr-only">{reward.name}</span>
      </button>
      <div className={cn(REWARD_COLUMNS, 'min-h-12 @max-[900px]:flex @max-[900px]:gap-3')}>
        <div className={cn('min-w-0 @max-[900px]:flex-1', reward.isActive || 'text-muted')}>
          <span aria-hidden className="block truncate font-semibold text-base">
            {reward.name}
          </span>
          <span className="block truncate text-muted text-xs">{reward.code}</span>
          <span className="mt-1 block @min-[900px]:hidden">
            <span className="font-semibold">{value}</span>
            {valueKind ? ` · ${valueKind}` : null}
            <span className="block text-muted text-xs">{[kind, limits, eligibility].join(' · ')}</span>
          </span>
        </div>
        <Pair first={kind} second={family} />
        <Pair first={value} second={valueKind} isStrong />
        <span className="@max-[900px]:hidden">{limits}</span>
        <span className="@max-[900px]:hidden">{eligibility}</span>
        <Late code={rewardSwitch} props={{ reward }} isQuiet fallback={<SwitchPlace reward={reward} />} />
      </div>
    </li>
  );
});

/** What the switch looks like until it works. */
function SwitchPlace({ reward }: { reward: Reward }) {
  return (
    <span className="relative grid min-h-11 min-w-12 shrink-0 place-items-center self-center justify-self-start">
      <Switch
        tone="plain"
        aria-label={t('rewards.activeOf', { reward: reward.name })}
        checked={reward.isActive}
        disabled
        onCheckedChange={noChange}
      />
    </span>
  );
}

const noChange = () => {};

function Pair({ first, second, isStrong = false }: { first: string; second: string; isStrong?: boolean }) {
  return (
    <span className="min-w-0 @max-[900px]:hidden">
      <span className={cn('block', isStrong && 'font-semibold')}>{first}</span>
      <span className="block text-muted text-xs">{second}</span>
    </span>
  );
}
