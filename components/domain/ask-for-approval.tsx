'use client';

import { useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { toastSuccess } from '@/components/ui/toast';
import { usePreload } from '@/components/ui/use-preload';
import type { IntentMutation } from '@/hooks/intent-mutation';
import type { RewardRequestResult } from '@/services/authority/dtos';
import { t } from '@/words/say';

const approveHere = lateCode(async () => (await import('./approve-here')).ApproveHere);
const LOADERS = [approveHere.fetch];

type AskForApprovalProps<Request> = {
  ask: IntentMutation<Request, RewardRequestResult>;
  request: Request & { note: string };
  /** What it is, in the words of the tap. */
  what: string;
  onAsked: () => void;
};

/** Instead of issuing what is beyond one's own limits: asks who may give it, on their own tablet or right here. */
export function AskForApproval<Request>({ ask, request, what, onAsked }: AskForApprovalProps<Request>) {
  usePreload(LOADERS);
  const [isHere, setIsHere] = useState(false);
  const isReasonMissing = request.note === '';
  const leave = () => {
    ask.reset();
    onAsked();
  };
  const askOthers = () =>
    ask.mutate(request, {
      onSuccess: () => {
        toastSuccess(t('domain.asked'), t('domain.askedMeaning'));
        leave();
      },
    });
  const askHere = () => ask.mutate(request, { onSuccess: () => setIsHere(true) });
  return (
    <>
      <FailureNotice error={ask.error} />
      <Button variant="primary" size="big" disabled={isReasonMissing} isBusy={ask.isPending} onClick={askOthers}>
        <span className="text-balance whitespace-normal leading-tight">
          {isReasonMissing ? t('domain.askReasonMissing') : t('domain.askForApproval', { what })}
        </span>
      </Button>
      <Button className="w-full" disabled={isReasonMissing || ask.isPending} onClick={askHere}>
        {t('domain.approveHereByPin')}
      </Button>
      {isHere && ask.data ? <Late code={approveHere} props={{ request: ask.data, onClose: leave }} /> : null}
      <p className="text-center text-muted text-xs">{t('domain.askMeaning')}</p>
    </>
  );
}
