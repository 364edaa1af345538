'use client';

import { useEffect, useRef } from 'react';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useMe } from '@/hooks/casino/me-context';
import { useRewardRequest } from '@/hooks/catalog/use-issue-reward';
import { serverNow } from '@/hooks/floor/use-now';
import { rewardRefusalText } from './offer-words';

type UnansweredRewardProps = { playerId: string; onRetry?: () => void };

/** A reward of the catalog that was confirmed for a player and has no answer. Nothing where there is none. */
export function UnansweredReward({ playerId, onRetry }: UnansweredRewardProps) {
  const { intent, retry, discard } = useRewardRequest(playerId);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  const retryHere = () => {
    onRetry?.();
    retry();
  };
  return (
    <UnansweredRequest
      title="Not yet given: no answer from the server"
      what={intent.title}
      meaning="It may or may not have been given. Retry sends the same request: it takes place once, however often it is sent."
      warning="The reward may have been given before the answer was lost. Look at the player's points and coupons before you give another."
      isRetrying={intent.status === 'retrying'}
      onRetry={retryHere}
      onDiscard={discard}
    />
  );
}

/** The same away from the drawer, where nothing else would say what became of it: what was retried here is told here. */
export function UnansweredRewardNotice({ playerId }: { playerId: string }) {
  const { timeZone } = useMe().settings;
  const { intent, dismiss } = useRewardRequest(playerId);
  const retriedKey = useRef<string | null>(null);
  useEffect(() => {
    if (intent === null || intent.idempotencyKey !== retriedKey.current) return;
    if (intent.status === 'answered') {
      toastSuccess(intent.title, intent.answer.isExisting ? 'It had been given already, once.' : 'Given.');
      dismiss();
    }
    if (intent.status === 'refused') {
      const { title, remedy } = rewardRefusalText(intent.refusal, { timeZone, nowMs: serverNow() });
      toastFailure(`Not given: ${intent.title}`, `${title} ${remedy}`);
      dismiss();
    }
  }, [intent, dismiss, timeZone]);
  const noteRetry = () => {
    retriedKey.current = intent?.idempotencyKey ?? null;
  };
  return <UnansweredReward playerId={playerId} onRetry={noteRetry} />;
}
