'use client';

import { useState } from 'react';
import { ReasonForm } from '@/components/forms/reason-form';
import { roleLabel } from '@/components/labels';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useChangePermissions } from '@/hooks/permissions/use-permissions';
import { useStaffMember } from '@/hooks/staff/use-staff';
import type { StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { ROLES } from './use-people-url';

/** Asks for another role for somebody, which a second person decides: it is a change of what they may do. */
export function RoleDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const person = useStaffMember(id).data;
  const ask = useChangePermissions();
  const [role, setRole] = useState<StaffMember['role'] | null>(null);
  const confirm = (reason: string) => {
    if (role === null) return;
    ask.mutate(
      { changes: [{ staffId: id, role }], reason },
      {
        onSuccess: () => {
          toastSuccess(t('permissions.askSent'), t('permissions.askSentWho'));
          onClose();
        },
      },
    );
  };
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead
        title={t('staff.roleTitle')}
        subtitle={person ? t('staff.roleNow', { name: person.name, role: roleLabel(person.role) }) : ''}
      />
      <ReasonForm
        label={t('permissions.askReason')}
        hint={t('permissions.staysOnRecord')}
        confirmLabel={t('permissions.ask')}
        missing={role === null ? t('staff.chooseRole') : null}
        isBusy={ask.isPending}
        error={ask.error}
        onConfirm={confirm}
      >
        <Field label={t('staff.newRole')}>
          {(control) => (
            <Select
              {...control}
              value={role ?? ''}
              onChange={({ target }) => setRole(ROLES.find((known) => known === target.value) ?? null)}
            >
              <option value="" disabled>
                {t('staff.chooseRole')}
              </option>
              {ROLES.filter((known) => known !== person?.role).map((known) => (
                <option key={known} value={known}>
                  {roleLabel(known)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <p>{t('staff.roleMeaning')}</p>
        <p>{t('permissions.askMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
