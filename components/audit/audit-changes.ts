import { formatDate, formatDateTimeWithYear, formatList, formatMoney } from '@/lib/shared/format';
import { formatNumber } from '@/lib/shared/numbers';
import type { AuditRow } from '@/services/audit/dtos';
import { findWords, t } from '@/words/say';
import { pathText } from './audit-words';

/** How the casino says money and times. */
export type Place = { currency: string; timeZone: string };
export type Change = { field: string; before: string; after: string };
type Leaf = { path: string[]; value: unknown };

/** What the values of a field are called: how the names of the labels begin that have them. */
const VALUE_WORDS: Record<string, readonly string[]> = {
  status: ['coupon_'],
  reason: ['reason_'],
  role: ['role_'],
  staffRole: ['role_'],
  // An alert and an entry of the cash log have kinds of their own.
  kind: ['alert_', 'mtlKind_'],
  severity: ['severity_'],
  direction: ['mtlDirection_'],
  tender: ['mtlTender_'],
  area: ['mtlArea_'],
  promoType: ['promo_'],
  family: ['family_'],
  fulfillment: ['fulfillment_'],
};

/** The fields that are not the same before and after, in words, in the order of the record. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>, place: Place): Change[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const known = new Map([...old, ...now]);
  return [...known].flatMap(([key, { path }]) => {
    const [one, other] = [old.get(key)?.value, now.get(key)?.value];
    if (JSON.stringify(one ?? null) === JSON.stringify(other ?? null)) return [];
    const name = path.at(-1) ?? '';
    return [
      {
        field: pathText(path),
        before: valueText(name, one, place),
        after: valueText(name, other, place),
      },
    ];
  });
}

/** Every value of a document by its path; what stands in objects stands under their names. */
function leavesOf(document: Record<string, unknown> | null, path: string[] = []): Map<string, Leaf> {
  return new Map(
    Object.entries(document ?? {}).flatMap(([name, value]): [string, Leaf][] => {
      const own = [...path, name];
      return isObject(value) ? [...leavesOf(value, own)] : [[own.join('.'), { path: own, value }]];
    }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a person reads it, by what its field is called; nothing as a dash. */
function valueText(field: string, value: unknown, place: Place): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number')
    return field.endsWith('Cents') ? formatMoney(value, place.currency) : formatNumber(value);
  if (typeof value === 'string') return wordText(field, value, place);
  if (Array.isArray(value) && !value.some((item) => typeof item === 'object')) {
    return value.length === 0 ? '–' : formatList(value.map((item) => valueText(field, item, place)));
  }
  return JSON.stringify(value);
}

function wordText(field: string, text: string, { timeZone }: Place): string {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)))
    return formatDateTimeWithYear(text, timeZone);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text);
  const labels = (VALUE_WORDS[field] ?? []).map((kind) => findWords('labels', kind + text));
  return findWords('audit', `value_${text}`) ?? labels.find((label) => label !== null) ?? text;
}
