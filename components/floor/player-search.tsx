'use client';

import { ChevronRight, Search, UserPlus, UserSearch } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useCan } from '@/hooks/casino/me-context';
import { usePlayerSearch } from '@/hooks/floor/use-players';
import { formatPoints } from '@/lib/shared/format';
import type { Floor, FloorSlip, Player } from '@/services/floor/dtos';
import { listSeatedSlips } from './floor-model';
import { TierMark } from './tier-mark';

type PlayerSearchProps = {
  floor: Floor;
  query: string;
  onQuery: (query: string) => void;
  onShowSlip: (ratingSlipId: string) => void;
  onSeat: (player: Player) => void;
  onEnrol: () => void;
};

/** Players by name or loyalty id, each with where they sit. */
export function PlayerSearch({ floor, query, onQuery, onShowSlip, onSeat, onEnrol }: PlayerSearchProps) {
  const canManage = useCan('slip.manage');
  const search = usePlayerSearch(query);
  const slipsByPlayer = useMemo(
    () => new Map(listSeatedSlips(floor.pits).map(({ slip }) => [slip.playerId, slip])),
    [floor],
  );
  const players = search.data?.items ?? [];
  const enrol = canManage ? (
    <Button onClick={onEnrol}>
      <UserPlus aria-hidden />
      Enrol a new player
    </Button>
  ) : null;
  return (
    <>
      <Field label="Name or loyalty id">
        {(control) => (
          <div className="relative">
            <Search aria-hidden className="absolute top-4 left-3.5 size-[18px] text-muted" />
            <Input
              {...control}
              ref={focusOnMount}
              type="search"
              autoComplete="off"
              enterKeyHint="search"
              className="pl-11"
              value={query}
              onChange={(event) => onQuery(event.target.value)}
            />
          </div>
        )}
      </Field>
      {search.isPending ? <ResultsSkeleton /> : null}
      {search.isError ? <ErrorState {...errorText(search.error)} onRetry={() => void search.refetch()} /> : null}
      {search.isSuccess && players.length === 0 ? (
        <EmptyState icon={UserSearch} title="No player found" action={enrol}>
          Check the spelling, or try the loyalty id.
        </EmptyState>
      ) : null}
      {players.length > 0 ? (
        <ul aria-label="Players" className={search.isPlaceholderData ? 'divide-y opacity-60' : 'divide-y'}>
          {players.map((player) => (
            <PlayerRow
              key={player.id}
              player={player}
              slip={slipsByPlayer.get(player.id)}
              canManage={canManage}
              onShowSlip={onShowSlip}
              onSeat={onSeat}
            />
          ))}
        </ul>
      ) : null}
      {players.length > 0 ? enrol : null}
    </>
  );
}

type PlayerRowProps = Pick<PlayerSearchProps, 'onShowSlip' | 'onSeat'> & {
  player: Player;
  slip: FloorSlip | undefined;
  canManage: boolean;
};

function PlayerRow({ player, slip, canManage, onShowSlip, onSeat }: PlayerRowProps) {
  const loyalty = player.loyalty;
  const facts = [
    loyalty?.tierName ?? 'Not enrolled',
    player.loyaltyId,
    loyalty ? `${formatPoints(loyalty.balance)} points` : null,
  ];
  const content = (
    <>
      <TierMark tier={loyalty?.tier ?? null} tierName={loyalty?.tierName ?? null} isLarge />
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold">{player.name}</b>
        <span className="block truncate text-muted text-xs">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
  const row = 'flex min-h-[60px] w-full items-center gap-3 rounded-sm px-1 text-left';
  if (!slip && !canManage) {
    return (
      <li className={row}>
        {content}
        <span className="text-muted text-sm">Not playing</span>
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className={`${row} hover:bg-raised`}
        onClick={() => (slip ? onShowSlip(slip.id) : onSeat(player))}
      >
        {content}
        <span className={slip ? 'font-semibold text-accent text-sm' : 'text-muted text-sm'}>
          {slip ? `${slip.tableLabel}, seat ${slip.seat}` : 'Open slip'}
        </span>
        <ChevronRight aria-hidden className="size-4 text-muted" />
      </button>
    </li>
  );
}

function ResultsSkeleton() {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">Searching</span>
      {['a', 'b', 'c', 'd'].map((row) => (
        <Skeleton key={row} className="h-[52px]" />
      ))}
    </div>
  );
}

/** The dialog is there to type in. */
function focusOnMount(input: HTMLInputElement | null) {
  input?.focus();
}
