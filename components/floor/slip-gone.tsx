'use client';

import { CircleSlash } from 'lucide-react';
import { Button, buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { useGoneSlip } from '@/hooks/floor/use-gone-slip';
import { t } from '@/words/say';
import { goneText } from './gone-words';

/** The address names a slip that the floor does not have: closed on another tablet, say. It stays that player's. */
export function SlipGone({ slipId, onClose }: { slipId: string; onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const slip = useGoneSlip(slipId).data ?? null;
  const { title, remedy } = goneText(slip, timeZone);
  const action = (
    <span className="flex flex-wrap justify-center gap-2">
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
