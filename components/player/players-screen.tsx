'use client';

import { useEffect } from 'react';
import { NoPlayers } from '@/components/domain/no-players';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel } from '@/components/ui/list-panel';
import { RowsSkeleton } from '@/components/ui/list-states';
import { useCan } from '@/hooks/casino/me-context';
import { type PlayerFilter, usePlayerList } from '@/hooks/floor/use-player-list';
import { t } from '@/words/say';
import { PlayerFilters } from './player-filters';
import { type LastVisit, usePlayersUrl } from './use-players-url';

const heldSlips = lateCode(async () => (await import('./held-slips')).HeldSlips);
const playersList = lateCode(async () => (await import('./players-list')).PlayersList);

const VISITED: Record<LastVisit, PlayerFilter> = {
  today: { visitedWithinDays: 1 },
  week: { visitedWithinDays: 7 },
  month: { visitedWithinDays: 30 },
  away: { notVisitedForDays: 30 },
};

/** Everybody, or whom words and filters name, page by page. */
export function PlayersScreen() {
  const url = usePlayersUrl();
  const canSettle = useCan('ledger.correct');
  const filter: PlayerFilter = {
    q: url.q,
    ...(url.tier && { tier: url.tier }),
    ...(url.house && { inHouse: url.house === 'in' }),
    ...(url.seen && VISITED[url.seen]),
  };
  return (
    <div className="scroll-area h-full">
      <section aria-labelledby="find-player" className="mx-auto grid max-w-[1280px] gap-4 p-5 max-sm:p-3">
        {/* As high as the button that may come into it later. */}
        <div className="flex min-h-11 items-center justify-between gap-3">
          <h2 id="find-player" className="font-bold text-xl tracking-tight">
            {t('player.players')}
          </h2>
          {canSettle ? <Late code={heldSlips} props={{ overlay: url.overlay }} isQuiet /> : null}
        </div>
        <PlayerFilters url={url} />
        <PlayerResults filter={filter} onClear={url.clear} />
      </section>
    </div>
  );
}

function PlayerResults({ filter, onClear }: { filter: PlayerFilter; onClear: () => void }) {
  const list = usePlayerList(filter);
  // On its way while the first page is.
  useEffect(() => void playersList.fetch(), []);
  const isSearch = Object.values(filter).some((value) => value !== '');
  const nobody = (
    <NoPlayers
      isSearch={isSearch}
      remedy={t('player.noPlayerFoundRemedy')}
      action={isSearch ? <Button onClick={onClear}>{t('player.showEverybody')}</Button> : null}
    />
  );
  return (
    <ListPanel list={list} loading={<ResultsSkeleton />} empty={nobody}>
      {(players) => <Late code={playersList} fallback={<ResultsSkeleton />} props={{ list, players }} />}
    </ListPanel>
  );
}

function ResultsSkeleton() {
  return <RowsSkeleton label={t('player.loadingPlayers')} row="h-[60px]" />;
}
