'use client';

import { useState } from 'react';
import { FormProvider, type UseFormReturn, useForm } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { FormInput, FormSelect } from '@/components/forms/form-fields';
import { namedFields } from '@/components/forms/save-outcome';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useInviteStaff } from '@/hooks/staff/use-staff-mutations';
import { ApiError } from '@/lib/client/api';
import type { InviteStaffInput, PitChoice, StaffLinkResult, StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { OneTimeLink } from './one-time-link';
import { PitFields } from './person-fields';
import { ROLES } from './use-people-url';

type Role = StaffMember['role'];
type InviteValues = {
  name: string;
  email: string;
  role: Role | '';
  reason: string;
  employeeNumber: string;
  pitIds: string[];
};

/** Invites somebody, and shows their one-time link, which is told this once. */
export function InviteDrawer({ pits, onClose }: { pits: PitChoice[]; onClose: () => void }) {
  const [made, setMade] = useState<StaffLinkResult | null>(null);
  if (made === null) return <InviteForm pits={pits} onClose={onClose} onMade={setMade} />;
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('staff.invited', { name: made.name })} subtitle={made.email} />
      <SheetBody>
        <OneTimeLink made={made} />
        <p className="text-muted text-sm">{t('staff.invitedMeaning')}</p>
      </SheetBody>
      <SheetFoot>
        <Button variant="primary" size="big" onClick={onClose}>
          {t('ui.close')}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}

type InviteFormProps = { pits: PitChoice[]; onClose: () => void; onMade: (made: StaffLinkResult) => void };

function InviteForm({ pits, onClose, onMade }: InviteFormProps) {
  const invite = useInviteStaff();
  const form = useForm<InviteValues>({
    defaultValues: { name: '', email: '', role: '', reason: '', employeeNumber: '', pitIds: [] },
  });
  const { isDirty } = form.formState;
  const submit = form.handleSubmit((values) => {
    if (!invite.isPending)
      invite.mutate(invitationOf(values), { onSuccess: onMade, onError: (error) => nameFields(form, error) });
  });
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={t('staff.invite')} subtitle={t('staff.inviteSubtitle')} />
      <FormProvider {...form}>
        <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={(event) => void submit(event)}>
          <SheetBody>
            <FormInput name="name" label={t('staff.name')} maxLength={200} required />
            <FormInput name="email" label={t('staff.email')} type="email" inputMode="email" maxLength={254} required />
            <RoleFields form={form} />
            <FormInput name="employeeNumber" label={t('staff.employeeNumber')} maxLength={40} />
            <PitFields pits={pits} />
          </SheetBody>
          <SheetFoot>
            <FailureNotice error={namesFields(invite.error) ? null : invite.error} />
            <Button type="submit" variant="primary" size="big" isBusy={invite.isPending}>
              {t('staff.inviteNow')}
            </Button>
          </SheetFoot>
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

/** The role, and why where it is more than what everybody begins with. */
function RoleFields({ form }: { form: UseFormReturn<InviteValues> }) {
  const role = form.watch('role');
  return (
    <>
      <FormSelect name="role" label={t('staff.role')} hint={role === '' ? undefined : roleHint(role)}>
        <option value="" disabled>
          {t('staff.chooseRole')}
        </option>
        {ROLES.map((known) => (
          <option key={known} value={known}>
            {roleLabel(known)}
          </option>
        ))}
      </FormSelect>
      {role === '' || role === 'dealer' ? null : (
        <FormInput
          name="reason"
          label={t('permissions.askReason')}
          hint={t('permissions.staysOnRecord')}
          maxLength={500}
          required
        />
      )}
    </>
  );
}

function roleHint(role: Role): string {
  return role === 'dealer' ? t('staff.inviteAsDealer') : t('staff.inviteAsOther', { role: roleLabel(role) });
}

/** What is sent; the server says what is missing, field by field. */
function invitationOf({ name, email, role, reason, employeeNumber, pitIds }: InviteValues): InviteStaffInput {
  return {
    name: name.trim(),
    email: email.trim(),
    role: role as Role,
    pitIds,
    ...(role === 'dealer' ? {} : { reason: reason.trim() }),
    ...(employeeNumber.trim() ? { employeeNumber: employeeNumber.trim() } : {}),
  };
}

const namesFields = (error: unknown) => error instanceof ApiError && namedFields(error.refusal).length > 0;

function nameFields(form: UseFormReturn<InviteValues>, error: unknown): void {
  if (!(error instanceof ApiError)) return;
  for (const { path, message } of namedFields(error.refusal).toReversed())
    form.setError(path as keyof InviteValues, { type: 'server', message }, { shouldFocus: true });
}
