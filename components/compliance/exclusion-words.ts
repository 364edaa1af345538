import { formatDateTimeWithYear } from '@/lib/shared/format';
import type { Exclusion, ExclusionHit, ExclusionKind } from '@/services/exclusions/dtos';
import { t } from '@/words/say';

export const kindLabel = (kind: ExclusionKind) => t(`compliance.kind_${kind}`);

/** Where an exclusion is in its life. */
export type ExclusionState = 'inForce' | 'toCome' | 'lifted' | 'over';

/** The state of an exclusion; what is not in force, not lifted and has not begun is to come. */
export function stateOf(
  exclusion: Pick<Exclusion, 'isInForce' | 'liftedAt' | 'startsAt'>,
  nowMs: number,
): ExclusionState {
  if (exclusion.isInForce) return 'inForce';
  if (exclusion.liftedAt !== null) return 'lifted';
  return Date.parse(exclusion.startsAt) > nowMs ? 'toCome' : 'over';
}

/** From when until when. */
export function periodText({ startsAt, endsAt }: Pick<Exclusion, 'startsAt' | 'endsAt'>, timeZone: string): string {
  const from = formatDateTimeWithYear(startsAt, timeZone);
  if (endsAt === null) return t('compliance.fromOn', { from });
  return t('compliance.fromUntil', { from, until: formatDateTimeWithYear(endsAt, timeZone) });
}

/** What was to be done with the player: `To be seated at BJ-02, seat 3`. */
export function attemptText({ attempt, step, tableLabel, seat }: ExclusionHit): string {
  if (attempt !== 'refuse_seat' && attempt !== 'confirm_seat') return t(`compliance.attempt_${attempt}`);
  const what = t(`compliance.step_${step ?? 'open_rating_slip'}`);
  return tableLabel === null ? what : t('compliance.atTable', { what, table: tableLabel, seat: seat ?? 0 });
}
