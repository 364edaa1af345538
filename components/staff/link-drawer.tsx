'use client';

import { useState } from 'react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useStaffMember } from '@/hooks/staff/use-staff';
import { useMakeStaffLink } from '@/hooks/staff/use-staff-mutations';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { OneTimeLink } from './one-time-link';

/** Makes the one-time link of somebody who was invited anew, and shows it, which is told this once. */
export function LinkDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const name = useStaffMember(id).data?.name ?? '';
  const make = useMakeStaffLink();
  const [made, setMade] = useState<StaffLinkResult | null>(null);
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('staff.newLink')} subtitle={name} />
      <SheetBody>{made ? <OneTimeLink made={made} /> : <p>{t('staff.newLinkMeaning')}</p>}</SheetBody>
      <SheetFoot>
        <FailureNotice error={make.error} />
        {made ? (
          <Button variant="primary" size="big" onClick={onClose}>
            {t('ui.close')}
          </Button>
        ) : (
          <Button
            variant="primary"
            size="big"
            isBusy={make.isPending}
            onClick={() => make.mutate({ id }, { onSuccess: setMade })}
          >
            {t('staff.makeLink')}
          </Button>
        )}
      </SheetFoot>
    </SheetFrame>
  );
}
