import { PlayerLink } from '@/components/domain/found-player';
import { MoreFailed } from '@/components/ui/list-states';
import { VirtualList } from '@/components/ui/virtual-list';
import type { ListedPlayer } from '@/services/floor/dtos';

type PlayersListProps = {
  players: ListedPlayer[];
  /** They are what was asked for before. */
  isPast: boolean;
  hasMore: boolean;
  isMoreFailed: boolean;
  isMoreBusy: boolean;
  onMore: () => void;
};

/** Players by name, each leading to the player's page; only those in view are drawn. */
export function PlayersList({ players, isPast, hasMore, isMoreFailed, isMoreBusy, onMore }: PlayersListProps) {
  return (
    <div className={isPast ? 'opacity-60' : undefined}>
      <VirtualList label="Players" items={players} keyOf={keyOf} rowHeight={61} hasMore={hasMore} onNearEnd={onMore}>
        {(player) => (
          <div className="border-b">
            <PlayerLink player={player} {...(player.openVisitId && { note: 'In the house' })} />
          </div>
        )}
      </VirtualList>
      <MoreFailed isFailed={isMoreFailed} isBusy={isMoreBusy} onRetry={onMore} />
    </div>
  );
}

function keyOf(player: ListedPlayer): string {
  return player.id;
}
