'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { mtlKindLabel } from '@/components/labels';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useVoidEntry } from '@/hooks/mtl/mtl-requests';
import { formatPoints } from '@/lib/shared/format';
import type { MtlEntry } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { cashText, entryPatronName } from './mtl-words';

/** Takes an entry out of the totals, with the reason. Both stay in the log. */
export function VoidDrawer({ entry, onClose }: { entry: MtlEntry; onClose: () => void }) {
  const { currency } = useMe().settings;
  const voiding = useVoidEntry();
  const number = formatPoints(entry.entryNo);
  const what = t('mtl.what', {
    cash: cashText(entry.direction, entry.amountCents, currency),
    kind: mtlKindLabel(entry.kind),
  });
  const confirm = (reason: string) =>
    voiding.mutate(
      { entryId: entry.id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('mtl.entryVoided', { number }), what);
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('mtl.voidNumber', { number })} subtitle={entryPatronName(entry)} />
      <ReasonForm
        isHarm
        label={t('mtl.whyVoided')}
        hint={t('mtl.staysOnRecord')}
        confirmLabel={t('mtl.voidNow')}
        isBusy={voiding.isPending}
        error={voiding.error}
        onConfirm={confirm}
      >
        <p className="font-semibold">{what}</p>
        <p>{t('mtl.voidMeaning')}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
