'use client';

import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import type { IntentMutation } from '@/hooks/intent-mutation';
import type { RewardRequestResult } from '@/services/authority/dtos';
import { t } from '@/words/say';

type AskForApprovalProps<Request> = {
  ask: IntentMutation<Request, RewardRequestResult>;
  request: Request & { note: string };
  /** What it is, in the words of the tap. */
  what: string;
  onAsked: () => void;
};

/** Instead of issuing what is beyond one's own limits: asks who may give it. */
export function AskForApproval<Request>({ ask, request, what, onAsked }: AskForApprovalProps<Request>) {
  const isReasonMissing = request.note === '';
  const confirm = () =>
    ask.mutate(request, {
      onSuccess: () => {
        toastSuccess(t('domain.asked'), t('domain.askedMeaning'));
        onAsked();
      },
    });
  return (
    <>
      <FailureNotice error={ask.error} />
      <Button variant="primary" size="big" disabled={isReasonMissing} isBusy={ask.isPending} onClick={confirm}>
        <span className="text-balance whitespace-normal leading-tight">
          {isReasonMissing ? t('domain.askReasonMissing') : t('domain.askForApproval', { what })}
        </span>
      </Button>
      <p className="text-center text-muted text-xs">{t('domain.askMeaning')}</p>
    </>
  );
}
