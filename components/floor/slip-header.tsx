'use client';

import { ChevronRight, X } from 'lucide-react';
import { KnownAt } from '@/components/domain/known-at';
import { PlayTime } from '@/components/domain/play-time';
import { tierColor } from '@/components/domain/tier-mark';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { formatTime, initials } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Marks the heading that takes focus when a slip is opened beside the floor. */
export const SLIP_HEADING_ID = 'slip-heading';

/** Who sits where, since when, and for how long. */
export function SlipHeader({ slip, onClose }: { slip: FloorSlip; onClose: () => void }) {
  const { settings } = useMe();
  return (
    <div className="flex items-center gap-3.5 py-4 pr-3 pl-[18px]">
      <div
        aria-hidden
        className="grid size-[52px] shrink-0 place-items-center rounded-[16px] border-2 bg-raised font-bold"
        style={{ borderColor: tierColor(slip.tier) }}
      >
        {initials(slip.playerName)}
      </div>
      <div className="min-w-0 flex-1">
        <h2 id={SLIP_HEADING_ID} tabIndex={-1} className="-my-2 font-bold text-xl tracking-tight outline-none">
          <NavLink
            href={`/players/${slip.playerId}`}
            className="flex min-h-11 w-fit max-w-full items-center gap-1 rounded-sm underline decoration-line decoration-2 underline-offset-4 hover:decoration-ink"
          >
            <span className="truncate">{slip.playerName}</span>
            <ChevronRight aria-hidden className="size-[18px] shrink-0 text-muted" />
          </NavLink>
        </h2>
        <p className="truncate text-muted text-xs">
          {slip.tierName ? `${slip.tierName} · ` : ''}
          {t('domain.tableAndSeat', { table: slip.tableLabel, seat: slip.seat })}
        </p>
        <p className="truncate text-muted text-xs">
          <PlayTime slip={slip} /> · {t('floor.since', { time: formatTime(slip.startedAt, settings.timeZone) })}
        </p>
        <div className="text-xs">
          <KnownAt playerId={slip.playerId} />
        </div>
      </div>
      <Button variant="quiet" size="icon" aria-label={t('floor.closeDrawer')} onClick={onClose}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
