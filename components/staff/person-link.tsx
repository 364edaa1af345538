'use client';

import { Link2, Link2Off } from 'lucide-react';
import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useWithdrawStaffLink } from '@/hooks/staff/use-staff-mutations';
import { serverNow } from '@/lib/client/server-clock';
import { formatDateTime } from '@/lib/shared/format';
import type { StaffMember } from '@/services/staff/dtos';
import { t } from '@/words/say';

/** How the one-time link of somebody who was invited stands; to be made anew, or taken back. */
export function PersonLink({ person, onMake }: { person: StaffMember; onMake: () => void }) {
  const { settings } = useMe();
  const lapsesAt = person.linkLapsesAt;
  return (
    <LinkState
      id={person.id}
      isOut={lapsesAt !== null}
      state={linkText(lapsesAt, settings.timeZone)}
      gone={t('staff.noLink')}
    >
      <Button onClick={onMake}>
        <Link2 aria-hidden />
        {t('staff.newLink')}
      </Button>
    </LinkState>
  );
}

/** A link by which somebody can set their password anew, to be taken back. */
export function PasswordLinkOut({ id, lapsesAt }: { id: string; lapsesAt: string }) {
  const when = formatDateTime(lapsesAt, useMe().settings.timeZone);
  const isOver = Date.parse(lapsesAt) <= serverNow();
  const state = t(isOver ? 'staff.passwordLinkLapsed' : 'staff.passwordLinkOut', { when });
  return <LinkState id={id} isOut state={state} gone={t('staff.passwordLinkGone')} />;
}

type LinkStateProps = { id: string; isOut: boolean; state: string; gone: string; children?: ReactNode };

function LinkState({ id, isOut, state, gone, children }: LinkStateProps) {
  const withdraw = useWithdrawStaffLink();
  const takeBack = () => withdraw.mutate({ id }, { onSuccess: () => toastSuccess(t('staff.linkWithdrawn'), gone) });
  return (
    <div className="grid gap-2.5">
      <p className="text-muted text-sm">{state}</p>
      <FailureNotice error={withdraw.error} />
      <div className="flex flex-wrap gap-2">
        {children}
        {isOut ? (
          <Button isBusy={withdraw.isPending} onClick={takeBack}>
            <Link2Off aria-hidden />
            {t('staff.withdrawLink')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function linkText(lapsesAt: string | null, timeZone: string): string {
  if (lapsesAt === null) return t('staff.noLink');
  const when = formatDateTime(lapsesAt, timeZone);
  return Date.parse(lapsesAt) <= serverNow() ? t('staff.linkLapsed', { when }) : t('staff.linkUntil', { when });
}
