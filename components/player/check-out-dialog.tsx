'use client';

import { useRouter } from 'next/navigation';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useEndVisit } from '@/hooks/floor/use-visit-mutations';
import type { FloorSlip, Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

type CheckOutDialogProps = { player: Player; visitId: string; slips: readonly FloorSlip[]; onClose: () => void };

/** Asks before a visit ends. Of a player who still plays it leads to the slip, which has to be closed first. */
export function CheckOutDialog({ player, visitId, slips, onClose }: CheckOutDialogProps) {
  const end = useEndVisit();
  const router = useRouter();
  const [slip] = slips;
  const confirm = () => {
    if (slip) return router.push(`/pit?slip=${slip.id}`);
    end.mutate(
      { visitId, playerId: player.id },
      {
        onSuccess: () => {
          toastSuccess(t('player.playerCheckedOut', { player: player.name }), t('player.visitEnded'));
          onClose();
        },
        onError: (error) => {
          toastError(error);
          onClose();
        },
      },
    );
  };
  return (
    <AlertDialog
      isOpen
      isAddressed
      onClose={onClose}
      title={t(slip ? 'player.stillPlays' : 'player.checkOutPlayer', { player: player.name })}
      confirmLabel={t(slip ? 'player.goToSlip' : end.isPending ? 'player.checkingOut' : 'player.checkOut')}
      isBusy={end.isPending}
      onConfirm={confirm}
    >
      <p>
        {slip
          ? t('player.stillPlaysMeaning', { table: slip.tableLabel, seat: slip.seat })
          : t('player.checkOutMeaning')}
      </p>
    </AlertDialog>
  );
}
