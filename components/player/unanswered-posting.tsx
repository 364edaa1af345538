'use client';

import { useCallback } from 'react';
import { UnansweredRequest } from '@/components/ui/unanswered-request';
import { useMe } from '@/hooks/casino/me-context';
import { type SettledPosting, useLatePosting, usePostingRequest } from '@/hooks/loyalty/use-ledger-mutations';
import { t } from '@/words/say';
import { tellPosting } from './tell-posting';

/** A posting to the player's ledger that has no answer. Nothing where there is none. */
export function UnansweredPosting({ playerId }: { playerId: string }) {
  const { intent, retry, discard } = usePostingRequest(playerId);
  if (intent === null || intent.status === 'answered' || intent.status === 'refused') return null;
  return (
    <UnansweredRequest
      title={t('player.notYetPosted')}
      what={intent.title}
      warning={t('player.notYetPostedWarning')}
      isRetrying={intent.status !== 'unanswered'}
      onRetry={retry}
      onDiscard={discard}
    />
  );
}

/** The same notice on the player's page. It also tells what became of a posting whose drawer was closed. */
export function UnansweredPostingNotice({ playerId }: { playerId: string }) {
  const { timeZone } = useMe().settings;
  const tell = useCallback((intent: SettledPosting) => tellPosting(intent, timeZone), [timeZone]);
  useLatePosting(playerId, tell);
  return <UnansweredPosting playerId={playerId} />;
}
