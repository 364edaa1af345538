'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useUpdateCase } from '@/hooks/ctr/use-ctr-mutations';
import { formatGamingDay } from '@/lib/shared/format';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { caseName } from './case-words';
import { ReasonDrawer } from './reason-drawer';

/** Finds, with a reason, that a case needs no report. */
export function NotRequiredDrawer({ one, onClose }: { one: CtrCase; onClose: () => void }) {
  const update = useUpdateCase();
  const confirm = (reason: string) =>
    update.mutate(
      { caseId: one.id, decision: { status: 'not_required', reason }, expectedVersion: one.version },
      {
        onSuccess: () => {
          toastSuccess(t('ctr.decided'), caseName(one));
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t('ctr.notRequired')}
      subtitle={`${caseName(one)} · ${formatGamingDay(one.gamingDay)}`}
      label={t('ctr.whyNotRequired')}
      confirmLabel={t('ctr.decide')}
      isBusy={update.isPending}
      error={update.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('ctr.notRequiredMeaning')}</p>
    </ReasonDrawer>
  );
}
