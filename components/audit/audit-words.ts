import { ALERT_RULES } from '@/components/domain/alert-rules';
import { formatDate, formatDateTimeWithYear } from '@/lib/shared/format';
import type { AuditRow } from '@/services/audit/dtos';
import { findWords, t } from '@/words/say';

/** `floor`, `webhook`: the part of the house that an action belongs to. */
export function areaText(domain: string): string {
  return findWords('audit', `area_${domain}`) ?? plainText(domain);
}

/** `Rating slip closed`; the action's own name where a newer server has one that there are no words for. */
export function actionText({ action }: Pick<AuditRow, 'action'>): string {
  return findWords('audit', `action_${action.replace('.', '_')}`) ?? action;
}

/** Who did it: a person, or Pitside itself. */
export function actorText({ staffName }: Pick<AuditRow, 'staffName'>): string {
  return staffName ?? t('labels.byPitside');
}

/** `Rating slip`; the thing's own name on record where there are no words for it. */
export function thingText(entityType: string): string {
  return findWords('audit', `thing_${entityType}`) ?? plainText(entityType);
}

/** Enough of an id to tell two apart by eye: the end of it, as its beginning is the time. */
export function shortId(id: string): string {
  return id.slice(-8);
}

/** `loyalty_tier` and `loyaltyTier` as `Loyalty tier`. */
function plainText(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A bound of a filter: a gaming day or a time at the casino; as it stands where it is neither. */
export function boundText(bound: string, timeZone: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(bound)) return formatDate(bound);
  return Number.isNaN(Date.parse(bound)) ? bound : formatDateTimeWithYear(bound, timeZone);
}

/** What a field on record is called: by the trail's own words, those of the settings, those of the alert rules. */
export function fieldText(field: string): string {
  const rule = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (
    findWords('audit', `field_${field}`) ??
    findWords('settings', field) ??
    findWords('labels', `alert_${rule}`) ??
    plainText(field)
  );
}

/** What a field is called with all that it stands in: a figure of an alert rule as in the settings, with what it counts in. */
export function pathText(path: readonly string[]): string {
  return path.map((field, depth) => figureText(path[depth - 1], field) ?? fieldText(field)).join(' · ');
}

function figureText(rule: string | undefined, figure: string): string | null {
  const fields = ALERT_RULES.find((one) => one.rule === rule)?.fields;
  const found = fields?.find(({ name }) => name === figure);
  if (!found) return null;
  // Money says itself what it is in.
  if (found.unit === 'money') return t(found.label);
  return t('settings.inUnit', { name: t(found.label), unit: t(`settings.unit_${found.unit}`) });
}
