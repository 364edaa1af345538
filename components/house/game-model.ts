import { USUAL_GAMES } from '@/components/domain/game-rates';
import { numberFormat } from '@/lib/shared/numbers';
import type { Game, GameRate, House } from '@/services/house/dtos';

/** The usual games that the casino does not deal yet. */
export function usualGamesLeft({ games }: House): string[] {
  return USUAL_GAMES.filter((usual) => !games.some(({ gameType }) => gameType === usual));
}

/** A house edge with all of its decimals: `5.26 %`, `1.057 %`. */
export function edgeText(houseEdge: number): string {
  return `${numberFormat({ maximumFractionDigits: 3 }).format(houseEdge * 100)}\u00a0%`;
}

/** A house edge as it is typed, in percent. */
export const edgeInput = (houseEdge: number): string => String(Number((houseEdge * 100).toFixed(3)));

/** The next rate of a game that is not in force yet; null where none is set. */
export function rateToCome({ rates }: Game, gamingDay: string): GameRate | null {
  return rates.filter(({ fromGamingDay }) => fromGamingDay > gamingDay).at(-1) ?? null;
}

/** What slips and tables will call a game of the casino's own: `Casino War` is `casino_war`. Empty where no letter is left. */
export function gameTypeOf(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return letters.slice(0, 40).replace(/_+$/, '');
}
