import { ChevronRight } from 'lucide-react';
import { TierMark } from '@/components/domain/tier-mark';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { formatDayWithYear, formatPoints } from '@/lib/shared/format';
import type { ListedPlayer } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Columns where there is room for them; else a line with its facts below the name. */
const ROW =
  'flex min-h-[60px] w-full min-w-0 items-center gap-3 rounded-sm px-1 text-left hover:bg-raised @min-[760px]:grid @min-[760px]:grid-cols-[24px_minmax(0,1.6fr)_minmax(0,1fr)_minmax(0,1fr)_112px_minmax(220px,1.2fr)_112px_16px]';
const COLUMN = 'min-w-0 truncate text-muted text-sm @max-[760px]:hidden';

/** A player of the list, leading to the player's page. */
export function PlayerRow({ player }: { player: ListedPlayer }) {
  return (
    <NavLink href={`/players/${player.id}`} className={ROW}>
      <PlayerCells player={player} timeZone={useMe().settings.timeZone} />
    </NavLink>
  );
}

export function PlayerCells({ player, timeZone }: { player: ListedPlayer; timeZone: string }) {
  const { loyalty, loyaltyId, lastVisitAt, openVisitId } = player;
  const tierName = loyalty?.tierName ?? t('domain.notEnrolled');
  const points = loyalty ? t('domain.points', { points: formatPoints(loyalty.balance) }) : null;
  return (
    <>
      <span className="@max-[760px]:contents">
        <TierMark tier={loyalty?.tier ?? null} tierName={loyalty?.tierName ?? null} isLarge />
      </span>
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold">{player.name}</b>
        <span className="block truncate text-muted text-xs @min-[760px]:hidden">
          {[tierName, loyaltyId, points].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={COLUMN}>{tierName}</span>
      <span className={COLUMN}>{loyaltyId}</span>
      <span className="truncate text-right text-sm @max-[760px]:hidden">{points}</span>
      <span className={`${COLUMN} pl-4`}>
        {lastVisitAt ? (
          <>
            <span className="text-xs">{t('player.lastVisit')}</span> {formatDayWithYear(lastVisitAt, timeZone)}
          </>
        ) : (
          t('player.noVisits')
        )}
      </span>
      <span className="whitespace-nowrap text-muted text-sm">{openVisitId ? t('player.inHouse') : null}</span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </>
  );
}
