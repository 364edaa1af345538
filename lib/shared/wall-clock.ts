/**
 * What the clock on a casino's wall shows. The database says how far that is from UTC, and when that changes; what a browser
 * or a server has of its own zone data may be years old, and answers only for zones and times of which nothing was said.
 */

/** From one instant until before another a zone is so many seconds ahead of UTC. */
export type UtcOffset = { startsAt: string; endsAt: string; seconds: number };

type Period = { startsAt: number; endsAt: number; offsetMs: number };

/** By zone. The same for everybody, so that a server may keep it across requests. */
const known = new Map<string, { source: readonly UtcOffset[]; periods: Period[] }>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Learns what the database says of a zone, from then on and for all who format. Cheap when it was learnt before. */
export function learnUtcOffsets(timeZone: string, offsets: readonly UtcOffset[]): void {
  if (known.get(timeZone)?.source === offsets) return;
  const periods = offsets.map(({ startsAt, endsAt, seconds }) => ({
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(endsAt),
    offsetMs: seconds * 1000,
  }));
  known.set(timeZone, { source: offsets, periods });
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone);
  if (made) return made;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

/** How far a zone is ahead of UTC by this machine's own zone data, in milliseconds. */
export function ownOffsetMs(epochMs: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(epochMs / 1000) * 1000;
}

/** How far a casino's clock is ahead of UTC at an instant, in milliseconds. */
export function offsetMs(epochMs: number, timeZone: string): number {
  const period = known.get(timeZone)?.periods.find(({ startsAt, endsAt }) => startsAt <= epochMs && epochMs < endsAt);
  return period?.offsetMs ?? ownOffsetMs(epochMs, timeZone);
}

/** A date whose UTC fields are what the casino's clock shows at an instant. */
export function wallDate(instant: string | number, timeZone: string): Date {
  const epochMs = typeof instant === 'string' ? Date.parse(instant) : instant;
  return new Date(epochMs + offsetMs(epochMs, timeZone));
}

/** An instant as the casino's clock shows it, in ISO 8601 with its distance from UTC: `2026-11-20T16:42:07-05:00`. */
export function wallIso(instant: string, timeZone: string): string {
  const epochMs = Date.parse(instant);
  const minutes = Math.round(offsetMs(epochMs, timeZone) / 60_000);
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    `${part}`.padStart(2, '0'),
  );
  return `${wallDate(epochMs, timeZone).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${hour}:${minute}`;
}

/** The first instant, if any, from which on this machine's own zone data say something else of a zone than the database. */
export function findDisagreement(timeZone: string, offsets: readonly UtcOffset[], nowMs: number): string | null {
  const isWrong = ({ startsAt, endsAt, seconds }: UtcOffset) =>
    [Math.max(nowMs, Date.parse(startsAt)), Date.parse(endsAt) - 1000].some(
      (at) => ownOffsetMs(at, timeZone) !== seconds * 1000,
    );
  return offsets.find((offset) => Date.parse(offset.endsAt) > nowMs + 1000 && isWrong(offset))?.startsAt ?? null;
}
