import { numberFormat } from '@/lib/shared/numbers';
import type { Game, GameRate, House, SetGameRateInput } from '@/services/house/dtos';

/** The usual table games with their words in `labels`; a casino has games of its own beside them. */
export const USUAL_GAMES = [
  'blackjack',
  'roulette',
  'baccarat',
  'craps',
  'poker',
  'three_card_poker',
  'ultimate_holdem',
  'pai_gow',
  'sic_bo',
  'big_six',
] as const;

/** Those of them that the casino does not deal yet. */
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

/** Which of the typed texts is not right. */
export type WrongRate = { wrong: 'edge' | 'pace' };

/** Reads house edge, in percent, and pace as typed. */
export function readRate(edge: string, pace: string): Omit<SetGameRateInput, 'fromGamingDay'> | WrongRate {
  const percent = /^\d{1,2}([.,]\d{1,3})?$/.test(edge.trim()) ? Number(edge.trim().replace(',', '.')) : Number.NaN;
  if (!(percent > 0 && percent < 100)) return { wrong: 'edge' };
  const decisionsPerHour = /^\d{1,4}$/.test(pace.trim()) ? Number(pace) : 0;
  if (decisionsPerHour < 1 || decisionsPerHour > 1000) return { wrong: 'pace' };
  // Thousandths of a percent are the fifth decimal of the fraction; a quotient of floats may carry more.
  return { houseEdge: Number((percent / 100).toFixed(5)), decisionsPerHour };
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
