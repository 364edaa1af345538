'use client';

import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import type { useRequestReward } from '@/hooks/authority/use-reward-requests';
import { formatPoints } from '@/lib/shared/format';
import type { RequestRewardInput } from '@/services/authority/dtos';
import { t } from '@/words/say';

type AskForApprovalProps = {
  ask: ReturnType<typeof useRequestReward>;
  request: RequestRewardInput;
  onAsked: () => void;
};

/** Instead of issuing what is beyond one's own limits: asks who may give it. */
export function AskForApproval({ ask, request, onAsked }: AskForApprovalProps) {
  const isReasonMissing = request.note === '';
  const confirm = () =>
    ask.mutate(request, {
      onSuccess: () => {
        toastSuccess(t('loyalty.asked'), t('loyalty.askedMeaning'));
        onAsked();
      },
    });
  return (
    <>
      <FailureNotice error={ask.error} />
      <Button variant="primary" size="big" disabled={isReasonMissing} isBusy={ask.isPending} onClick={confirm}>
        {isReasonMissing
          ? t('loyalty.noteMissing')
          : t('loyalty.askForApproval', { points: formatPoints(request.points) })}
      </Button>
      <p className="text-center text-muted text-xs">{t('loyalty.askMeaning')}</p>
    </>
  );
}
