import type { PatternShift, SetShiftPatternInput, ShiftPattern, ShiftPatterns } from '@/services/shift/dtos';

/** How many shifts a day may have at most. */
export const MOST_SHIFTS = 8;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The pattern that is in force today; null for a casino that has none. */
export function patternInForce({ fromGamingDay, items }: ShiftPatterns): ShiftPattern | null {
  return items.find((pattern) => pattern.fromGamingDay === fromGamingDay) ?? null;
}

/** Reads shifts as typed; null unless each has a name and a time, and each of those is there once. */
export function readShifts(typed: readonly PatternShift[]): SetShiftPatternInput['shifts'] | null {
  const shifts = typed.map(({ name, startsAtLocal }) => ({ name: name.trim(), startsAtLocal }));
  const isWhole = shifts.every(({ name, startsAtLocal }) => name !== '' && TIME.test(startsAtLocal));
  const isOnce = (texts: string[]) => new Set(texts).size === texts.length;
  if (!isWhole || shifts.length === 0) return null;
  if (!isOnce(shifts.map(({ name }) => name.toLowerCase())) || !isOnce(shifts.map((shift) => shift.startsAtLocal)))
    return null;
  return shifts;
}
