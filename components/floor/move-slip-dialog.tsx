'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toastError } from '@/components/ui/toast';
import { useMoveSlip } from '@/hooks/floor/use-slip-mutations';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import { findSeatedSlip } from './floor-model';
import { type PickedSeat, SeatPicker } from './seat-picker';

type MoveSlipDialogProps = {
  floor: Floor;
  slip: FloorSlip;
  onClose: () => void;
  /** Called with the slip that goes on at the new seat. */
  onMoved: (ratingSlipId: string) => void;
};

/** Takes a player to another seat; the slip goes on there. */
export function MoveSlipDialog({ floor, slip, onClose, onMoved }: MoveSlipDialogProps) {
  const [picked, setPicked] = useState<PickedSeat | null>(null);
  const move = useMoveSlip();
  const confirm = () => {
    if (picked === null || move.isPending) return;
    const input = { ratingSlipId: slip.id, tableId: picked.tableId, seat: picked.seat };
    move.mutateAsync(input).then((moved) => {
      onMoved(moved.id);
      onClose();
    }, toastError);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Move ${slip.playerName}`}
      subtitle={`Now at ${slip.tableLabel}, seat ${slip.seat}`}
      footer={
        <Button variant="primary" size="big" disabled={picked === null} isBusy={move.isPending} onClick={confirm}>
          {picked === null ? 'Choose a seat' : `Move to ${picked.tableLabel}, seat ${picked.seat}`}
        </Button>
      }
    >
      <SeatPicker floor={floor} picked={picked} onPick={setPicked} pitId={findSeatedSlip(floor, slip.id)?.pit.id} />
    </Dialog>
  );
}
