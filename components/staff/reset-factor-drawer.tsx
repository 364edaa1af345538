'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useStaffMember } from '@/hooks/staff/use-staff';
import { useResetSecondFactor } from '@/hooks/staff/use-staff-mutations';
import { t } from '@/words/say';

/** Takes the second factor of somebody off who lost their telephone, with a reason. */
export function ResetFactorDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const person = useStaffMember(id).data;
  const reset = useResetSecondFactor();
  const name = person?.name ?? '';
  const confirm = (reason: string) =>
    reset.mutate(
      { id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('staff.secondFactorReset', { name }), t('staff.secondFactorResetMeaning'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('staff.resetSecondFactorTitle', { name })} subtitle={person?.email ?? ''} />
      <ReasonForm
        label={t('staff.resetSecondFactorWhy')}
        hint={t('staff.passwordLinkRecord')}
        confirmLabel={t('staff.resetSecondFactorNow')}
        isBusy={reset.isPending}
        error={reset.error}
        onConfirm={confirm}
      >
        <p>{t('staff.resetSecondFactorMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
