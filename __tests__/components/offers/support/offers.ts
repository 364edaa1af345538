import type { Offer } from '@/services/catalog/dtos';

/** A comp of 1,500 points that a player with 3,200 can have now. */
export function makeOffer(changes: Partial<Offer> = {}): Offer {
  return {
    rewardId: 'reward-1',
    code: 'COMP_MEAL_25',
    name: 'Dinner at the grill',
    family: 'points_comp',
    kind: 'meal',
    fulfillment: 'voucher',
    uiTags: null,
    version: 1,
    eligible: true,
    reasons: [],
    unmet: [],
    conditions: null,
    requiresNote: false,
    pointsCost: 1_500,
    minAmountCents: null,
    maxAmountCents: null,
    allowOverdraw: false,
    debtLimitPoints: 0,
    balance: 3_200,
    balanceAfter: 1_700,
    tier: 'silver',
    instrumentType: null,
    faceValueCents: null,
    requiredMatchWagerCents: null,
    validHours: null,
    promoProgramId: null,
    remaining: [],
    nextEligibleAt: null,
    ...changes,
  };
}
