'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useCloseMtlDay } from '@/hooks/mtl/mtl-requests';
import { formatGamingDayWithYear, formatMoney, formatPoints } from '@/lib/shared/format';
import type { MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';

/** Signs a gaming day as the second person, with what it holds by now. */
export function CloseDayDrawer({ summary, onClose }: { summary: MtlSummary; onClose: () => void }) {
  const { currency } = useMe().settings;
  const close = useCloseMtlDay();
  const { gamingDay, totals } = summary;
  const day = formatGamingDayWithYear(gamingDay);
  const confirm = (note: string) =>
    close.mutate(
      { gamingDay, ...(note && { note }) },
      {
        onSuccess: () => {
          toastSuccess(t('mtl.dayClosed', { day }), t('mtl.closedMeaning'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('mtl.closeDay')} subtitle={day} />
      <ReasonForm
        label={t('mtl.noteOptional')}
        hint={t('mtl.staysOnRecord')}
        confirmLabel={t('mtl.closeNow', { day })}
        isOptional
        isBusy={close.isPending}
        error={close.error}
        onConfirm={confirm}
      >
        <Facts>
          <Fact term={t('mtl.entries')}>{formatPoints(totals.entryCount)}</Fact>
          <Fact term={t('mtl.cashIn')}>{formatMoney(totals.cashInCents, currency)}</Fact>
          <Fact term={t('mtl.cashOut')}>{formatMoney(totals.cashOutCents, currency)}</Fact>
        </Facts>
        <p>{t('mtl.closeMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
