import { formatDuration, formatMoney, formatPercent, formatPoints } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { oneDecimal } from './issuance-words';

/** A figure of an alert in its own unit. */
export function alertAmount(value: number, unit: Alert['unit'], currency: string): string {
  if (unit === 'minutes') return formatDuration(value * 60);
  if (unit === 'cents') return formatMoney(Math.round(value), currency);
  if (unit === 'percent') return formatPercent(value);
  if (unit === 'points') return t('domain.points', { points: formatPoints(value) });
  return oneDecimal(value);
}

/** Why an alert fired, or did not, figure by figure: `[term, value]`. */
export function alertReasons(alert: Alert, currency: string): [term: string, value: string][] {
  const { baseline, unit, threshold } = alert;
  const amount = (value: number | null) => (value === null ? t('shift.notKnown') : alertAmount(value, unit, currency));
  const readiness = readinessOf(alert);
  const ready: [string, string][] = readiness
    ? [[t('shift.readiness'), t(`shift.readinessIs_${readiness}`, historyOf(alert))]]
    : [];
  const value: [string, string] = [t('domain.value'), amount(alert.value)];
  if (baseline === null) return [value, [t('shift.threshold'), amount(threshold)], ...countedReasons(alert), ...ready];
  return [
    value,
    [t('shift.medianBefore'), amount(baseline.median)],
    [t('shift.allowed'), amount(threshold)],
    [t('shift.mad'), amount(baseline.mad)],
    [t('shift.daysCompared'), t('shift.gamingDays', { count: baseline.n })],
    [t('shift.method'), t(`shift.method_${baseline.method}`)],
    ...ready,
  ];
}

/** What a rate was made from, and who did most of it. */
function countedReasons({ details }: Alert): [term: string, value: string][] {
  const counts = [
    ['issued', details.issuedCount],
    ['voided', details.voidedCount],
    ['replaced', details.replacedCount],
  ] as const;
  const reasons = counts.flatMap<[string, string]>(([term, count]) =>
    typeof count === 'number' ? [[t(`shift.${term}`), t('shift.coupons', { count })]] : [],
  );
  const { mostByStaffName, mostByCount, mostOfOneCount } = details;
  const most = Number(mostOfOneCount);
  if (most > 1) reasons.push([t('shift.mostOfOne'), t('shift.times', { count: most })]);
  if (mostByStaffName) {
    const by = { staff: String(mostByStaffName), count: formatPoints(Number(mostByCount)) };
    reasons.push([t('shift.mostBy'), t('shift.mostByStaff', by)]);
  }
  return reasons;
}

/** Whether there is enough to judge by; null for a rule that always has. */
function readinessOf({ baseline, readinessText }: Alert): 'ready' | 'building' | 'stale' | 'tooFew' | null {
  if (baseline) return baseline.readiness;
  return readinessText === null ? null : 'tooFew';
}

/** The days of history that there are, and that it takes. */
function historyOf({ baseline, details }: Alert) {
  return { days: baseline?.n ?? 0, needed: Number(details.minHistoryDays) };
}

/** The readiness of a rule that did not fire, where it is more than "ready": what its row says at a glance. */
export function readinessNote(alert: Alert): string | null {
  const readiness = readinessOf(alert);
  return readiness === null || readiness === 'ready' ? null : t(`shift.readiness_${readiness}`, historyOf(alert));
}
