'use client';

import { ChevronRight, CircleUser } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { formatPoints } from '@/lib/shared/format';
import type { FloorSlip, Player } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { TierMark } from './tier-mark';

const ROW = 'flex min-h-[60px] w-full min-w-0 items-center gap-3 rounded-sm px-1 text-left hover:bg-raised';

type FoundPlayerProps = {
  player: Player;
  slip: FloorSlip | undefined;
  onShowSlip: (ratingSlipId: string) => void;
  /** Given where the person may open a slip. */
  onSeat: (() => void) | undefined;
};

/** A player found from the pit: leads to the slip of one who plays, to a seat for one who does not, or to the player. */
export function FoundPlayer({ player, slip, onShowSlip, onSeat }: FoundPlayerProps) {
  if (!slip && !onSeat) return <PlayerLink player={player} note={t('domain.notPlaying')} />;
  return (
    <div className="flex items-center">
      <button type="button" className={ROW} onClick={() => (slip ? onShowSlip(slip.id) : onSeat?.())}>
        <PlayerLine player={player} />
        <span
          className={
            slip ? 'whitespace-nowrap font-semibold text-accent text-sm' : 'whitespace-nowrap text-muted text-sm'
          }
        >
          {slip ? t('domain.tableAndSeat', { table: slip.tableLabel, seat: slip.seat }) : t('domain.openSlip')}
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
      <NavLink
        href={`/players/${player.id}`}
        aria-label={t('domain.playerPageOf', { player: player.name })}
        title={t('domain.playerPage')}
        className={buttonStyles({ variant: 'quiet', size: 'icon' })}
      >
        <CircleUser aria-hidden className="text-muted" />
      </NavLink>
    </div>
  );
}

/** A player in one line that leads to the player's page. */
export function PlayerLink({ player, note }: { player: Player; note?: string }) {
  return (
    <NavLink href={`/players/${player.id}`} className={ROW}>
      <PlayerLine player={player} />
      {note ? <span className="whitespace-nowrap text-muted text-sm">{note}</span> : null}
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </NavLink>
  );
}

function PlayerLine({ player }: { player: Player }) {
  const { loyalty, loyaltyId } = player;
  const facts = [
    loyalty?.tierName ?? t('domain.notEnrolled'),
    loyaltyId,
    loyalty ? t('domain.points', { points: formatPoints(loyalty.balance) }) : null,
  ];
  return (
    <>
      <TierMark tier={loyalty?.tier ?? null} tierName={loyalty?.tierName ?? null} isLarge />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold">{player.name}</b>
        <span className="block truncate text-muted text-xs">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}
