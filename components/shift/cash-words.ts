import { formatGamingDay } from '@/lib/shared/format';
import type { PitFigures, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';

/** Whether anything was recorded in a pit. Before that its drop, fills and credits are not zero but unknown. */
export function isPitBegun({ tables }: PitFigures): boolean {
  return tables.some(({ openingCents }) => openingCents !== null);
}

/** Where the opening that is proposed comes from; undefined where none is. */
export function carriedText({ carriedOpening }: TableFigures): string | undefined {
  if (carriedOpening === null) return undefined;
  const { shiftName, gamingDay } = carriedOpening;
  return t('shift.carriedFrom', { shift: shiftName, day: formatGamingDay(gamingDay) });
}
