'use client';

import { useCallback } from 'react';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useMe } from '@/hooks/casino/me-context';
import { type SettledReward, useRewardRequest, useUntoldReward } from '@/hooks/catalog/use-issue-reward';
import { serverNow } from '@/lib/client/server-clock';
import { rewardRefusalText } from './offer-words';

/** A reward of the catalog that was confirmed for a player and has no answer. Nothing where there is none. */
export function UnansweredReward({ playerId }: { playerId: string }) {
  const { intent, retry, discard } = useRewardRequest(playerId);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  return (
    <UnansweredRequest
      title="Not yet given: no answer from the server"
      what={intent.title}
      meaning="It may or may not have been given. Retry sends the same request: it takes place once, however often it is sent."
      warning="The reward may have been given before the answer was lost. Look at the player's points and coupons before you give another."
      isRetrying={intent.status === 'retrying'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}

/** The same away from the drawer, which also tells what became of a reward whose drawer was closed. */
export function UnansweredRewardNotice({ playerId }: { playerId: string }) {
  const { timeZone } = useMe().settings;
  const tell = useCallback((intent: SettledReward) => tellReward(intent, timeZone), [timeZone]);
  useUntoldReward(playerId, tell);
  return <UnansweredReward playerId={playerId} />;
}

function tellReward(intent: SettledReward, timeZone: string): void {
  if (intent.status === 'answered') {
    toastSuccess(intent.title, intent.answer.isExisting ? 'It had been given already, once.' : 'Given.');
    return;
  }
  const { title, remedy } = rewardRefusalText(intent.refusal, { timeZone, nowMs: serverNow() });
  toastFailure(`Not given: ${intent.title}`, `${title} ${remedy}`);
}
