import { ALERT_FIGURES, type RuleName } from '@/lib/shared/kinds';

export type RuleUnit = 'minutes' | 'hours' | 'gaming days' | 'coupons' | 'percent' | 'times' | 'money';

/** A figure of a rule: what it is called, what it counts in, and what it is to begin with. */
export type RuleField = { name: string; label: string; unit: RuleUnit; standard: number };

export type AlertRule = { rule: RuleName; label: string; sentence: string; fields: readonly RuleField[] };

type RuleWords<Rule extends RuleName> = {
  label: string;
  sentence: string;
  /** What each of its figures is called, and counts in. */
  figures: { [Figure in keyof (typeof ALERT_FIGURES)[Rule]]: [label: string, unit: RuleUnit] };
};

/** In the order of the screen. Rules, figures, bounds and standards are the database's. */
const RULE_WORDS: { [Rule in RuleName]: RuleWords<Rule> } = {
  tableIdle: {
    label: 'Table idle',
    sentence: 'Fires when nobody has had a slip at an open table for a while.',
    figures: {
      warnMinutes: ['Warn after', 'minutes'],
      criticalMinutes: ['Critical after', 'minutes'],
    },
  },
  slipDuration: {
    label: 'Slip duration',
    sentence: 'Fires when a slip has been live for long, pauses included.',
    figures: {
      warnMinutes: ['Warn after', 'minutes'],
      criticalMinutes: ['Critical after', 'minutes'],
    },
  },
  pauseDuration: {
    label: 'Pause duration',
    sentence: 'Fires when a slip has been paused for long.',
    figures: {
      warnMinutes: ['Warn after', 'minutes'],
    },
  },
  dropAnomaly: {
    label: 'Drop anomaly',
    sentence: 'Fires when the counted drop of a table is far from what it usually is in that shift, above or below.',
    figures: {
      madMultiplier: ['Allowed spread, in MADs', 'times'],
      fallbackPercent: ['Without enough history', 'percent'],
    },
  },
  promoIssuanceSpike: {
    label: 'Issuance spike',
    sentence: 'Fires when clearly more coupons, by count or face value, were issued than usual by this hour.',
    figures: {
      madMultiplier: ['Allowed spread, in MADs', 'times'],
      fallbackPercent: ['Without enough history', 'percent'],
    },
  },
  promoVoidRate: {
    label: 'Void rate',
    sentence: 'Fires when many of the coupons issued in a gaming day were voided.',
    figures: {
      warnPercent: ['Warn above', 'percent'],
      minIssued: ['Only from this many issued', 'coupons'],
    },
  },
  promoReplacementRate: {
    label: 'Replacement rate',
    sentence: 'Fires when many coupons were replaced in a gaming day, measured by those issued, or few over and over.',
    figures: {
      warnPercent: ['Warn above', 'percent'],
      minIssued: ['A rate takes at least', 'coupons'],
      minReplaced: ['With fewer, warn from', 'coupons'],
    },
  },
  outstandingAging: {
    label: 'Outstanding aging',
    sentence: 'Fires when old coupons that are still good are too many, or worth too much.',
    figures: {
      olderThanHours: ['Issued more than', 'hours'],
      maxFaceValueCents: ['Warn above a face value of', 'money'],
      maxCoupons: ['Warn above', 'coupons'],
    },
  },
  expiringSoon: {
    label: 'Expiring soon',
    sentence:
      'Fires when coupons that are good now will not be for long: within the hours below, and half of their time over.',
    figures: {
      withinHours: ['Expiring within', 'hours'],
      minCoupons: ['From this many on', 'coupons'],
    },
  },
  baseline: {
    label: 'Baseline',
    sentence:
      'What drop anomaly and issuance spike compare with, and how big a change has to be to count; an acknowledged alert that grows by as much calls again.',
    figures: {
      gamingDays: ['Look back', 'gaming days'],
      minHistoryDays: ['Needs at least', 'gaming days'],
      minChangeCoupons: ['Change of at least', 'coupons'],
      minChangeCents: ['Change in money of at least', 'money'],
      minChangePercent: ['Change, of the median, of at least', 'percent'],
    },
  },
};

/** The rules, for forms that go through all of them. */
export const ALERT_RULES: readonly AlertRule[] = (Object.keys(RULE_WORDS) as RuleName[]).map((rule) => {
  const { label, sentence, figures } = RULE_WORDS[rule];
  const standards: Record<string, { standard: number }> = ALERT_FIGURES[rule];
  const fields = Object.entries(figures).map(([name, [words, unit]]) => ({
    name,
    label: words,
    unit,
    standard: standards[name]?.standard ?? Number.NaN,
  }));
  return { rule, label, sentence, fields };
});
