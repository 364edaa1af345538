'use client';

import { useState } from 'react';
import { useHeldSeat } from '@/components/domain/use-held-seat';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useMe } from '@/hooks/casino/me-context';
import { useMoveSlip } from '@/hooks/floor/use-slip-mutations';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { findSeatedSlip } from './floor-model';
import { type PickedSeat, SeatPicker } from './seat-picker';
import { useAboveMaximum } from './use-above-maximum';

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
  const above = useAboveMaximum(`${picked?.tableId}`, useMe().settings.currency);
  const held = useHeldSeat(slip.playerId);
  // Another seat of the same table is no new one.
  const isNewTable = picked !== null && picked.tableId !== slip.tableId;
  const confirm = () => {
    if (picked === null || move.isPending) return;
    const { tableId, seat } = picked;
    const { confirmAboveMaximum } = above;
    const { confirmExcluded } = held;
    const input = { ratingSlipId: slip.id, tableId, seat, confirmAboveMaximum, confirmExcluded };
    move.mutateAsync(input).then(
      (moved) => {
        onMoved(moved.id);
        onClose();
      },
      (error: unknown) => held.onRefused(error) || above.onRefused(error),
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('floor.moveTitle', { player: slip.playerName })}
      subtitle={t('floor.nowAt', { table: slip.tableLabel, seat: slip.seat })}
      footer={
        <div className="grid gap-2.5">
          {isNewTable ? held.notice : null}
          {above.notice}
          <Button
            variant="primary"
            size="big"
            disabled={picked === null || (isNewTable && held.isBlocked)}
            isBusy={move.isPending}
            onClick={confirm}
          >
            {picked === null
              ? t('floor.chooseSeat')
              : t('floor.moveTo', { table: picked.tableLabel, seat: picked.seat })}
          </Button>
        </div>
      }
    >
      <SeatPicker floor={floor} picked={picked} onPick={setPicked} pitId={findSeatedSlip(floor, slip.id)?.pit.id} />
    </Dialog>
  );
}
