'use client';

import { useId } from 'react';
import { toastNotSwitched } from '@/components/forms/toast-not-switched';
import { Switch } from '@/components/ui/switch';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useUpdateReward } from '@/hooks/catalog/use-reward-mutations';
import type { Reward } from '@/services/catalog/dtos';
import { t } from '@/words/say';

/** Switches a reward on or off at once. It shows what was asked for while the server is asked, and then what holds. */
export function RewardSwitch({ reward }: { reward: Reward }) {
  const { timeZone } = useMe().settings;
  const id = useId();
  const update = useUpdateReward();
  const { id: rewardId, name, version } = reward;
  const isOn = update.isPending ? update.variables?.isActive === true : reward.isActive;
  const change = (isActive: boolean) => {
    if (update.isPending) return;
    update.mutateAsync({ rewardId, isActive, version }).then(
      () => {
        if (isActive) toastSuccess(t('rewards.switchedOn', { reward: name }), t('rewards.switchedOnMeaning'));
        else toastSuccess(t('rewards.switchedOff', { reward: name }), t('rewards.switchedOffMeaning'));
      },
      (error) => toastNotSwitched(error, { name: t('forms.thisReward'), changedCode: 'REWARD_CHANGED' }, timeZone),
    );
  };
  return (
    <label
      htmlFor={id}
      className="relative grid min-h-11 min-w-12 shrink-0 cursor-pointer place-items-center self-center justify-self-start"
    >
      <span className="sr-only">{t('rewards.activeOf', { reward: name })}</span>
      <Switch id={id} tone="plain" checked={isOn} aria-busy={update.isPending} onCheckedChange={change} />
    </label>
  );
}
