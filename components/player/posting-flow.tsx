'use client';

import { type ReactNode, useEffect } from 'react';
import { SheetBody } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { usePostingForm, usePostingRequest } from '@/hooks/loyalty/use-ledger-mutations';
import { tellPosting } from './tell-posting';
import { UnansweredPosting } from './unanswered-posting';

type PostingFlowProps = {
  playerId: string;
  /** Whether what is being sent was confirmed in this form, and not in one that was closed meanwhile. */
  isConfirmedHere: boolean;
  onDone: () => void;
  children: ReactNode;
};

/**
 * The form of a posting, and in its stead, while the server has not answered the last one, that it is not yet posted: the
 * balance may have moved, and a second one must not follow it. The form keeps what was typed until there is an answer.
 */
export function PostingFlow({ playerId, isConfirmedHere, onDone, children }: PostingFlowProps) {
  const { timeZone } = useMe().settings;
  const { intent, dismiss } = usePostingRequest(playerId);
  usePostingForm(playerId);
  useEffect(() => {
    if (intent?.status !== 'answered') return;
    tellPosting(intent, timeZone);
    dismiss();
    onDone();
  }, [intent, timeZone, dismiss, onDone]);
  const isWaiting =
    intent?.status === 'unanswered' ||
    intent?.status === 'retrying' ||
    (intent?.status === 'sending' && !isConfirmedHere);
  return (
    <>
      {isWaiting ? (
        <SheetBody>
          <UnansweredPosting playerId={playerId} />
        </SheetBody>
      ) : null}
      <div className={isWaiting ? 'hidden' : 'contents'}>{children}</div>
    </>
  );
}
