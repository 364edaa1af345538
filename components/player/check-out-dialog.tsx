'use client';

import { useRouter } from 'next/navigation';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useEndVisit } from '@/hooks/floor/use-visit-mutations';
import type { FloorSlip, Player } from '@/services/floor/dtos';

type CheckOutDialogProps = { player: Player; visitId: string; slips: readonly FloorSlip[]; onClose: () => void };

/** Asks before a visit ends. Who still plays is led to the slip, which has to be closed first. */
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
          toastSuccess(`${player.name} checked out`, 'The visit has ended.');
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
      onClose={onClose}
      title={slip ? `${player.name} still plays` : `Check out ${player.name}?`}
      confirmLabel={slip ? 'Go to the slip' : end.isPending ? 'Checking out …' : 'Check out'}
      isBusy={end.isPending}
      onConfirm={confirm}
    >
      {slip ? (
        <p>
          There is a live slip at {slip.tableLabel}, seat {slip.seat}. Close it first; then the visit can end.
        </p>
      ) : (
        <p>This ends the visit for good. Playing on later takes a new check-in.</p>
      )}
    </AlertDialog>
  );
}
