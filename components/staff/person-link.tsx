'use client';

import { Link2, Link2Off } from 'lucide-react';
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
  const withdraw = useWithdrawStaffLink();
  const lapsesAt = person.linkLapsesAt;
  const takeBack = () =>
    withdraw.mutate({ id: person.id }, { onSuccess: () => toastSuccess(t('staff.linkWithdrawn'), t('staff.noLink')) });
  return (
    <div className="grid gap-2.5">
      <p className="text-muted text-sm">{linkText(lapsesAt, settings.timeZone)}</p>
      <FailureNotice error={withdraw.error} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={onMake}>
          <Link2 aria-hidden />
          {t('staff.newLink')}
        </Button>
        {lapsesAt === null ? null : (
          <Button isBusy={withdraw.isPending} onClick={takeBack}>
            <Link2Off aria-hidden />
            {t('staff.withdrawLink')}
          </Button>
        )}
      </div>
    </div>
  );
}

function linkText(lapsesAt: string | null, timeZone: string): string {
  if (lapsesAt === null) return t('staff.noLink');
  const when = formatDateTime(lapsesAt, timeZone);
  return Date.parse(lapsesAt) <= serverNow() ? t('staff.linkLapsed', { when }) : t('staff.linkUntil', { when });
}
