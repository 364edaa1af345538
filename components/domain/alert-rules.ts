import { ALERT_FIGURES, type AlertKind, type RuleName } from '@/lib/shared/kinds';
import type { WordKey } from '@/words/say';

export type RuleUnit = 'minutes' | 'hours' | 'gamingDays' | 'coupons' | 'percent' | 'times' | 'money' | 'points';

/** What a rule is called: as the alerts that it makes. */
type RuleLabel = `labels.alert_${AlertKind}` | 'settings.baseline';
type FigureLabel = Extract<WordKey, `settings.figure_${string}`>;

/** A figure of a rule: what it is called, what it counts in, and what it is to begin with. */
export type RuleField = { name: string; label: FigureLabel; unit: RuleUnit; standard: number };

export type AlertRule = { rule: RuleName; label: RuleLabel; fields: readonly RuleField[] };

type RuleWords<Rule extends RuleName> = {
  label: RuleLabel;
  /** What each of its figures is called, and counts in. */
  figures: { [Figure in keyof (typeof ALERT_FIGURES)[Rule]]: [label: FigureLabel, unit: RuleUnit] };
};

/** In the order of the screen. Rules, figures, bounds and standards are the database's. */
const RULE_WORDS: { [Rule in RuleName]: RuleWords<Rule> } = {
  tableIdle: {
    label: 'labels.alert_table_idle',
    figures: {
      warnMinutes: ['settings.figure_warnAfter', 'minutes'],
      criticalMinutes: ['settings.figure_criticalAfter', 'minutes'],
    },
  },
  slipDuration: {
    label: 'labels.alert_slip_duration',
    figures: {
      warnMinutes: ['settings.figure_warnAfter', 'minutes'],
      criticalMinutes: ['settings.figure_criticalAfter', 'minutes'],
    },
  },
  pauseDuration: {
    label: 'labels.alert_pause_duration',
    figures: {
      warnMinutes: ['settings.figure_warnAfter', 'minutes'],
    },
  },
  dropAnomaly: {
    label: 'labels.alert_drop_anomaly',
    figures: {
      madMultiplier: ['settings.figure_spread', 'times'],
      fallbackPercent: ['settings.figure_withoutHistory', 'percent'],
    },
  },
  promoIssuanceSpike: {
    label: 'labels.alert_promo_issuance_spike',
    figures: {
      madMultiplier: ['settings.figure_spread', 'times'],
      fallbackPercent: ['settings.figure_withoutHistory', 'percent'],
    },
  },
  promoVoidRate: {
    label: 'labels.alert_promo_void_rate',
    figures: {
      warnPercent: ['settings.figure_warnAbove', 'percent'],
      minIssued: ['settings.figure_fromIssued', 'coupons'],
    },
  },
  promoReplacementRate: {
    label: 'labels.alert_promo_replacement_rate',
    figures: {
      warnPercent: ['settings.figure_warnAbove', 'percent'],
      minIssued: ['settings.figure_rateTakes', 'coupons'],
      minReplaced: ['settings.figure_fewerWarnFrom', 'coupons'],
    },
  },
  outstandingAging: {
    label: 'labels.alert_outstanding_aging',
    figures: {
      olderThanHours: ['settings.figure_issuedBefore', 'hours'],
      maxFaceValueCents: ['settings.figure_warnAboveValue', 'money'],
      maxCoupons: ['settings.figure_warnAbove', 'coupons'],
    },
  },
  expiringSoon: {
    label: 'labels.alert_expiring_soon',
    figures: {
      withinHours: ['settings.figure_expiringWithin', 'hours'],
      minCoupons: ['settings.figure_fromThisMany', 'coupons'],
    },
  },
  pointsByIssuer: {
    label: 'labels.alert_points_by_issuer',
    figures: {
      warnPercent: ['settings.figure_warnAbove', 'percent'],
      minPoints: ['settings.figure_fromGiven', 'points'],
    },
  },
  pointsToPlayer: {
    label: 'labels.alert_points_to_player',
    figures: {
      warnPoints: ['settings.figure_warnFrom', 'points'],
    },
  },
  baseline: {
    label: 'settings.baseline',
    figures: {
      gamingDays: ['settings.figure_lookBack', 'gamingDays'],
      minHistoryDays: ['settings.figure_needs', 'gamingDays'],
      minChangeCoupons: ['settings.figure_changeOf', 'coupons'],
      minChangeCents: ['settings.figure_changeInMoney', 'money'],
      minChangePercent: ['settings.figure_changeOfMedian', 'percent'],
    },
  },
};

/** The rules, for forms that go through all of them. */
export const ALERT_RULES: readonly AlertRule[] = (Object.keys(RULE_WORDS) as RuleName[]).map((rule) => {
  const { label, figures } = RULE_WORDS[rule];
  const standards: Record<string, { standard: number }> = ALERT_FIGURES[rule];
  const fields = Object.entries(figures).map(([name, [label, unit]]) => ({
    name,
    label,
    unit,
    standard: standards[name]?.standard ?? Number.NaN,
  }));
  return { rule, label, fields };
});
