'use client';

import { ChevronRight, Users } from 'lucide-react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { TierMark } from '@/components/domain/tier-mark';
import { EmptyState } from '@/components/ui/message-state';
import { useFloor, useFloorAnsweredAt } from '@/hooks/floor/use-floor';
import { formatPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { listSeatedSlips } from './floor-model';

/** Who is on the floor, by name: the players that a device knows without a network, each leading to the slip. */
export function FloorPlayers() {
  const { data: floor } = useFloor();
  const answeredAt = useFloorAnsweredAt();
  const slips = floor ? listSeatedSlips(floor.pits).map(({ slip }) => slip) : [];
  return (
    <div className="relative h-full">
      <div className="scroll-area h-full">
        <section aria-labelledby="floor-players" className="mx-auto grid max-w-[640px] gap-4 p-5 pb-20 max-sm:p-4">
          <h2 id="floor-players" className="font-bold text-xl tracking-tight">
            {t('offline.players')}
          </h2>
          <p className="text-muted text-sm">{t('offline.playersOnly')}</p>
          {slips.length === 0 ? (
            <EmptyState icon={Users} title={t('offline.nobody')}>
              {t('offline.nobodyWhy')}
            </EmptyState>
          ) : (
            <ul className="divide-y border-y">
              {slips.toSorted(byName).map((slip) => (
                <li key={slip.id}>
                  <SeatedPlayer slip={slip} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <StaleNotice what="floor" answeredAt={answeredAt} />
    </div>
  );
}

function SeatedPlayer({ slip }: { slip: FloorSlip }) {
  const facts = [
    slip.tierName,
    slip.balance === null ? null : t('domain.points', { points: formatPoints(slip.balance) }),
  ];
  return (
    <a
      href={`/pit?slip=${slip.id}`}
      className="flex min-h-[60px] items-center gap-3 rounded-sm px-1 text-left hover:bg-raised"
    >
      <TierMark tier={slip.tier} tierName={slip.tierName} isLarge />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold">{slip.playerName}</b>
        <span className="block truncate text-muted text-xs">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <span className="whitespace-nowrap text-muted text-sm">
        {t('domain.tableAndSeat', { table: slip.tableLabel, seat: slip.seat })}
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
    </a>
  );
}

function byName(one: FloorSlip, other: FloorSlip): number {
  return one.playerName.localeCompare(other.playerName);
}
