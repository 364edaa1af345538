'use client';

import { useWaitingRewards } from '@/hooks/loyalty/use-waiting-rewards';
import { t } from '@/words/say';

/** How many rewards wait on this device for a sign-in; where none does, what a sign-in leads to. */
export function WaitingRewards() {
  const count = useWaitingRewards();
  return count > 0 ? t('shell.rewardsWait', { count }) : t('shell.signInToGoOn');
}
