import { alertLabel } from '@/components/labels';
import { alertSentence } from '@/lib/shared/alert-sentence';
import { formatGamingDay, formatMoney } from '@/lib/shared/format';
import { formatNumber } from '@/lib/shared/numbers';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';

/** Why an alert fired, or why it did not, in the person's language. */
export function alertText(alert: Omit<Alert, 'message'>, currency: string): string {
  const money = (cents: number) => formatMoney(cents, currency);
  return alertSentence(alert, { t, money, number: formatNumber, day: formatGamingDay });
}

/** Rule and thing in a few words, to tell alerts apart: `Table idle, RO-21`. */
export function alertName({ kind, entity }: Pick<Alert, 'kind' | 'entity'>): string {
  const things = [entity.label, metricLabel(entity.metric)].filter((thing) => thing !== null);
  return things.reduce((alert, thing) => t('shift.alertOn', { alert, thing }), alertLabel(kind));
}

function metricLabel(metric: string | null): string | null {
  if (metric === 'face_value') return t('shift.byFaceValue');
  return metric === 'count' ? t('shift.byCount') : metric;
}
