'use client';

import { ChevronLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { TrailLink } from '@/components/domain/trail-link';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { useLiveSlips } from '@/hooks/floor/use-live-slips';
import { usePlayer } from '@/hooks/floor/use-player';
import { useLedgerUpdates } from '@/hooks/loyalty/use-ledger';
import type { DueSlip, Player } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { BalanceChart } from './balance-chart';
import { HistoryOutline } from './history-outline';
import { PlayerActions } from './player-actions';
import { PlayerCare } from './player-care';
import { PlayerHead } from './player-head';
import { PlayerNotes } from './player-notes';
import { PlayerOverlays } from './player-overlays';
import { PlayerRelations } from './player-relations';
import { PlayerValue } from './player-value';
import { usePlayerUrl } from './use-player-url';
import { playersAddress } from './use-players-url';
import { VisitLine } from './visit-line';
import { VisitList } from './visit-list';

const rewardsHistory = lateCode(async () => (await import('./rewards-history')).RewardsHistory);

// The heaviest part of the screen, and not the first one looks at: it comes beside the first load, not in it.
if (typeof window !== 'undefined') void rewardsHistory.fetch();

const unansweredNotice = lateCode(
  async () => (await import('@/components/domain/unanswered-reward')).UnansweredRewardNotice,
);

const playerRequests = lateCode(async () => (await import('@/components/domain/reward-requests')).PlayerRequests);

const unansweredPostingNotice = lateCode(async () => (await import('./unanswered-posting')).UnansweredPostingNotice);

/** One player: standing, visit, host and preferences, notes, balance over time, visits, and everything the player was given. */
export function PlayerScreen({ playerId }: { playerId: string }) {
  const player = usePlayer(playerId);
  if (player.data) return <LoadedPlayer player={player.data} answeredAt={() => player.dataUpdatedAt} />;
  // The page brings the player along; this is for one that is gone from the cache while the server is away.
  if (player.isPending) return null;
  return (
    <ErrorState {...errorText(player.error)} onRetry={() => void player.refetch()} isRetrying={player.isFetching} />
  );
}

function LoadedPlayer({ player, answeredAt }: { player: Player; answeredAt: () => number }) {
  const url = usePlayerUrl();
  const slips = useLiveSlips(player.id, player.openVisitId !== null);
  const { open } = url.overlay;
  const mayCare = useCan('player.care');
  const mayReadValue = useCan('dashboard.read');
  const mayDeclare = useCan('relation.manage');
  const [entry, setEntry] = useState<LedgerEntry | null>(null);
  const [dueSlip, setDueSlip] = useState<DueSlip | null>(null);
  useLedgerUpdates(player.id, player.loyalty?.updatedAt ?? null);
  const takeBack = useCallback(
    (taken: LedgerEntry) => {
      setEntry(taken);
      open('takeBack', taken.id);
    },
    [open],
  );
  const settle = useCallback(
    (slip: DueSlip) => {
      setDueSlip(slip);
      open('settle', slip.id);
    },
    [open],
  );
  return (
    <div className="relative h-full">
      {/* One scroll on a narrow screen; with room side by side, the history scrolls by itself. */}
      <div className="scroll-area relative h-full dock:grid dock:grid-cols-[384px_minmax(0,1fr)] dock:grid-rows-[minmax(0,1fr)] dock:overflow-hidden">
        <div className="dock:scroll-area grid grid-cols-[minmax(0,1fr)] content-start gap-3 px-[18px] pb-3 sm:max-dock:grid-cols-2 sm:max-dock:[&>*:last-child:nth-child(odd)]:col-span-2 sm:max-dock:[&>*:nth-child(-n+2)]:col-span-2 max-sm:px-3 dock:h-full dock:border-r">
          <NavLink
            href={playersAddress()}
            className="-mb-2 -ml-1.5 flex min-h-11 w-fit items-center gap-1 rounded-sm pr-2 font-medium text-muted text-sm hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {t('player.players')}
          </NavLink>
          <PlayerHead player={player} onPhoto={() => open('photo')}>
            <VisitLine player={player} slips={slips} />
            <div className="mt-3 grid gap-2 empty:hidden">
              <Late code={unansweredNotice} props={{ playerId: player.id }} isQuiet />
              <Late code={unansweredPostingNotice} props={{ playerId: player.id }} isQuiet />
              <Late code={playerRequests} props={{ playerId: player.id }} isQuiet />
            </div>
            <PlayerActions
              player={player}
              onIssue={() => open('issue')}
              onCheckOut={() => open('checkOut')}
              onCorrect={() => open('correct')}
              onSetTier={() => open('setTier')}
              onDetails={() => open('details')}
              onHeld={() => open('checkIn')}
            />
            <div className="mt-2 empty:hidden">
              <TrailLink entity="player" entityId={player.id} />
            </div>
          </PlayerHead>
          {mayCare ? <PlayerCare playerId={player.id} onEdit={() => open('care')} /> : null}
          {mayCare ? (
            <PlayerNotes
              playerId={player.id}
              onAdd={() => open('note')}
              onStrike={(noteId) => open('strike', noteId)}
            />
          ) : null}
          {mayDeclare ? (
            <PlayerRelations
              playerId={player.id}
              onDeclare={() => open('relation')}
              onEnd={(relationId) => open('endRelation', relationId)}
            />
          ) : null}
          <BalanceChart playerId={player.id} days={url.days} onDays={url.setDays} />
          {mayReadValue ? <PlayerValue playerId={player.id} days={url.days} /> : null}
          <VisitList playerId={player.id} onSettle={settle} />
        </div>
        <div className="dock:scroll-area px-[18px] pt-1 pb-[18px] max-sm:px-3 dock:h-full dock:pt-2.5">
          <Late code={rewardsHistory} props={{ player, url, onTakeBack: takeBack }} fallback={<HistoryOutline />} />
        </div>
      </div>
      <PlayerOverlays player={player} slips={slips ?? []} url={url} entry={entry} dueSlip={dueSlip} />
      <StaleNotice answeredAt={answeredAt} />
    </div>
  );
}
