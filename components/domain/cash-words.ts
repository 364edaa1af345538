import { formatHold, formatMoneyRounded, formatPoints, formatTime } from '@/lib/shared/format';
import type { Shift } from '@/services/shift/dtos';
import { t } from '@/words/say';

/** Stands where a figure is not known. Never a zero, which would be a figure. */
export const NOT_KNOWN = '–';

/** Money in whole units, or the sign for "not known". The cents are where the count is recorded. */
export function moneyOrUnknown(cents: number | null, currency: string): string {
  return cents === null ? NOT_KNOWN : formatMoneyRounded(cents, currency);
}

/** Hold, or the sign for "not known". */
export function holdOrUnknown(percent: number | null): string {
  return percent === null ? NOT_KNOWN : formatHold(percent);
}

/** How many tables the win is of: `3 of 23 tables counted`. */
export function countedText({ countedTables, openTables }: { countedTables: number; openTables: number }): string {
  // A table that was counted and closed since is counted, and not open.
  const tables = Math.max(openTables, countedTables);
  return t('shift.tablesCounted', { counted: formatPoints(countedTables), tables: formatPoints(tables) });
}

/** A shift with its hours on the casino's clock: `Swing, 14:00–22:00`. */
export function shiftText({ name, startsAt, endsAt }: Shift, timeZone: string): string {
  const hours = { from: formatTime(startsAt, timeZone), to: formatTime(endsAt, timeZone) };
  return t('shift.shiftHours', { shift: name, ...hours });
}
