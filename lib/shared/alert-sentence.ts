import type { Say } from '@/words/say';
import { sayDuration } from './duration';
import type { AlertKind } from './kinds';

const MINUTE = 60;

/** What the sentence of an alert is made of. */
export type AlertFacts = {
  kind: AlertKind;
  isFiring: boolean;
  entity: { label: string | null; metric: string | null };
  value: number;
  unit: 'minutes' | 'count' | 'cents' | 'percent' | 'points';
  baseline: { median: number | null; n: number; readiness: 'ready' | 'building' | 'stale' } | null;
  threshold: number | null;
  readinessText: string | null;
  details: Record<string, string | number | boolean | null>;
};

/** Who says it: the words of a language, and how it writes figures, money in the casino’s currency. */
export type Speaker = {
  t: Say;
  money: (cents: number) => string;
  number: (value: number) => string;
  day: (gamingDay: string) => string;
};

type Sentence = (alert: AlertFacts, speaker: Speaker) => string;

const SENTENCES: Record<AlertKind, Sentence> = {
  table_idle: (alert, { t }) => t('shift.alertIdle', { table: alert.entity.label ?? '', ...lasted(alert, t) }),
  slip_duration: (alert, { t }) => t('shift.alertRunning', { ...whoAndWhere(alert), ...lasted(alert, t) }),
  pause_duration: (alert, { t }) => t('shift.alertPaused', { ...whoAndWhere(alert), ...lasted(alert, t) }),
  drop_anomaly: (alert, speaker) =>
    speaker.t('shift.alertDrop', {
      table: alert.entity.label ?? '',
      shift: alert.entity.metric ?? '',
      amount: amount(alert, alert.value, speaker),
      comparison: comparison(alert, speaker),
    }),
  promo_issuance_spike: (alert, speaker) =>
    alert.unit === 'cents'
      ? speaker.t('shift.alertIssuedWorth', {
          amount: amount(alert, alert.value, speaker),
          comparison: comparison(alert, speaker),
        })
      : speaker.t('shift.alertIssued', { count: alert.value, comparison: comparison(alert, speaker) }),
  promo_void_rate: voidRate,
  promo_replacement_rate: replacementRate,
  outstanding_aging: ({ details, isFiring }, { t, money }) =>
    t('shift.alertAging', {
      count: Number(details.couponCount),
      worth: money(Number(details.faceValueCents)),
      hours: Number(details.olderThanHours),
      place: placeOf(isFiring),
      most: Number(details.maxCoupons),
      mostWorth: money(Number(details.maxFaceValueCents)),
    }),
  expiring_soon: ({ details, isFiring, value, threshold }, { t, money }) => {
    const found = {
      count: value,
      worth: money(Number(details.faceValueCents)),
      hours: Number(details.withinHours),
    };
    return isFiring
      ? t('shift.alertExpiring', found)
      : t('shift.alertExpiringFew', { ...found, limit: Number(threshold) });
  },
  points_by_issuer: pointsByIssuer,
  points_to_player: ({ entity, details, value, threshold }, { t, number }) =>
    t('shift.alertPointsTo', {
      player: entity.label ?? '',
      points: number(value),
      bonuses: Number(details.entries),
      issuers: Number(details.issuers),
      limit: number(Number(threshold)),
    }),
};

/** Why an alert fired, or why it did not, for a person. */
export function alertSentence(alert: AlertFacts, speaker: Speaker): string {
  return SENTENCES[alert.kind](alert, speaker);
}

function voidRate({ details, isFiring, readinessText, value, threshold }: AlertFacts, { t, number }: Speaker): string {
  const found = { voided: number(Number(details.voidedCount)), issued: Number(details.issuedCount) };
  if (readinessText === 'too few')
    return t('shift.alertVoidsFew', { ...found, least: number(Number(details.minIssued)) });
  const rate = { percent: number(value), limit: number(Number(threshold)), place: placeOf(isFiring) };
  return t('shift.alertVoids', { ...found, ...rate });
}

function pointsByIssuer(
  { details, isFiring, readinessText, value, threshold }: AlertFacts,
  { t, number }: Speaker,
): string {
  const points = number(Number(details.points));
  if (readinessText === 'too few')
    return t('shift.alertPointsFew', { points, least: number(Number(details.minPoints)) });
  return t('shift.alertPointsBy', {
    staff: String(details.staffName),
    given: number(Number(details.mostPoints)),
    points,
    percent: number(value),
    limit: number(Number(threshold)),
    place: placeOf(isFiring),
  });
}

function replacementRate({ details, isFiring, unit, value, threshold }: AlertFacts, { t, number }: Speaker): string {
  const found = {
    replaced: number(Number(details.replacedCount)),
    issued: Number(details.issuedCount),
    limit: number(Number(threshold)),
  };
  let sentence =
    unit === 'percent'
      ? t('shift.alertReplacements', { ...found, percent: number(value), place: placeOf(details.isOver === true) })
      : t('shift.alertReplacementsFew', { ...found, least: number(Number(details.minIssued)) });
  if (details.isOfOne) sentence = t('shift.oneReplaced', { sentence, times: Number(details.mostOfOneCount) });
  if (isFiring && details.mostByStaffName) {
    const most = { staff: String(details.mostByStaffName), count: number(Number(details.mostByCount)) };
    sentence = t('shift.replacedBy', { sentence, ...most });
  }
  return sentence;
}

/** How a value lies to its baseline, what that was held against, and what the allowance was made from. */
function comparison(alert: AlertFacts, speaker: Speaker): string {
  const { baseline, threshold, details } = alert;
  if (baseline === null || baseline.median === null || threshold === null) return speaker.t('shift.noDayToCompare');
  const change = alert.value - baseline.median;
  const percent = (name: string) => speaker.number(Number(details[name]));
  return speaker.t('shift.comparison', {
    change: amount(alert, Math.abs(change), speaker),
    side: change < 0 ? 'below' : 'above',
    usual: amount(alert, baseline.median, speaker),
    place: String(details.place),
    allowed: amount(alert, threshold, speaker),
    least: amount(alert, Number(details.minChange), speaker),
    leastPercent: percent('minChangePercent'),
    history: baseline.readiness,
    fixedPercent: percent('fallbackPercent'),
    days: baseline.n,
    needed: Number(details.minHistoryDays),
    lastDay: details.newestDay ? speaker.day(String(details.newestDay)) : '',
  });
}

/** Money, or coupons; medians of counts have halves, so that these keep one decimal. */
function amount({ unit }: AlertFacts, value: number, { t, money }: Speaker): string {
  return unit === 'cents' ? money(Math.round(value)) : t('shift.coupons', { count: Math.round(value * 10) / 10 });
}

/** How long, and how long it may: nobody at a table counts 240 minutes. */
function lasted({ value, threshold }: AlertFacts, say: Say) {
  return { duration: sayDuration(value * MINUTE, say), limit: sayDuration((threshold ?? 0) * MINUTE, say) };
}

function whoAndWhere({ details }: AlertFacts) {
  return { player: String(details.playerName), table: String(details.tableLabel), seat: String(details.seat) };
}

function placeOf(isBeyond: boolean): 'beyond' | 'within' {
  return isBeyond ? 'beyond' : 'within';
}
