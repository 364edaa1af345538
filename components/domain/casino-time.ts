import { offsetMs, wallDate } from '@/lib/shared/wall-clock';

/** An instant as a date-and-time field shows it at the casino: `2026-11-20T21:42`. */
export function toWallTime(instant: string | number, timeZone: string): string {
  return wallDate(instant, timeZone).toISOString().slice(0, 16);
}

/**
 * The instant of a casino's wall time as a date-and-time field gives it; null when it is not one. A time that the
 * clocks skip in spring is read as one an hour beside it, a time that comes twice in autumn as one of the two.
 */
export function fromWallTime(wallTime: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${wallTime}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wallTime) || Number.isNaN(asUtc)) return null;
  // The offset at the wrong instant is nearly always the right one; where it is not, the second look has it.
  const nearby = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(nearby, timeZone)).toISOString();
}
