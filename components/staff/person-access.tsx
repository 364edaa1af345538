'use client';

import { KeyRound, MonitorOff, Smartphone, UserRoundCheck, UserRoundPen, UserRoundX } from 'lucide-react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { FormSection } from '@/components/forms/form-fields';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useReactivateStaff, useSignOutStaff } from '@/hooks/staff/use-staff-mutations';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { PasswordLinkOut, PersonLink } from './person-link';
import { PersonMarks } from './person-row';
import { stateLabel } from './person-words';

type PersonAccessProps = {
  person: StaffMember;
  onOpen: (kind: 'role' | 'deactivate' | 'link' | 'password' | 'factor') => void;
};

/** Whether a person is let in, since when, and how to change that. */
export function PersonAccess({ person, onOpen }: PersonAccessProps) {
  const { staff, settings } = useMe();
  const when = (at: string) => formatDateTimeWithYear(at, settings.timeZone);
  return (
    <FormSection title={t('staff.access')}>
      <span className="flex flex-wrap gap-2 empty:hidden">
        <PersonMarks person={person} />
      </span>
      <Facts>
        <Fact term={t('staff.role')}>{roleLabel(person.role)}</Fact>
        <Fact term={t('staff.state')}>{stateLabel(person.state)}</Fact>
        <Fact term={t('staff.lastSeen')}>
          {person.lastSeenAt === null ? t('staff.neverSeen') : when(person.lastSeenAt)}
        </Fact>
        <Fact term={t('staff.since')}>{when(person.createdAt)}</Fact>
        {person.state === 'invited' ? null : (
          <Fact term={t('staff.secondFactor')}>
            {t(person.hasSecondFactor ? 'staff.secondFactorSet' : 'staff.secondFactorNone')}
          </Fact>
        )}
        {person.deactivatedAt === null ? null : (
          <Fact term={t('staff.deactivatedAt', { when: when(person.deactivatedAt) })}>{person.deactivationReason}</Fact>
        )}
      </Facts>
      {person.state === 'invited' ? <PersonLink person={person} onMake={() => onOpen('link')} /> : null}
      {person.state === 'active' && person.linkLapsesAt !== null ? (
        <PasswordLinkOut id={person.id} lapsesAt={person.linkLapsesAt} />
      ) : null}
      {person.state === 'deactivated' ? (
        <Reactivate person={person} />
      ) : person.id === staff.id ? (
        <p className="text-muted text-sm">{t('staff.ownAccess')}</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => onOpen('role')}>
            <UserRoundPen aria-hidden />
            {t('staff.askForRole')}
          </Button>
          {person.state === 'active' ? (
            <>
              <SignOut person={person} />
              <Button onClick={() => onOpen('password')}>
                <KeyRound aria-hidden />
                {t('staff.passwordLink')}
              </Button>
              {person.hasSecondFactor ? (
                <Button onClick={() => onOpen('factor')}>
                  <Smartphone aria-hidden />
                  {t('staff.resetSecondFactor')}
                </Button>
              ) : null}
            </>
          ) : null}
          <Button variant="danger" onClick={() => onOpen('deactivate')}>
            <UserRoundX aria-hidden />
            {t('staff.deactivateOf', { name: person.name })}
          </Button>
        </div>
      )}
    </FormSection>
  );
}

function Reactivate({ person }: { person: StaffMember }) {
  const reactivate = useReactivateStaff();
  const confirm = () =>
    reactivate.mutate(
      { id: person.id },
      { onSuccess: () => toastSuccess(t('staff.reactivated', { name: person.name }), t('staff.inForceNow')) },
    );
  return (
    <>
      <p className="text-muted text-sm">{t('staff.reactivateMeaning')}</p>
      <FailureNotice error={reactivate.error} />
      <Button isBusy={reactivate.isPending} onClick={confirm}>
        <UserRoundCheck aria-hidden />
        {t('staff.reactivate')}
      </Button>
    </>
  );
}

function SignOut({ person: { id, name } }: { person: StaffMember }) {
  const signOut = useSignOutStaff();
  const confirm = () =>
    signOut.mutate(
      { id },
      {
        onSuccess: () => toastSuccess(t('staff.signedOut', { name }), t('staff.signedOutMeaning')),
        onError: toastError,
      },
    );
  return (
    <Button isBusy={signOut.isPending} onClick={confirm}>
      <MonitorOff aria-hidden />
      {t('staff.signOutEverywhere')}
    </Button>
  );
}
