'use client';

import { Dices } from 'lucide-react';
import { EmptyState } from '@/components/ui/message-state';
import { formatDate } from '@/lib/shared/format';
import type { Game, House } from '@/services/house/dtos';
import { t } from '@/words/say';
import { edgeText, rateToCome } from './game-model';
import { gameName } from './table-model';
import type { HouseUrl } from './use-house-url';

/** The games that the casino deals, with what play at them is rated by today, and what is set for later. */
export function GameList({ house, url }: { house: House; url: HouseUrl }) {
  if (house.games.length === 0)
    return (
      <EmptyState icon={Dices} title={t('house.noGames')}>
        {t('house.noGamesMeaning')}
      </EmptyState>
    );
  return (
    <>
      <p className="max-w-[62ch] text-muted text-sm">{t('house.gamesMeaning')}</p>
      <ul
        aria-label={t('house.games')}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,340px),1fr))] gap-2"
      >
        {house.games.map((game) => (
          <GameRow
            key={game.gameType}
            game={game}
            house={house}
            onOpen={() => url.overlay.open('game', game.gameType)}
          />
        ))}
      </ul>
    </>
  );
}

function GameRow({ game, house, onOpen }: { game: Game; house: House; onOpen: () => void }) {
  const count = house.tables.filter(({ gameType }) => gameType === game.gameType).length;
  const later = rateToCome(game, house.gamingDay);
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full gap-1 rounded-lg border bg-surface px-4 py-3 text-left hover:bg-raised"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate font-semibold">{gameName(house.games, game.gameType)}</span>
          <span className="shrink-0 text-muted text-sm">{t('house.tablesCounted', { count })}</span>
        </span>
        <span className="text-muted text-sm tabular-nums">
          {t('house.ratedBy', { edge: edgeText(game.houseEdge), pace: game.decisionsPerHour })}
        </span>
        {later ? (
          <span className="text-sm text-warn tabular-nums">
            {t('house.ratedLater', {
              day: formatDate(later.fromGamingDay),
              edge: edgeText(later.houseEdge),
              pace: later.decisionsPerHour,
            })}
          </span>
        ) : null}
      </button>
    </li>
  );
}
