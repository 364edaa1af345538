import { EndlessRows } from '@/components/ui/endless-rows';
import type { usePlayerList } from '@/hooks/floor/use-player-list';
import type { ListedPlayer } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { PlayerRow } from './player-row';

type PlayersListProps = { list: ReturnType<typeof usePlayerList>; players: ListedPlayer[] };

/** Players by name, each leading to the player's page. */
export function PlayersList({ list, players }: PlayersListProps) {
  return (
    <EndlessRows label={t('player.players')} list={list} items={players} keyOf={keyOf} rowHeight={61}>
      {(player) => (
        <div className="@container border-b">
          <PlayerRow player={player} />
        </div>
      )}
    </EndlessRows>
  );
}

function keyOf(player: ListedPlayer): string {
  return player.id;
}
