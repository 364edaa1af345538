'use client';

import { Gift, LogIn, LogOut, Medal, PencilLine, UserPen } from 'lucide-react';
import { isSeatHeld } from '@/components/domain/seat-held';
import { Button } from '@/components/ui/button';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { useStartVisit } from '@/hooks/floor/use-visit-mutations';
import type { Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

type PlayerActionsProps = {
  player: Player;
  onIssue: () => void;
  onCheckOut: () => void;
  onCorrect: () => void;
  onSetTier: () => void;
  onDetails: () => void;
  /** Checking in was refused because the player is not to be seated, and this person may know why. */
  onHeld: () => void;
};

/** What this person may do for the player; nothing at all for a person who may only look. */
export function PlayerActions(props: PlayerActionsProps) {
  const { player, onIssue, onCheckOut, onCorrect, onSetTier, onDetails, onHeld } = props;
  const canIssue = useCan('reward.issue') && player.loyalty !== null;
  const canManageVisits = useCan('slip.manage');
  const canCorrect = useCan('ledger.correct') && player.loyalty !== null;
  if (!canIssue && !canManageVisits && !canCorrect) return null;
  return (
    <div className="mt-4 flex flex-wrap gap-2 [&>*]:flex-1">
      {canIssue ? (
        <Button variant="primary" onClick={onIssue}>
          <Gift aria-hidden />
          {t('domain.issueReward')}
        </Button>
      ) : null}
      {canManageVisits && player.openVisitId === null ? <CheckIn player={player} onHeld={onHeld} /> : null}
      {canManageVisits && player.openVisitId !== null ? (
        <Button onClick={onCheckOut}>
          <LogOut aria-hidden />
          {t('player.checkOut')}
        </Button>
      ) : null}
      {canCorrect ? (
        <Button onClick={onCorrect}>
          <PencilLine aria-hidden />
          {t('player.correctPoints')}
        </Button>
      ) : null}
      {canCorrect ? (
        <Button onClick={onSetTier}>
          <Medal aria-hidden />
          {t('player.setTier')}
        </Button>
      ) : null}
      {canManageVisits ? (
        <Button onClick={onDetails}>
          <UserPen aria-hidden />
          {t('player.correctDetails')}
        </Button>
      ) : null}
    </div>
  );
}

function CheckIn({ player, onHeld }: Pick<PlayerActionsProps, 'player' | 'onHeld'>) {
  const start = useStartVisit();
  const mayKnow = useCan('exclusion.read');
  const checkIn = () =>
    start.mutate(
      { playerId: player.id, kind: 'rated' },
      {
        onSuccess: () => toastSuccess(t('player.playerCheckedIn', { player: player.name }), t('player.openSlipOnPit')),
        onError: (error) => (mayKnow && isSeatHeld(error) ? onHeld() : toastError(error)),
      },
    );
  return (
    <Button isBusy={start.isPending} onClick={checkIn}>
      <LogIn aria-hidden />
      {start.isPending ? t('player.checkingIn') : t('player.checkIn')}
    </Button>
  );
}
