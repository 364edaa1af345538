import { formatDateTimeWithYear, formatDayWithYear } from '@/lib/shared/format';
import type { Seating } from '@/services/floor/dtos';

type Exclusion = Seating['exclusions'][number];

const KINDS: Record<Exclusion['kind'], string> = {
  self: 'Self-exclusion',
  barred: 'Barred',
  responsible_gaming: 'Responsible gaming',
};

/** An exclusion in two lines: what holds until when, and why, by whom, since when. */
export function exclusionLines(exclusion: Exclusion, timeZone: string): { title: string; detail: string } {
  const { kind, reason, startsAt, endsAt, setByName } = exclusion;
  const until = endsAt === null ? 'no end set' : `until ${formatDateTimeWithYear(endsAt, timeZone)}`;
  return {
    title: `${KINDS[kind]}, ${until}`,
    detail: `${reason} (${setByName}, ${formatDayWithYear(startsAt, timeZone)})`,
  };
}
