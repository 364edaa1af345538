import type { StaffRole } from '@/services/casino/dtos';
import type { GameType } from '@/services/floor/dtos';
import type { IssuableReason, LoyaltyReason } from '@/services/loyalty/dtos';

const REASON_LABELS: Record<LoyaltyReason, string> = {
  mid_session_bonus: 'Mid-session bonus',
  supervisor_discretion: 'Supervisor discretion',
  promotion: 'Promotion',
  correction: 'Correction',
  session_accrual: 'Points for play',
  redemption: 'Redemption',
  reversal: 'Reversal',
};

const ROLE_LABELS: Record<StaffRole, string> = {
  dealer: 'Dealer',
  pit_boss: 'Pit boss',
  cashier: 'Cashier',
  loyalty_manager: 'Loyalty manager',
  compliance: 'Compliance',
  admin: 'Admin',
};

const GAME_LABELS: Record<GameType, string> = {
  blackjack: 'Blackjack',
  roulette: 'Roulette',
  baccarat: 'Baccarat',
  craps: 'Craps',
};

/** The words a person reads for a ledger reason. */
export function reasonLabel(reason: LoyaltyReason): string {
  return REASON_LABELS[reason];
}

/** The words a person reads for a staff role. */
export function roleLabel(role: StaffRole): string {
  return ROLE_LABELS[role];
}

/** The words a person reads for a game. */
export function gameLabel(gameType: GameType): string {
  return GAME_LABELS[gameType];
}

const ISSUABLE = {
  mid_session_bonus: true,
  supervisor_discretion: true,
  promotion: true,
  correction: true,
} satisfies Record<IssuableReason, true>;

/** The reasons a supervisor may choose, in the order in which they are offered. */
export const ISSUABLE_REASONS = Object.keys(ISSUABLE) as IssuableReason[];
