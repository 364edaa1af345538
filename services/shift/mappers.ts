import type { AlertKind } from '@/lib/shared/kinds';
import { fromRow, onOnePage } from '@/lib/shared/wire';
import { type Alert, type Alerts, alertsSchema } from './dtos';

/** The answer of `rpc_shift_alerts`, every alert with its sentence. */
export function mapAlerts(row: unknown): Alerts {
  const { currency } = row as { currency: string };
  const alerts = fromRow(alertsSchema, onOnePage(row));
  return { ...alerts, items: alerts.items.map((alert) => ({ ...alert, message: alertMessage(alert, currency) })) };
}

type Sentence = (alert: Alert, currency: string) => string;

const SENTENCES: Record<AlertKind, Sentence> = {
  table_idle: (alert) =>
    `Nobody has played at ${alert.entity.label} for ${minutes(alert.value)}; the limit is ${minutes(alert.threshold)}.`,
  slip_duration: (alert) =>
    `${playerAndSeat(alert)} has a slip running for ${minutes(alert.value)}; the limit is ${minutes(alert.threshold)}.`,
  pause_duration: (alert) =>
    `${playerAndSeat(alert)} has a slip paused for ${minutes(alert.value)}; the limit is ${minutes(alert.threshold)}.`,
  drop_anomaly: (alert, currency) =>
    `${alert.entity.label} dropped ${amount(alert, alert.value, currency)} in ${alert.entity.metric}${reason(alert, currency)}`,
  promo_issuance_spike: (alert, currency) => {
    const what = alert.unit === 'cents' ? 'in coupons was' : 'were';
    return `${amount(alert, alert.value, currency)} ${what} issued${reason(alert, currency)}`;
  },
  promo_void_rate: voidRateSentence,
  promo_replacement_rate: replacementRateSentence,
  outstanding_aging: (alert, currency) => {
    const { couponCount, faceValueCents, olderThanHours, maxCoupons, maxFaceValueCents } = alert.details;
    const found = `${coupons(couponCount)} worth ${formatMoney(Number(faceValueCents), currency)}`;
    const limits = `${coupons(maxCoupons)} or ${formatMoney(Number(maxFaceValueCents), currency)}`;
    const side = alert.isFiring ? 'more than' : 'within';
    return `${found} have been out for over ${hours(olderThanHours)}, ${side} the limit of ${limits}.`;
  },
  expiring_soon: (alert, currency) => {
    const worth = formatMoney(Number(alert.details.faceValueCents), currency);
    const limit = alert.isFiring ? '' : `; from ${coupons(alert.threshold)} on this is an alert`;
    return `${coupons(alert.value)} worth ${worth} expire within ${hours(alert.details.withinHours)}${limit}.`;
  },
};

/** Why an alert fired, or why it did not, in one sentence for a person. */
function alertMessage(alert: Alert, currency: string): string {
  return SENTENCES[alert.kind](alert, currency);
}

function voidRateSentence(alert: Alert): string {
  const { voidedCount, issuedCount, minIssued } = alert.details;
  const found = `${Number(voidedCount)} voided of ${coupons(issuedCount)} issued`;
  if (alert.readinessText === 'too few') return `${found}: too few to tell, it takes ${Number(minIssued)}.`;
  const side = alert.isFiring ? 'more than' : 'within';
  return `${found}, ${alert.value} %, ${side} the limit of ${alert.threshold} %.`;
}

function replacementRateSentence(alert: Alert): string {
  const { replacedCount, issuedCount, minIssued, mostByStaffName, mostByCount, mostOfOneCount, isOver, isOfOne } =
    alert.details;
  const found = `${Number(replacedCount)} replaced of ${coupons(issuedCount)} issued`;
  const one = isOfOne ? ` One coupon was replaced ${Number(mostOfOneCount)} times.` : '';
  const who = alert.isFiring && mostByStaffName ? ` ${mostByStaffName} replaced ${Number(mostByCount)} of them.` : '';
  if (alert.unit === 'percent') {
    return `${found}, ${alert.value} %, ${isOver ? 'more than' : 'within'} the limit of ${alert.threshold} %.${one}${who}`;
  }
  const limit = `from ${Number(alert.threshold)} replaced on this is an alert`;
  return `${found}: too few for a rate, which takes ${Number(minIssued)}; ${limit}.${one}${who}`;
}

/** `: …` with how a value lies to its baseline, and what that was held against. */
function reason(alert: Alert, currency: string): string {
  const { baseline, threshold } = alert;
  if (baseline === null || baseline.median === null || threshold === null) {
    return ': there is no earlier day to compare with yet.';
  }
  const change = alert.value - baseline.median;
  const side = change < 0 ? 'below' : 'above';
  const usual = `${amount(alert, Math.abs(change), currency)} ${side} the usual ${amount(alert, baseline.median, currency)}`;
  return `: ${usual}, ${verdict(alert, amount(alert, threshold, currency), currency)}${history(alert)}.`;
}

function verdict({ details, unit }: Alert, allowed: string, currency: string): string {
  if (details.place === 'beyond') return `more than the ${allowed} allowed`;
  if (details.place === 'below') return 'and only more than usual is an alert';
  if (details.place === 'within') return `within the ${allowed} allowed`;
  const least = amount({ unit }, Number(details.minChange), currency);
  return `too small a change to count (at least ${least} and ${Number(details.minChangePercent)} %)`;
}

/** What the allowance was made from, when that is not simply the spread of enough recent days. */
function history({ baseline, details }: Alert): string {
  if (baseline?.readiness === 'building') {
    return `, judged by a fixed ${Number(details.fallbackPercent)} % while history is ${baseline.readinessText}`;
  }
  if (baseline?.readiness === 'stale') {
    return `, judged by a fixed ${Number(details.fallbackPercent)} % because the last day on record is ${details.newestDay}`;
  }
  return '';
}

function amount(alert: Pick<Alert, 'unit'>, value: number, currency: string): string {
  return alert.unit === 'cents' ? formatMoney(Math.round(value), currency) : coupons(Math.round(value * 10) / 10);
}

function playerAndSeat({ details }: Alert): string {
  return `${details.playerName} at ${details.tableLabel}, seat ${details.seat},`;
}

function minutes(value: number | null): string {
  return formatCount(value ?? 0, 'minute', 'minutes');
}

function hours(value: unknown): string {
  return formatCount(Number(value), 'hour', 'hours');
}

/** Medians of counts have halves, so that this keeps one decimal. */
function coupons(value: unknown): string {
  return `${Number(value)} ${value === 1 ? 'coupon' : 'coupons'}`;
}

/*
 * The API speaks English to everybody: what a person reads is written in the page, in that person's language.
 */

function formatMoney(cents: number, currency: string): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return (cents / 100).toLocaleString('en-US', options);
}

function formatCount(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
