'use client';

import { useState } from 'react';
import { ReasonForm } from '@/components/forms/reason-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useStaffMember } from '@/hooks/staff/use-staff';
import { useMakePasswordLink } from '@/hooks/staff/use-staff-mutations';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { OneTimeLink } from './one-time-link';

/** Makes a one-time link by which somebody sets their password anew, with a reason, and shows it, which is told this once. */
export function PasswordLinkDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const person = useStaffMember(id).data;
  const make = useMakePasswordLink();
  const [made, setMade] = useState<StaffLinkResult | null>(null);
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('staff.passwordLinkTitle', { name: person?.name ?? '' })} subtitle={person?.email ?? ''} />
      {made ? (
        <>
          <SheetBody>
            <OneTimeLink made={made} page="reset" />
          </SheetBody>
          <SheetFoot>
            <Button variant="primary" size="big" onClick={onClose}>
              {t('ui.close')}
            </Button>
          </SheetFoot>
        </>
      ) : (
        <ReasonForm
          label={t('staff.passwordLinkWhy')}
          hint={t('staff.passwordLinkRecord')}
          confirmLabel={t('staff.makePasswordLink')}
          isBusy={make.isPending}
          error={make.error}
          onConfirm={(reason) => make.mutate({ id, reason }, { onSuccess: setMade })}
        >
          <p>{t('staff.passwordLinkMeaning')}</p>
        </ReasonForm>
      )}
    </SheetFrame>
  );
}
