import { alertLabel } from '@/components/labels';
import { formatCount, formatDuration, formatMoney, formatPercent } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';

const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Rule and thing in a few words, to tell alerts apart: `Table idle, RO-21`. */
export function alertName(alert: Alert): string {
  const thing = [alert.entity.label, metricLabel(alert.entity.metric)].filter(Boolean).join(', ');
  return thing ? `${alertLabel(alert.kind)}, ${thing}` : alertLabel(alert.kind);
}

function metricLabel(metric: string | null): string | null {
  if (metric === 'face_value') return 'by face value';
  return metric === 'count' ? 'by count' : metric;
}

/** A figure of an alert in its own unit. */
export function alertAmount(value: number, unit: Alert['unit'], currency: string): string {
  if (unit === 'minutes') return formatDuration(value * 60);
  if (unit === 'cents') return formatMoney(Math.round(value), currency);
  if (unit === 'percent') return formatPercent(value);
  return oneDecimal.format(value);
}

const METHODS = {
  mad: 'Spread of the days before (MAD)',
  mean_ad: 'Mean deviation, because most days were alike (MAD 0)',
  fallback: 'A fixed percent of the median',
} as const;

/** Why an alert fired, or did not, figure by figure: `[term, value]`. */
export function alertReasons(alert: Alert, currency: string): [term: string, value: string][] {
  const { baseline, unit, threshold } = alert;
  const amount = (value: number | null) => (value === null ? 'Not known yet' : alertAmount(value, unit, currency));
  const reasons: [string, string][] = [['Value', amount(alert.value)]];
  if (baseline === null) {
    reasons.push(['Threshold', amount(threshold)], ...countedReasons(alert));
    if (alert.readinessText) reasons.push(['Readiness', readinessWords(alert.readinessText)]);
    return reasons;
  }
  reasons.push(
    ['Median of the days before', amount(baseline.median)],
    ['Allowed away from it', amount(threshold)],
    ['MAD', amount(baseline.mad)],
    ['Days compared (n)', formatCount(baseline.n, 'gaming day', 'gaming days')],
    ['Method', METHODS[baseline.method]],
    ['Readiness', readinessWords(alert.readinessText ?? baseline.readinessText)],
  );
  return reasons;
}

/** What a rate was made from, and who did most of it. */
function countedReasons({ details }: Alert): [term: string, value: string][] {
  const counts = [
    ['Issued', details.issuedCount],
    ['Voided', details.voidedCount],
    ['Replaced', details.replacedCount],
  ] as const;
  const reasons = counts.flatMap<[string, string]>(([term, count]) =>
    typeof count === 'number' ? [[term, formatCount(count, 'coupon', 'coupons')]] : [],
  );
  const { mostByStaffName, mostByCount, mostOfOneCount } = details;
  if (Number(mostOfOneCount) > 1) reasons.push(['Most of one', formatCount(Number(mostOfOneCount), 'time', 'times')]);
  if (mostByStaffName) reasons.push(['Most by', `${mostByStaffName}, ${Number(mostByCount)}`]);
  return reasons;
}

/** `building 2/3` as a person says it. */
function readinessWords(text: string): string {
  const building = /^building (\d+)\/(\d+)$/.exec(text);
  if (building) return `Building: ${building[1]} of ${building[2]} days of history`;
  if (text === 'too few') return 'Too few to tell';
  if (text === 'stale') return 'Stale: the last day on record is more than 7 days back';
  return text === 'ready' ? 'Ready' : text;
}

/** The readiness of a rule that did not fire, where it is more than "ready": what its row says at a glance. */
export function readinessNote(alert: Alert): string | null {
  return alert.readinessText === null || alert.readinessText === 'ready' ? null : alert.readinessText;
}
