'use client';

import { Gift } from 'lucide-react';
import { isSeatHeld } from '@/components/domain/seat-held';
import { Button } from '@/components/ui/button';
import { toastError } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { usePauseSlip, useResumeSlip } from '@/hooks/floor/use-slip-mutations';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import type { SlipOverlay } from './use-pit-url';

type SlipActionsProps = {
  slip: FloorSlip;
  /** `resume` is opened when resuming was refused because the player is not to be seated, and this person may know why. */
  onOpen: (kind: SlipOverlay) => void;
};

/** What may be done with a slip. A role sees only what it may use; a role that may do nothing sees nothing. */
export function SlipActions({ slip, onOpen }: SlipActionsProps) {
  const canManage = useCan('slip.manage');
  const canIssue = useCan('reward.issue');
  if (!canManage && !canIssue) return null;
  return (
    <div className="grid gap-2.5 border-t px-[18px] pt-3.5 pb-[18px]">
      {canManage ? (
        <div className="grid grid-cols-[1fr_1fr_auto] gap-2">
          <PauseButton slip={slip} onHeld={() => onOpen('resume')} />
          <Button size="tight" onClick={() => onOpen('move')}>
            {t('floor.move')}
          </Button>
          <Button size="tight" onClick={() => onOpen('close')}>
            {t('floor.closeSlip')}
          </Button>
        </div>
      ) : null}
      {canIssue ? (
        <Button variant="primary" size="big" onClick={() => onOpen('issue')}>
          <Gift aria-hidden />
          {t('domain.issueReward')}
        </Button>
      ) : null}
    </div>
  );
}

function PauseButton({ slip, onHeld }: { slip: FloorSlip; onHeld: () => void }) {
  const pause = usePauseSlip();
  const resume = useResumeSlip();
  const mayKnow = useCan('exclusion.read');
  const isPaused = slip.status === 'paused';
  const change = isPaused ? resume : pause;
  const onRefused = (error: unknown) => (mayKnow && isSeatHeld(error) ? onHeld() : toastError(error));
  return (
    <Button
      size="tight"
      isBusy={pause.isPending || resume.isPending}
      onClick={() => void change.mutateAsync({ ratingSlipId: slip.id }).catch(onRefused)}
    >
      {isPaused ? t('floor.resume') : t('floor.pause')}
    </Button>
  );
}
