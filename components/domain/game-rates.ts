import type { SetGameRateInput } from '@/services/house/dtos';

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
