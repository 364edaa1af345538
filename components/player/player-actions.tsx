'use client';

import { Gift, LogIn, LogOut, Medal, PencilLine } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { useStartVisit } from '@/hooks/floor/use-visit-mutations';
import type { Player } from '@/services/floor/dtos';

type PlayerActionsProps = {
  player: Player;
  onIssue: () => void;
  onCheckOut: () => void;
  onCorrect: () => void;
  onSetTier: () => void;
};

/** What this person may do for the player; nothing at all for who may only look. */
export function PlayerActions({ player, onIssue, onCheckOut, onCorrect, onSetTier }: PlayerActionsProps) {
  const canIssue = useCan('reward.issue') && player.loyalty !== null;
  const canManageVisits = useCan('slip.manage');
  const canCorrect = useCan('ledger.correct') && player.loyalty !== null;
  if (!canIssue && !canManageVisits && !canCorrect) return null;
  return (
    <div className="mt-4 flex flex-wrap gap-2 [&>*]:flex-1">
      {canIssue ? (
        <Button variant="primary" onClick={onIssue}>
          <Gift aria-hidden />
          Issue reward
        </Button>
      ) : null}
      {canManageVisits && player.openVisitId === null ? <CheckIn player={player} /> : null}
      {canManageVisits && player.openVisitId !== null ? (
        <Button onClick={onCheckOut}>
          <LogOut aria-hidden />
          Check out
        </Button>
      ) : null}
      {canCorrect ? (
        <Button onClick={onCorrect}>
          <PencilLine aria-hidden />
          Correct points
        </Button>
      ) : null}
      {canCorrect ? (
        <Button onClick={onSetTier}>
          <Medal aria-hidden />
          Set tier
        </Button>
      ) : null}
    </div>
  );
}

function CheckIn({ player }: { player: Player }) {
  const start = useStartVisit();
  const checkIn = () =>
    start.mutate(
      { playerId: player.id, kind: 'rated' },
      { onSuccess: () => toastSuccess(`${player.name} checked in`, 'Open a slip on the pit.'), onError: toastError },
    );
  return (
    <Button isBusy={start.isPending} onClick={checkIn}>
      <LogIn aria-hidden />
      {start.isPending ? 'Checking in …' : 'Check in'}
    </Button>
  );
}
