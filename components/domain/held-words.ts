import { formatDateTimeWithYear, formatDayWithYear } from '@/lib/shared/format';
import type { Seating } from '@/services/floor/dtos';
import { t } from '@/words/say';

type Exclusion = Seating['exclusions'][number];

/** An exclusion in two lines: what holds until when, and why, by whom, since when. */
export function exclusionLines(exclusion: Exclusion, timeZone: string): { title: string; detail: string } {
  const { reason, startsAt, endsAt, setByName } = exclusion;
  const kind = t(`domain.exclusion_${exclusion.kind}`);
  return {
    title:
      endsAt === null
        ? t('domain.exclusionNoEnd', { kind })
        : t('domain.exclusionUntil', { kind, when: formatDateTimeWithYear(endsAt, timeZone) }),
    detail: t('domain.exclusionWhy', { reason, staff: setByName, day: formatDayWithYear(startsAt, timeZone) }),
  };
}
