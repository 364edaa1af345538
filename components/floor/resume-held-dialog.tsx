'use client';

import { HeldSeatDialog } from '@/components/domain/held-seat-dialog';
import { useResumeSlip } from '@/hooks/floor/use-slip-mutations';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Resumes the slip of a player who is not to be seated, once a person who may know the reason has read it. */
export function ResumeHeldDialog({ slip, onClose }: { slip: FloorSlip; onClose: () => void }) {
  const resume = useResumeSlip();
  return (
    <HeldSeatDialog
      playerId={slip.playerId}
      title={t('floor.resumeTitle', { player: slip.playerName })}
      confirmLabel={t('floor.resume')}
      isBusy={resume.isPending}
      onConfirm={(confirmExcluded) => resume.mutateAsync({ ratingSlipId: slip.id, confirmExcluded })}
      onClose={onClose}
    />
  );
}
