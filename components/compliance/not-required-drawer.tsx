'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useUpdateCase } from '@/hooks/ctr/use-ctr-mutations';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { caseName, filingState, isOut, lastFiling } from './case-words';
import { ReasonDrawer } from './reason-drawer';

/** Finds, with a reason, that a case needs no report; of one of which a report went out, that there is nothing to amend. */
export function NotRequiredDrawer({ one, onClose }: { one: CtrCase; onClose: () => void }) {
  const update = useUpdateCase();
  const isAmendment = isOut(one);
  const filing = lastFiling(one);
  const confirm = (reason: string) =>
    update.mutate(
      { caseId: one.id, decision: { status: 'not_required', reason }, expectedVersion: one.version },
      {
        onSuccess: () => {
          toastSuccess(t(isAmendment ? 'ctr.decidedNothing' : 'ctr.decided'), caseName(one));
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t(isAmendment ? 'ctr.nothingToAmend' : 'ctr.notRequired')}
      subtitle={`${caseName(one)} · ${formatGamingDayWithYear(one.gamingDay)}`}
      label={t(isAmendment ? 'ctr.whyNothingToAmend' : 'ctr.whyNotRequired')}
      confirmLabel={t('ctr.decide')}
      isBusy={update.isPending}
      error={update.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(isAmendment ? 'ctr.nothingToAmendMeaning' : 'ctr.notRequiredMeaning')}</p>
      {filing && filingState(filing) === 'unsent' ? <p>{t('ctr.takenBackMeaning')}</p> : null}
    </ReasonDrawer>
  );
}
