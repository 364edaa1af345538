'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { toastError } from '@/components/ui/toast';
import { t } from '@/words/say';
import { useHeldSeat } from './use-held-seat';

type HeldSeatDialogProps = {
  playerId: string;
  title: string;
  /** What going on is called, on its button. */
  confirmLabel: string;
  isBusy: boolean;
  onConfirm: (confirmExcluded: true | undefined) => Promise<unknown>;
  onClose: () => void;
};

/**
 * For a step that was refused because the player is not to be seated: shows the reason to a person who may know it, and
 * lets them go on all the same.
 */
export function HeldSeatDialog(props: HeldSeatDialogProps) {
  const held = useHeldSeat(props.playerId);
  const confirm = () => {
    if (props.isBusy) return;
    props.onConfirm(held.confirmExcluded).then(props.onClose, (error: unknown) => {
      if (!held.onRefused(error)) toastError(error);
    });
  };
  return (
    <AlertDialog
      isOpen
      isAddressed
      onClose={props.onClose}
      title={props.title}
      confirmLabel={props.confirmLabel}
      isConfirmDisabled={held.isBlocked || !held.isKnown}
      isBusy={props.isBusy}
      onConfirm={confirm}
    >
      <div className="text-ink">
        {held.notice ?? (held.isKnown ? <p>{t('domain.nothingHolds')}</p> : <Skeleton className="h-[133px]" />)}
      </div>
    </AlertDialog>
  );
}
