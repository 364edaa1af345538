import type { StaffRole } from '@/services/casino/dtos';
import type { RewardFamily, RewardFulfillment, RewardLimitScope } from '@/services/catalog/dtos';
import type { GameType } from '@/services/floor/dtos';
import type { ImportRowStatus } from '@/services/imports/dtos';
import type { IssuableReason, LoyaltyReason } from '@/services/loyalty/dtos';
import type { PromoCouponStatus, PromoType } from '@/services/promo/dtos';
import type { AlertKind, AlertSeverity } from '@/services/shift/dtos';

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

const IMPORT_ROW_STATUS_LABELS: Record<ImportRowStatus, string> = {
  staged: 'Not read yet',
  error: 'In error',
  pending: 'Waiting',
  applied: 'Applied',
  kept: 'Kept',
  reverted: 'Reverted',
};

const COUPON_STATUS_LABELS: Record<PromoCouponStatus, string> = {
  issued: 'Outstanding',
  voided: 'Voided',
  replaced: 'Replaced',
  expired: 'Expired',
  cleared: 'Cleared',
};

const PROMO_TYPE_LABELS: Record<PromoType, string> = { match_play: 'Match play', free_play: 'Free play' };

const REWARD_FAMILY_LABELS: Record<RewardFamily, string> = { points_comp: 'Comp', entitlement: 'Entitlement' };

const FULFILLMENT_LABELS: Record<RewardFulfillment, string> = {
  immediate: 'On the spot',
  voucher: 'By voucher',
  external: 'Outside Pitside',
};

const LIMIT_SCOPE_LABELS: Record<RewardLimitScope, string> = {
  per_visit: 'per visit',
  per_gaming_day: 'per gaming day',
  per_week: 'per week',
  per_month: 'per month',
};

const ALERT_LABELS: Record<AlertKind, string> = {
  table_idle: 'Table idle',
  slip_duration: 'Slip duration',
  pause_duration: 'Pause duration',
  drop_anomaly: 'Drop anomaly',
  promo_issuance_spike: 'Issuance spike',
  promo_void_rate: 'Void rate',
  promo_replacement_rate: 'Replacement rate',
  outstanding_aging: 'Outstanding aging',
  expiring_soon: 'Expiring soon',
};

const SEVERITY_LABELS: Record<AlertSeverity, string> = { none: 'Not firing', warn: 'Warning', critical: 'Critical' };

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

/** The words a person reads for what a coupon is now. */
export function couponStatusLabel(status: PromoCouponStatus): string {
  return COUPON_STATUS_LABELS[status];
}

/** Where a row of a legacy file is, also one that never was in the queue. */
export function importRowStatusLabel(status: ImportRowStatus): string {
  return IMPORT_ROW_STATUS_LABELS[status];
}

/** The words a person reads for a kind of promo program. */
export function promoTypeLabel(promoType: PromoType): string {
  return PROMO_TYPE_LABELS[promoType];
}

/** The words a person reads for a family of rewards. */
export function rewardFamilyLabel(family: RewardFamily): string {
  return REWARD_FAMILY_LABELS[family];
}

/** The words a person reads for a kind of reward: casinos make their own, so `room_upgrade` reads `Room upgrade`. */
export function rewardKindLabel(kind: string): string {
  const words = kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words a person reads for how a reward reaches the player. */
export function fulfillmentLabel(fulfillment: RewardFulfillment): string {
  return FULFILLMENT_LABELS[fulfillment];
}

/** The words a person reads for what a limit counts in, inside a sentence. */
export function limitScopeLabel(scope: RewardLimitScope): string {
  return LIMIT_SCOPE_LABELS[scope];
}

/** The words a person reads for an alert rule. */
export function alertLabel(kind: AlertKind): string {
  return ALERT_LABELS[kind];
}

/** The words a person reads for how much an alert asks of them. */
export function severityLabel(severity: AlertSeverity): string {
  return SEVERITY_LABELS[severity];
}

const ISSUABLE = {
  mid_session_bonus: true,
  supervisor_discretion: true,
  promotion: true,
  correction: true,
} satisfies Record<IssuableReason, true>;

/** The reasons a supervisor may choose, in the order in which they are offered. */
export const ISSUABLE_REASONS = Object.keys(ISSUABLE) as IssuableReason[];
