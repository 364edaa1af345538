'use client';

import { CircleSlash } from 'lucide-react';
import { Button, buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { toastError, toastMessage } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useGoneSlip } from '@/hooks/floor/use-gone-slip';
import { useNow } from '@/hooks/floor/use-now';
import { useReopenSlip } from '@/hooks/floor/use-slip-mutations';
import { t } from '@/words/say';
import { goneText, mayBeReopened } from './gone-words';

/** How soon a slip that can no longer be reopened stops saying that it can. */
const TICK_MS = 10_000;

/** The address names a slip that the floor does not have: closed on another tablet, say. It stays that player's. */
export function SlipGone({ slipId, onClose }: { slipId: string; onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const slip = useGoneSlip(slipId).data ?? null;
  const canReopen = useCan('slip.manage');
  const nowMs = useNow(TICK_MS);
  const { title, remedy } = goneText(slip, timeZone);
  const action = (
    <span className="flex flex-wrap justify-center gap-2">
      {canReopen && mayBeReopened(slip, nowMs) ? <ReopenSlip slipId={slipId} /> : null}
      {slip ? (
        <NavLink href={`/players/${slip.playerId}`} className={buttonStyles({})}>
          {t('floor.openPlayerOf', { player: slip.playerName })}
        </NavLink>
      ) : null}
      <Button onClick={onClose}>{t('floor.backToPit')}</Button>
    </span>
  );
  return (
    <EmptyState icon={CircleSlash} title={title} action={action}>
      {remedy}
    </EmptyState>
  );
}

/** What was closed by mistake comes back to its seat, where the drawer then shows it: the address names it still. */
function ReopenSlip({ slipId }: { slipId: string }) {
  const reopen = useReopenSlip();
  const confirm = () =>
    reopen.mutate(
      { ratingSlipId: slipId, note: t('floor.closedByMistake') },
      { onSuccess: () => toastMessage(t('floor.slipReopened')), onError: toastError },
    );
  return (
    <Button variant="primary" isBusy={reopen.isPending} onClick={confirm}>
      {t('floor.reopenSlip')}
    </Button>
  );
}
