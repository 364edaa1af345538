import type { AuditRow } from '@/services/audit/dtos';
import { findWords, t } from '@/words/say';

/** `Rating slip closed`; the action's own name where a newer server has one that there are no words for. */
export function actionText({ action }: Pick<AuditRow, 'action'>): string {
  return findWords('audit', `action_${action.replace('.', '_')}`) ?? action;
}

/** Who did it: a person, or Pitside itself. */
export function actorText({ staffName }: Pick<AuditRow, 'staffName'>): string {
  return staffName ?? t('labels.byPitside');
}

/** `rating_slip` as `rating slip`: the thing's own name on record. */
export function thingText({ entityType }: Pick<AuditRow, 'entityType'>): string {
  return entityType.replaceAll('_', ' ');
}

export type Change = { field: string; before: string; after: string };

const valueText = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The fields that are not the same before and after, in the order of the record. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({ field, before: valueText(before?.[field]), after: valueText(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}
