'use client';

import { HeldSeatDialog } from '@/components/domain/held-seat-dialog';
import { useStartVisit } from '@/hooks/floor/use-visit-mutations';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Checks in a player who is not to be seated, once a person who may know the reason has read it. */
export function CheckInHeldDialog({ player, onClose }: { player: Player; onClose: () => void }) {
  const start = useStartVisit();
  return (
    <HeldSeatDialog
      playerId={player.id}
      title={t('player.checkInPlayer', { player: player.name })}
      confirmLabel={start.isPending ? t('player.checkingIn') : t('player.checkIn')}
      isBusy={start.isPending}
      onConfirm={(confirmExcluded) => start.mutateAsync({ playerId: player.id, kind: 'rated', confirmExcluded })}
      onClose={onClose}
    />
  );
}
