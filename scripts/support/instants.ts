/** A moment at which the tests are to run, by the name that it is asked for. */
export type Instant = { name: string; about: string; at: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Both of the demo's casinos keep such a clock. */
const CITIES = [
  { city: 'new-york', zone: 'America/New_York' },
  { city: 'london', zone: 'Europe/London' },
];

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}

/** When a zone's clock is next put forward or back: the first instant of the new offset, which is on a quarter of an hour. */
function nextChange(after: number, zone: string, direction: 'forward' | 'back'): number {
  const offsetAt = offsetIn(zone);
  const sign = direction === 'forward' ? 1 : -1;
  const find = (from: number, to: number, step: number): number => {
    for (let at = from; at < to; at += step) if (sign * (offsetAt(at + step) - offsetAt(at)) > 0) return at;
    throw new Error(`${zone} does not put its clock ${direction} within a year.`);
  };
  const day = find(Math.ceil(after / DAY) * DAY, after + 400 * DAY, DAY);
  return find(day, day + DAY, HOUR / 4) + HOUR / 4;
}

function clockChanges({ city, zone }: (typeof CITIES)[number], from: number): Instant[] {
  const back = nextChange(from, zone, 'back');
  const forward = nextChange(from, zone, 'forward');
  return [
    { name: `${city}-skip`, about: 'half a minute before the hour that is skipped', at: forward - MINUTE / 2 },
    { name: `${city}-first`, about: 'half past, in the hour that comes twice: the first', at: back - HOUR / 2 },
    { name: `${city}-second`, about: 'half past, in the hour that comes twice: the second', at: back + HOUR / 2 },
  ];
}

/** The first of a list that is still to come. */
function firstAfter(from: number, candidates: number[]): number {
  const found = candidates.find((at) => at > from);
  if (found === undefined) throw new Error('None of the instants is to come.');
  return found;
}

/**
 * Where tests that lean on the clock break: every third hour of a day, the hours that casinos have twice or not at all, the
 * ends of a month and a year, a leap day. All of them lie after `now`, as a clock can be shifted forward only.
 */
export function listInstants(now: number): Instant[] {
  // Runs that were begun before last a while: what is just ahead would be past when its turn comes.
  const from = now + DAY;
  const midnight = Math.ceil(from / DAY) * DAY;
  const year = new Date(from).getUTCFullYear();
  const years = Array.from({ length: 9 }, (_, ahead) => year + ahead);
  const isLeap = (of: number) => new Date(Date.UTC(of, 1, 29)).getUTCMonth() === 1;
  const monthEnds = [1, 2, 3].map((ahead) => Date.UTC(year, new Date(from).getUTCMonth() + ahead, 1));
  return [
    ...Array.from({ length: 8 }, (_, third) => ({
      name: `${String(3 * third).padStart(2, '0')}h`,
      about: 'an hour of a day',
      at: midnight + 3 * third * HOUR,
    })),
    ...CITIES.flatMap((city) => clockChanges(city, from)),
    // Of the year's end there is an instant of its own.
    {
      name: 'month-end',
      about: 'the last half hour of a month',
      at:
        firstAfter(
          from,
          monthEnds.filter((at) => new Date(at).getUTCMonth() > 0),
        ) -
        HOUR / 2,
    },
    {
      name: 'year-end',
      about: 'the last half hour of a year',
      at:
        firstAfter(
          from,
          years.map((of) => Date.UTC(of + 1, 0, 1)),
        ) -
        HOUR / 2,
    },
    {
      name: 'leap-day',
      about: 'noon of a 29 February',
      at: firstAfter(
        from,
        years.filter(isLeap).map((of) => Date.UTC(of, 1, 29, 12)),
      ),
    },
  ];
}
