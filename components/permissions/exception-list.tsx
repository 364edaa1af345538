'use client';

import { UserCog } from 'lucide-react';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { useCan } from '@/hooks/casino/me-context';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import type { PermissionException } from '@/services/permissions/dtos';
import { t } from '@/words/say';
import { capabilityLabel } from './permission-words';

type ExceptionListProps = {
  exceptions: PermissionException[];
  onAdd: () => void;
  onEnd: (exception: PermissionException) => void;
};

/** Who may more or less than their role, until when and why. */
export function ExceptionList({ exceptions, onAdd, onEnd }: ExceptionListProps) {
  const canManage = useCan('staff.manage');
  return (
    <section aria-labelledby="exceptions" className="grid gap-3">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-2">
        <h3 id="exceptions" className="font-bold text-lg">
          {t('permissions.exceptions')}
        </h3>
        {canManage ? (
          <Button onClick={onAdd}>
            <UserCog aria-hidden />
            {t('permissions.addException')}
          </Button>
        ) : null}
      </div>
      {exceptions.length === 0 ? <p className="text-muted">{t('permissions.noExceptions')}</p> : null}
      <ul aria-label={t('permissions.exceptions')} className="grid gap-2 empty:hidden">
        {exceptions.map((exception) => (
          <ExceptionRow
            key={`${exception.staffId} ${exception.capability}`}
            exception={exception}
            onEnd={canManage ? () => onEnd(exception) : null}
          />
        ))}
      </ul>
    </section>
  );
}

function ExceptionRow({ exception, onEnd }: { exception: PermissionException; onEnd: (() => void) | null }) {
  const { staffName, role, reason, isGranted } = exception;
  const capability = capabilityLabel(exception.capability);
  const words = { capability, day: formatGamingDayWithYear(exception.throughGamingDay) };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <div className="wrap-anywhere min-w-[220px] flex-1">
        <p>
          <span className="font-semibold">{staffName}</span>{' '}
          <span className="text-muted text-sm">{roleLabel(role)}</span>
        </p>
        <p>{t(isGranted ? 'permissions.exceptionGiven' : 'permissions.exceptionTaken', words)}</p>
        <p className="text-muted text-sm">{reason}</p>
      </div>
      {onEnd ? (
        <Button onClick={onEnd} aria-label={t('permissions.endExceptionOf', { name: staffName, capability })}>
          {t('permissions.endException')}
        </Button>
      ) : null}
    </li>
  );
}
