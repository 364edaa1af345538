'use client';

import type { ReactNode } from 'react';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useCloseSlip } from '@/hooks/floor/use-slip-mutations';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatCount, formatMoneyRounded } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { closedText } from './closed-words';
import { PlayTime, TheoSoFar } from './play-time';

type CloseSlipDialogProps = { slip: FloorSlip; onClose: () => void; onClosed: () => void };

/** Ends a slip for good, after showing what it comes to. Rewards still waiting on it would be refused, so it says so. */
export function CloseSlipDialog({ slip, onClose, onClosed }: CloseSlipDialogProps) {
  const { currency } = useMe().settings;
  const { intents } = useRewardQueue();
  const close = useCloseSlip();
  // Read while the person decides: what was earned may lift the player's tier.
  const tiers = useLoyaltyTiers();
  const waiting = intents.filter(({ input, status }) => input.ratingSlipId === slip.id && status !== 'refused').length;
  const confirm = () => {
    if (close.isPending) return;
    close.mutateAsync({ ratingSlipId: slip.id }).then((closed) => {
      onClosed();
      onClose();
      const { title, earned } = closedText(slip.playerName, closed.accrual, tiers.data?.items);
      toastSuccess(title, `${earned}, theo ${formatMoneyRounded(closed.theoCents, currency)}`);
    }, toastError);
  };
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={`Close the slip of ${slip.playerName}?`}
      cancelLabel="Keep it open"
      confirmLabel="Close slip"
      isBusy={close.isPending}
      onConfirm={confirm}
    >
      <p>
        {slip.tableLabel}, seat {slip.seat}. A closed slip takes no more rewards.
      </p>
      <dl className="mt-3 grid grid-cols-2 gap-2 text-ink">
        <Figure term="Played">
          <PlayTime slip={slip} />
        </Figure>
        <Figure term="Theo so far">
          <TheoSoFar slip={slip} currency={currency} />
        </Figure>
      </dl>
      {waiting > 0 ? (
        <p className="mt-3 rounded-md bg-warn-soft px-3.5 py-2.5 text-sm text-warn">
          {formatCount(waiting, 'reward is', 'rewards are')} not yet issued on this slip and may be refused once it is
          closed.
        </p>
      ) : null}
    </AlertDialog>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="rounded-md bg-raised px-3.5 py-2.5">
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="font-[680] text-2xl">{children}</dd>
    </div>
  );
}
