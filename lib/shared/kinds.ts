// Written by `npm run types` from supabase/schemas.

/** What a promo program can be, in the order in which it is offered. */
export const PROMO_TYPES = ['match_play', 'free_play'] as const;
export type PromoType = (typeof PROMO_TYPES)[number];

/** What an alert can be about. */
export const ALERT_KINDS = [
  'table_idle',
  'slip_duration',
  'pause_duration',
  'drop_anomaly',
  'promo_issuance_spike',
  'promo_void_rate',
  'promo_replacement_rate',
  'outstanding_aging',
  'expiring_soon',
  'points_by_issuer',
  'points_to_player',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Where a row of a legacy file can be, in the order in which it goes through them. */
export const IMPORT_ROW_STATUSES = ['staged', 'error', 'pending', 'applied', 'kept', 'reverted'] as const;

/** What an entry of the cash log can be, with what it was paid in, where, and how near its sum is to a report. */
export const MTL_KINDS = [
  'chip_purchase',
  'front_money_in',
  'safekeeping_in',
  'marker_payment',
  'cash_bet',
  'money_play_rebet',
  'cheque_purchase',
  'wire_in',
  'exchange_in',
  'chip_redemption',
  'front_money_out',
  'safekeeping_out',
  'marker_advance',
  'payout',
  'money_play_return',
  'cheque_cashing',
  'wire_out',
  'exchange_out',
  'cash_comp',
  'prize',
  'jackpot_hand_pay',
] as const;
/** Of each kind: whether the house takes or gives, and whether it is at a table. */
export const MTL_KIND_FACTS = {
  chip_purchase: { direction: 'in', needsTable: false },
  front_money_in: { direction: 'in', needsTable: false },
  safekeeping_in: { direction: 'in', needsTable: false },
  marker_payment: { direction: 'in', needsTable: false },
  cash_bet: { direction: 'in', needsTable: false },
  money_play_rebet: { direction: 'in', needsTable: true },
  cheque_purchase: { direction: 'in', needsTable: false },
  wire_in: { direction: 'in', needsTable: false },
  exchange_in: { direction: 'in', needsTable: false },
  chip_redemption: { direction: 'out', needsTable: false },
  front_money_out: { direction: 'out', needsTable: false },
  safekeeping_out: { direction: 'out', needsTable: false },
  marker_advance: { direction: 'out', needsTable: false },
  payout: { direction: 'out', needsTable: false },
  money_play_return: { direction: 'out', needsTable: true },
  cheque_cashing: { direction: 'out', needsTable: false },
  wire_out: { direction: 'out', needsTable: false },
  exchange_out: { direction: 'out', needsTable: false },
  cash_comp: { direction: 'out', needsTable: false },
  prize: { direction: 'out', needsTable: false },
  jackpot_hand_pay: { direction: 'out', needsTable: false },
} as const;
export const MTL_DIRECTIONS = ['in', 'out'] as const;
export const MTL_TENDERS = ['currency', 'chips', 'ticket', 'cheque', 'wire', 'card', 'other'] as const;
export const MTL_AREAS = ['pit', 'cage', 'slots'] as const;
export const MTL_LEVELS = ['none', 'watchlist', 'near_ctr', 'ctr'] as const;

/** Why an attempt to deliver an event to a webhook failed. */
export const WEBHOOK_FAILURES = [
  'http_status',
  'redirected',
  'no_answer',
  'name_not_found',
  'worker_stopped',
  'worker_lost',
  'own_machine',
  'address_refused',
] as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

/** What compliance looks at, what can stand out there, and what kinds of rows stand behind it. */
export const LENSES = ['cash', 'insider'] as const;
export const LENS_KINDS = [
  'under_step',
  'in_out_alike',
  'same_description',
  'chip_walk',
  'own_past_in',
  'own_past_out',
  'patron_share',
  'outside_usual',
  'void_after_play',
  'replace_chain',
  'dormant_account',
  'staff_namesake',
  'overrides',
  'overrides_own_past',
] as const;
export const LENS_ROW_TYPES = ['mtl_entry', 'loyalty_ledger', 'promo_coupon'] as const;

/** Every figure that an alert rule goes by: what it is to begin with, and between which bounds it may be set. */
export const ALERT_FIGURES = {
  tableIdle: {
    warnMinutes: { standard: 20, lowest: 1, highest: 2880, isWhole: true },
    criticalMinutes: { standard: 45, lowest: 1, highest: 2880, isWhole: true },
  },
  slipDuration: {
    warnMinutes: { standard: 240, lowest: 1, highest: 2880, isWhole: true },
    criticalMinutes: { standard: 480, lowest: 1, highest: 2880, isWhole: true },
  },
  pauseDuration: { warnMinutes: { standard: 30, lowest: 1, highest: 2880, isWhole: true } },
  outstandingAging: {
    olderThanHours: { standard: 24, lowest: 1, highest: 8784, isWhole: true },
    maxFaceValueCents: { standard: 200000, lowest: 0, highest: 100000000000, isWhole: true },
    maxCoupons: { standard: 25, lowest: 0, highest: 1000000, isWhole: true },
  },
  expiringSoon: {
    withinHours: { standard: 24, lowest: 1, highest: 8784, isWhole: true },
    minCoupons: { standard: 1, lowest: 1, highest: 1000000, isWhole: true },
  },
  dropAnomaly: {
    madMultiplier: { standard: 3, lowest: 0.5, highest: 20, isWhole: false },
    fallbackPercent: { standard: 50, lowest: 1, highest: 1000, isWhole: false },
  },
  promoIssuanceSpike: {
    madMultiplier: { standard: 3, lowest: 0.5, highest: 20, isWhole: false },
    fallbackPercent: { standard: 100, lowest: 1, highest: 1000, isWhole: false },
  },
  promoVoidRate: {
    warnPercent: { standard: 5, lowest: 0, highest: 100, isWhole: false },
    minIssued: { standard: 20, lowest: 1, highest: 100000, isWhole: true },
  },
  promoReplacementRate: {
    warnPercent: { standard: 5, lowest: 0, highest: 1000, isWhole: false },
    minIssued: { standard: 20, lowest: 1, highest: 100000, isWhole: true },
    minReplaced: { standard: 10, lowest: 1, highest: 100000, isWhole: true },
  },
  pointsByIssuer: {
    warnPercent: { standard: 60, lowest: 1, highest: 100, isWhole: false },
    minPoints: { standard: 10000, lowest: 1, highest: 1000000000, isWhole: true },
  },
  pointsToPlayer: { warnPoints: { standard: 2500, lowest: 1, highest: 1000000000, isWhole: true } },
  baseline: {
    gamingDays: { standard: 7, lowest: 1, highest: 28, isWhole: true },
    minHistoryDays: { standard: 3, lowest: 1, highest: 28, isWhole: true },
    minChangeCoupons: { standard: 5, lowest: 0, highest: 1000000, isWhole: true },
    minChangeCents: { standard: 20000, lowest: 0, highest: 100000000000, isWhole: true },
    minChangePercent: { standard: 25, lowest: 0, highest: 1000, isWhole: false },
  },
} as const;
/** A rule that is set: one for each kind of alert, and what several of them compare with. */
export type RuleName = keyof typeof ALERT_FIGURES;
