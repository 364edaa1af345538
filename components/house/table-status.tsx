'use client';

import { DoorClosed, DoorOpen } from 'lucide-react';
import { FailureNotice } from '@/components/forms/failure-notice';
import { FormSection } from '@/components/forms/form-fields';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { useSetTableStatus } from '@/hooks/house/use-house-mutations';
import type { HouseTable } from '@/services/house/dtos';
import { t } from '@/words/say';

/** Whether a table is open, and the tap that changes it. While somebody plays there it stays open, and it says so. */
export function TableStatus({ table }: { table: HouseTable }) {
  const canManage = useCan('table.manage');
  const setStatus = useSetTableStatus();
  const isOpen = table.status === 'open';
  const Icon = isOpen ? DoorClosed : DoorOpen;
  const change = () => {
    const status = isOpen ? 'closed' : 'open';
    setStatus.mutate(
      { id: table.id, status },
      { onSuccess: () => toastSuccess(t(`house.now_${status}`, { table: table.label }), t('house.inForceNow')) },
    );
  };
  const sentence = isOpen
    ? table.liveSlips > 0
      ? t('house.inUse', { count: table.liveSlips })
      : t('house.nobodyPlays')
    : t('house.closedMeaning');
  return (
    <FormSection title={t(`house.is_${table.status}`)} sentence={sentence}>
      <FailureNotice error={setStatus.error} />
      {canManage ? (
        <div>
          <Button isBusy={setStatus.isPending} disabled={isOpen && table.liveSlips > 0} onClick={change}>
            <Icon aria-hidden />
            {t(isOpen ? 'house.closeTable' : 'house.openTable')}
          </Button>
        </div>
      ) : null}
    </FormSection>
  );
}
