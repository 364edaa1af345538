/** From when until when a scope counts, in milliseconds; the end is not part of it. */
export type Window = { startsAt: number; endsAt: number };
export type Windows = Record<'per_gaming_day' | 'per_week' | 'per_month', Window>;

const SECOND = 1_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock of a zone shows at an instant, as if that were UTC. Only the zone's own data are asked. */
function wallClock(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far a zone's clocks are ahead of UTC at an instant. */
export function offsetAt(at: number, timeZone: string): number {
  const wholeSecond = Math.floor(at / SECOND) * SECOND;
  return wallClock(wholeSecond, timeZone) - wholeSecond;
}

/**
 * The instant at which the clocks show a wall time: the later one where they show it twice; where they skip it, as long
 * after the change as it lies behind the skipped hour's beginning.
 */
export function instantOf(wall: number, timeZone: string): number {
  const [before, after] = [offsetAt(wall - DAY, timeZone), offsetAt(wall + DAY, timeZone)];
  const shown = [wall - before, wall - after].filter((at) => wallClock(at, timeZone) === wall);
  return shown.length > 0 ? Math.max(...shown) : wall - before;
}

const found = new Map<string, number>();

/** The first instant on which the calendar of a zone shows a date, found by bisection. */
export function firstInstantOn(date: number, timeZone: string): number {
  const key = `${timeZone} ${date}`;
  const instant = found.get(key) ?? bisectDate(date, timeZone);
  found.set(key, instant);
  return instant;
}

function bisectDate(date: number, timeZone: string): number {
  let [early, late] = [date - 2 * DAY, date + 2 * DAY];
  while (late - early > SECOND) {
    const middle = early + Math.floor((late - early) / 2 / SECOND) * SECOND;
    if (wallClock(middle, timeZone) >= date) late = middle;
    else early = middle;
  }
  return late;
}

/** All instants within years at which the clocks of a zone change. */
export function clockChanges(timeZone: string, fromYear: number, toYear: number): number[] {
  const changes: number[] = [];
  for (let day = Date.UTC(fromYear, 0, 1); day < Date.UTC(toYear + 1, 0, 1); day += DAY) {
    if (offsetAt(day, timeZone) === offsetAt(day + DAY, timeZone)) continue;
    let [early, late] = [day, day + DAY];
    while (late - early > SECOND) {
      const middle = early + Math.floor((late - early) / 2 / SECOND) * SECOND;
      if (offsetAt(middle, timeZone) === offsetAt(day, timeZone)) early = middle;
      else late = middle;
    }
    changes.push(late);
  }
  return changes;
}

/** The day of a casino that an instant lies in: from its start of day to the next. */
function dayAt(at: number, timeZone: string, startMinutes: number): Window {
  const today = Math.floor(wallClock(at, timeZone) / DAY) * DAY;
  const starts = [-2, -1, 0, 1, 2].map((days) => instantOf(today + days * DAY + startMinutes * 60 * SECOND, timeZone));
  const place = starts.findLastIndex((start) => start <= at);
  return { startsAt: starts[place] ?? Number.NaN, endsAt: starts[place + 1] ?? Number.NaN };
}

/** Gaming day, calendar week and month around an instant, without the database. */
export function windowsByHand(at: number, timeZone: string, gamingDayStart: string): Windows {
  const [hours = 0, minutes = 0] = gamingDayStart.split(':').map(Number);
  const local = new Date(wallClock(at, timeZone));
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const monday = Date.UTC(year, month, day - ((local.getUTCDay() + 6) % 7));
  const between = (from: number, to: number) => ({
    startsAt: firstInstantOn(from, timeZone),
    endsAt: firstInstantOn(to, timeZone),
  });
  return {
    per_gaming_day: dayAt(at, timeZone, hours * 60 + minutes),
    per_week: between(monday, monday + 7 * DAY),
    per_month: between(Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)),
  };
}
