'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useRefuseApproval } from '@/hooks/permissions/use-permissions';
import type { Approval } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { changeText } from './permission-words';

/** Says no to what somebody asked for, and why. */
export function RefuseDrawer({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const refuse = useRefuseApproval();
  const confirm = (note: string) =>
    refuse.mutate(
      { id: approval.id, note },
      {
        onSuccess: () => {
          toastSuccess(t('permissions.refused'), t('permissions.refuseMeaning'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('permissions.refuseTitle')} subtitle={approval.requestedByName} />
      <ReasonForm
        label={t('permissions.refuseReason')}
        hint={t('permissions.staysOnRecord')}
        confirmLabel={t('permissions.refuse')}
        isBusy={refuse.isPending}
        error={refuse.error}
        onConfirm={confirm}
      >
        <ul className="grid gap-1 font-semibold">
          {approval.changes.map((change) => (
            <li key={`${change.role} ${change.staffId} ${change.capability}`}>{changeText(change)}</li>
          ))}
        </ul>
        <p>{t('permissions.refuseMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
