'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useStaffMember } from '@/hooks/staff/use-staff';
import { useDeactivateStaff } from '@/hooks/staff/use-staff-mutations';
import { t } from '@/words/say';

/** Lets somebody in no more, with a reason. */
export function DeactivateDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const name = useStaffMember(id).data?.name ?? '';
  const deactivate = useDeactivateStaff();
  const confirm = (reason: string) =>
    deactivate.mutate(
      { id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('staff.deactivated', { name }), t('staff.inForceNow'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('staff.deactivateTitle')} subtitle={name} />
      <ReasonForm
        label={t('staff.whyDeactivated')}
        hint={t('staff.deactivateHint')}
        confirmLabel={t('staff.deactivateNow')}
        isHarm
        isBusy={deactivate.isPending}
        error={deactivate.error}
        onConfirm={confirm}
      >
        <p>{t('staff.deactivateMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
