'use client';

import { Armchair } from 'lucide-react';
import { PlayTime } from '@/components/domain/play-time';
import { QueuedReward } from '@/components/domain/queued-reward';
import { NavLink } from '@/components/ui/nav-link';
import { useMe } from '@/hooks/casino/me-context';
import { usePlayerVisits } from '@/hooks/floor/use-player-visits';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { formatTime } from '@/lib/shared/format';
import type { FloorSlip, Player } from '@/services/floor/dtos';
import { t } from '@/words/say';

/** Whether the player is here, since when, and at which table; the table leads to its slip on the pit. */
export function VisitLine({ player, slips }: { player: Player; slips: readonly FloorSlip[] | null }) {
  const { timeZone } = useMe().settings;
  const visits = usePlayerVisits(player.id);
  const running = visits.data?.find(({ id }) => id === player.openVisitId);
  if (player.openVisitId === null) return <p className="mt-3 text-muted text-sm">{t('player.notCheckedIn')}</p>;
  return (
    <div className="mt-3 grid gap-1.5">
      <p className="text-sm">
        <span className="font-semibold">{t('player.checkedIn')}</span>
        {running ? ` ${t('player.since', { time: formatTime(running.startedAt, timeZone) })}` : ''}
        {slips?.length === 0 ? <span className="text-muted"> · {t('player.notAtTable')}</span> : null}
      </p>
      {slips?.map((slip) => (
        <NavLink
          key={slip.id}
          href={`/pit?slip=${slip.id}`}
          className="flex min-h-11 items-center gap-2.5 rounded-md border border-line bg-raised px-3.5 text-sm hover:bg-line/60"
        >
          <Armchair aria-hidden className="size-[18px] shrink-0 text-accent" />
          <span className="min-w-0 flex-1 truncate font-semibold">
            {t('domain.tableAndSeat', { table: slip.tableLabel, seat: slip.seat })}
          </span>
          <span className="whitespace-nowrap text-muted">
            <PlayTime slip={slip} />
          </span>
        </NavLink>
      ))}
      <WaitingRewards slips={slips ?? []} />
    </div>
  );
}

/** What was confirmed for the player on this device and is not issued yet. */
function WaitingRewards({ slips }: { slips: readonly FloorSlip[] }) {
  const { intents } = useRewardQueue();
  const waiting = intents.filter(({ input }) => slips.some(({ id }) => id === input.ratingSlipId));
  if (waiting.length === 0) return null;
  return (
    <ul aria-label={t('player.rewardsWaiting')} className="divide-y">
      {waiting.map((intent) => (
        <QueuedReward key={intent.idempotencyKey} intent={intent} />
      ))}
    </ul>
  );
}
