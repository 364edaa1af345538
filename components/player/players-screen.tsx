'use client';

import { UserSearch } from 'lucide-react';
import { useCallback } from 'react';
import { PlayerLink } from '@/components/floor/found-player';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { VirtualList } from '@/components/ui/virtual-list';
import { type PlayerFilter, usePlayerList } from '@/hooks/floor/use-player-list';
import type { ListedPlayer } from '@/services/floor/dtos';
import { MoreFailed } from './history-states';
import { PlayerFilters } from './player-filters';
import { type LastVisit, usePlayersUrl } from './use-players-url';

const VISITED: Record<LastVisit, PlayerFilter> = {
  today: { visitedWithinDays: 1 },
  week: { visitedWithinDays: 7 },
  month: { visitedWithinDays: 30 },
  away: { notVisitedForDays: 30 },
};

/** Everybody, or whom words and filters name, page by page. */
export function PlayersScreen() {
  const url = usePlayersUrl();
  const filter: PlayerFilter = {
    q: url.q,
    ...(url.tier && { tier: url.tier }),
    ...(url.house && { inHouse: url.house === 'in' }),
    ...(url.seen && VISITED[url.seen]),
  };
  return (
    <div className="scroll-area h-full">
      <section aria-labelledby="find-player" className="mx-auto grid max-w-[640px] gap-4 p-5 max-sm:p-4">
        <h2 id="find-player" className="font-bold text-xl tracking-tight">
          Players
        </h2>
        <PlayerFilters url={url} />
        <PlayerResults filter={filter} onClear={url.clear} />
      </section>
    </div>
  );
}

function PlayerResults({ filter, onClear }: { filter: PlayerFilter; onClear: () => void }) {
  const list = usePlayerList(filter);
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError, hasNextPage, isPlaceholderData } = list;
  const onNearEnd = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  if (list.isPending) return <ResultsSkeleton />;
  if (list.data === undefined) {
    const retry = () => void list.refetch();
    return <ErrorState {...errorText(list.error)} onRetry={retry} isRetrying={list.isFetching} />;
  }
  if (list.data.length === 0) {
    return (
      <EmptyState icon={UserSearch} title="No player found" action={<Button onClick={onClear}>Show everybody</Button>}>
        Check the spelling, try the loyalty id, or take a filter away.
      </EmptyState>
    );
  }
  return (
    <div className={isPlaceholderData ? 'opacity-60' : undefined}>
      <VirtualList
        label="Players"
        items={list.data}
        keyOf={keyOf}
        rowHeight={61}
        hasMore={hasNextPage && !isFetchNextPageError && !isPlaceholderData}
        onNearEnd={onNearEnd}
      >
        {(player) => (
          <div className="border-b">
            <PlayerLink player={player} {...(player.openVisitId && { note: 'In the house' })} />
          </div>
        )}
      </VirtualList>
      <MoreFailed isFailed={isFetchNextPageError} isBusy={isFetchingNextPage} onRetry={() => void fetchNextPage()} />
    </div>
  );
}

function keyOf(player: ListedPlayer): string {
  return player.id;
}

function ResultsSkeleton() {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">Loading the players</span>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
        <Skeleton key={row} className="h-[60px]" />
      ))}
    </div>
  );
}
