import type { PromoType } from './kinds';

type PromoTypeFacts = {
  /** Begins the code of a reward that gives one. */
  codePrefix: string;
  /** Whether the player stakes something of their own along with it. */
  takesWager: boolean;
};

/** How each kind of promo program works. The kinds are the database's, their words those of the labels. */
export const PROMO_TYPE_FACTS: Record<PromoType, PromoTypeFacts> = {
  match_play: { codePrefix: 'MP', takesWager: true },
  free_play: { codePrefix: 'FP', takesWager: false },
};

/** Whether the player stakes something of their own along with such a coupon. */
export function takesWager(promoType: PromoType): boolean {
  return PROMO_TYPE_FACTS[promoType].takesWager;
}
