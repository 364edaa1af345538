'use client';

import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useCan } from '@/hooks/casino/me-context';
import { formatDate } from '@/lib/shared/format';
import type { Game, GameRate, House } from '@/services/house/dtos';
import { t } from '@/words/say';
import { edgeText } from './game-model';
import { GameRateForm } from './game-rate-form';
import { NewGameDrawer } from './new-game-drawer';
import { gameName } from './table-model';

type GameDrawerProps = {
  house: House;
  /** Null to add one. */
  gameType: string | null;
  onClose: () => void;
};

/** One game: what its slips are and were rated by, and what they will be. */
export function GameDrawer({ house, gameType, onClose }: GameDrawerProps) {
  const canWrite = useCan('house.write');
  if (gameType === null) return <NewGameDrawer house={house} onClose={onClose} />;
  const game = house.games.find((each) => each.gameType === gameType);
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={gameName(house.games, gameType)} subtitle={t('house.gameSubtitle')} />
      <SheetBody>
        {game ? (
          <>
            <Rates game={game} gamingDay={house.gamingDay} />
            {canWrite ? <GameRateForm game={game} gamingDay={house.gamingDay} /> : null}
          </>
        ) : (
          <ErrorState title={t('errors.GAME_NOT_FOUND')} remedy={t('errors.GAME_NOT_FOUND_remedy')} />
        )}
      </SheetBody>
    </SheetFrame>
  );
}

function Rates({ game, gamingDay }: { game: Game; gamingDay: string }) {
  const inForce = game.rates.find(({ fromGamingDay }) => fromGamingDay <= gamingDay);
  return (
    <table className="w-full border-collapse text-left text-sm tabular-nums">
      <thead>
        <tr className="text-muted text-xs [&_th]:py-1.5 [&_th]:pr-3 [&_th]:font-medium">
          <th scope="col">{t('house.fromDay')}</th>
          <th scope="col">{t('house.edge')}</th>
          <th scope="col">{t('house.pace')}</th>
          <th scope="col">{t('house.setBy')}</th>
        </tr>
      </thead>
      <tbody>
        {game.rates.map((rate) => (
          <RateRow
            key={rate.fromGamingDay}
            rate={rate}
            phase={rate === inForce ? 'now' : rate.fromGamingDay > gamingDay ? 'later' : 'before'}
          />
        ))}
      </tbody>
    </table>
  );
}

function RateRow({ rate, phase }: { rate: GameRate; phase: 'now' | 'later' | 'before' }) {
  return (
    <tr className="border-t align-top [&>*]:py-2 [&>*]:pr-3">
      <th scope="row" className={phase === 'now' ? 'font-bold' : 'font-medium text-muted'}>
        {formatDate(rate.fromGamingDay)}
        <span className="block font-normal text-muted text-xs">{t(`house.rate_${phase}`)}</span>
      </th>
      <td>{edgeText(rate.houseEdge)}</td>
      <td>{rate.decisionsPerHour}</td>
      <td className="text-muted">{rate.setByStaffName ?? t('house.setByNobody')}</td>
    </tr>
  );
}
