'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';
import { toastError, toastMessage } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useRedeliverDeadLetters } from '@/hooks/events/use-webhook-mutations';
import { formatDateTime } from '@/lib/shared/format';
import { t } from '@/words/say';

type RedeliverAllDialogProps = {
  /** When the newest that was listed was handed out: what comes while the question stands has been seen by nobody. */
  until: string;
  onClose: () => void;
};

/** Asks, and sends all that was listed again. */
export function RedeliverAllDialog({ until, onClose }: RedeliverAllDialogProps) {
  const { timeZone } = useMe().settings;
  const redeliver = useRedeliverDeadLetters();
  const confirm = () => {
    if (redeliver.isPending) return;
    redeliver
      .mutateAsync({ until })
      .then(({ redeliveredCount: count, leftCount: left }) =>
        toastMessage(
          left > 0 ? t('settings.onTheirWayMoreWait', { count, left }) : t('settings.onTheirWayAgain', { count }),
        ),
      )
      .catch(toastError)
      .finally(onClose);
  };
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={t('settings.askRedeliverAll')}
      confirmLabel={t('settings.confirmRedeliverAll')}
      isBusy={redeliver.isPending}
      onConfirm={confirm}
    >
      <p>{t('settings.redeliverAllMeans', { when: formatDateTime(until, timeZone) })}</p>
    </AlertDialog>
  );
}
