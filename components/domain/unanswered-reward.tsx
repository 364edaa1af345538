'use client';

import { useCallback } from 'react';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useMe } from '@/hooks/casino/me-context';
import { type SettledReward, useLateReward, useRewardRequest } from '@/hooks/catalog/use-issue-reward';
import { serverNow } from '@/lib/client/server-clock';
import { t } from '@/words/say';
import { rewardRefusalText } from './offer-words';

/** A reward of the catalog that was confirmed for a player and has no answer. Nothing where there is none. */
export function UnansweredReward({ playerId }: { playerId: string }) {
  const { intent, retry, discard } = useRewardRequest(playerId);
  if (intent?.status !== 'unanswered' && intent?.status !== 'retrying') return null;
  return (
    <UnansweredRequest
      title={t('domain.notYetGiven')}
      what={intent.title}
      warning={t('domain.notYetGivenWarning')}
      isRetrying={intent.status === 'retrying'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}

/** The same notice outside of the drawer. It also tells what became of a reward whose drawer was closed. */
export function UnansweredRewardNotice({ playerId }: { playerId: string }) {
  const { timeZone } = useMe().settings;
  const tell = useCallback((intent: SettledReward) => tellReward(intent, timeZone), [timeZone]);
  useLateReward(playerId, tell);
  return <UnansweredReward playerId={playerId} />;
}

function tellReward(intent: SettledReward, timeZone: string): void {
  if (intent.status === 'answered') {
    toastSuccess(intent.title, intent.answer.isExisting ? t('domain.givenOnceAlready') : t('domain.given'));
    return;
  }
  const { title, remedy } = rewardRefusalText(intent.refusal, { timeZone, nowMs: serverNow() });
  toastFailure(t('domain.notGiven', { reward: intent.title }), `${title} ${remedy}`);
}
