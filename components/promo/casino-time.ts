const PARTS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

/** An instant as a date-and-time field shows it at the casino: `2026-11-20T21:42`. */
export function toWallTime(instant: string | number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant of a casino's wall time as a date-and-time field gives it; null when it is not one. A time that the
 * clocks skip in spring is read as one an hour beside it, a time that comes twice in autumn as one of the two.
 */
export function fromWallTime(wallTime: string, timeZone: string): string | null {
  const asUtc = Date.parse(`${wallTime}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wallTime) || Number.isNaN(asUtc)) return null;
  const offsetAt = (epochMs: number) => Date.parse(`${toWallTime(epochMs, timeZone)}Z`) - epochMs;
  // The offset at the wrong instant is nearly always the right one; where it is not, the second look has it.
  const nearby = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(nearby)).toISOString();
}
