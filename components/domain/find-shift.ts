import type { Shift } from '@/services/shift/dtos';

/** The shift of this name; null for the whole day, and for a name the day does not have. */
export function findShift(shifts: readonly Shift[], name: string | null): Shift | null {
  return shifts.find((shift) => shift.name === name) ?? null;
}
