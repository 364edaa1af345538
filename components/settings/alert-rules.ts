import type { AlertThresholds } from '@/services/casino/dtos';

export type RuleName = keyof AlertThresholds;
export type RuleUnit = 'minutes' | 'hours' | 'gaming days' | 'coupons' | 'percent' | 'times' | 'money';

/** A figure of a rule: what it is called, what it counts in, and what it is to begin with. */
export type RuleField = { name: string; label: string; unit: RuleUnit; standard: number };

export type AlertRule = { rule: RuleName; label: string; sentence: string; fields: readonly RuleField[] };

/** The rules in the order of the screen. The standards are those of `app.alert_threshold_fields`; a test holds the two together. */
export const ALERT_RULES: readonly AlertRule[] = [
  {
    rule: 'tableIdle',
    label: 'Table idle',
    sentence: 'Fires when nobody has had a slip at an open table for a while.',
    fields: [
      { name: 'warnMinutes', label: 'Warn after', unit: 'minutes', standard: 20 },
      { name: 'criticalMinutes', label: 'Critical after', unit: 'minutes', standard: 45 },
    ],
  },
  {
    rule: 'slipDuration',
    label: 'Slip duration',
    sentence: 'Fires when a slip has been live for long, pauses included.',
    fields: [
      { name: 'warnMinutes', label: 'Warn after', unit: 'minutes', standard: 240 },
      { name: 'criticalMinutes', label: 'Critical after', unit: 'minutes', standard: 480 },
    ],
  },
  {
    rule: 'pauseDuration',
    label: 'Pause duration',
    sentence: 'Fires when a slip has been paused for long.',
    fields: [{ name: 'warnMinutes', label: 'Warn after', unit: 'minutes', standard: 30 }],
  },
  {
    rule: 'dropAnomaly',
    label: 'Drop anomaly',
    sentence: 'Fires when the counted drop of a table is far from what it usually is in that shift, above or below.',
    fields: [
      { name: 'madMultiplier', label: 'Allowed spread, in MADs', unit: 'times', standard: 3 },
      { name: 'fallbackPercent', label: 'Without enough history', unit: 'percent', standard: 50 },
    ],
  },
  {
    rule: 'promoIssuanceSpike',
    label: 'Issuance spike',
    sentence: 'Fires when clearly more coupons, by count or face value, were issued than usual by this hour.',
    fields: [
      { name: 'madMultiplier', label: 'Allowed spread, in MADs', unit: 'times', standard: 3 },
      { name: 'fallbackPercent', label: 'Without enough history', unit: 'percent', standard: 100 },
    ],
  },
  {
    rule: 'promoVoidRate',
    label: 'Void rate',
    sentence: 'Fires when many of the coupons issued in a gaming day were voided.',
    fields: [
      { name: 'warnPercent', label: 'Warn above', unit: 'percent', standard: 5 },
      { name: 'minIssued', label: 'Only from this many issued', unit: 'coupons', standard: 20 },
    ],
  },
  {
    rule: 'promoReplacementRate',
    label: 'Replacement rate',
    sentence: 'Fires when many coupons were replaced in a gaming day, measured by those issued, or few over and over.',
    fields: [
      { name: 'warnPercent', label: 'Warn above', unit: 'percent', standard: 5 },
      { name: 'minIssued', label: 'A rate takes at least', unit: 'coupons', standard: 20 },
      { name: 'minReplaced', label: 'With fewer, warn from', unit: 'coupons', standard: 10 },
    ],
  },
  {
    rule: 'outstandingAging',
    label: 'Outstanding aging',
    sentence: 'Fires when old coupons that are still good are too many, or worth too much.',
    fields: [
      { name: 'olderThanHours', label: 'Issued more than', unit: 'hours', standard: 24 },
      { name: 'maxFaceValueCents', label: 'Warn above a face value of', unit: 'money', standard: 200_000 },
      { name: 'maxCoupons', label: 'Warn above', unit: 'coupons', standard: 25 },
    ],
  },
  {
    rule: 'expiringSoon',
    label: 'Expiring soon',
    sentence:
      'Fires when coupons that are good now will not be for long: within the hours below, and half of their time over.',
    fields: [
      { name: 'withinHours', label: 'Expiring within', unit: 'hours', standard: 24 },
      { name: 'minCoupons', label: 'From this many on', unit: 'coupons', standard: 1 },
    ],
  },
  {
    rule: 'baseline',
    label: 'Baseline',
    sentence:
      'What drop anomaly and issuance spike compare with, and how big a change has to be to count; an acknowledged alert that grows by as much calls again.',
    fields: [
      { name: 'gamingDays', label: 'Look back', unit: 'gaming days', standard: 7 },
      { name: 'minHistoryDays', label: 'Needs at least', unit: 'gaming days', standard: 3 },
      { name: 'minChangeCoupons', label: 'Change of at least', unit: 'coupons', standard: 5 },
      { name: 'minChangeCents', label: 'Change in money of at least', unit: 'money', standard: 20_000 },
      { name: 'minChangePercent', label: 'Change, of the median, of at least', unit: 'percent', standard: 25 },
    ],
  },
];
