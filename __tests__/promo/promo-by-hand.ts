import type { PromoRollup } from '@/services/promo/dtos';

/** What the rollups say, computed by another road: from the coupons in memory, with the wall clock of `Intl`. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/**
 * A coupon with its fate; `at` is when it was voided, replaced or cleared. `firstIssuedAt` is of a replacement: when the
 * first of its line was issued. Times in milliseconds.
 */
export type Coupon = {
  issuedAt: number;
  firstIssuedAt: number | null;
  expiresAt: number;
  status: 'issued' | 'voided' | 'replaced' | 'expired' | 'cleared';
  at: number | null;
  faceValueCents: number;
  patronRiskCents: number;
};
export type Window = { from: number; to: number };
export type Totals = {
  issued: Coupon[];
  replacements: Coupon[];
  voided: Coupon[];
  replaced: Coupon[];
  expired: Coupon[];
  isOpen: boolean;
  byHour: { count: number; faceValueCents: number }[];
};

export const faceValue = (coupons: Coupon[]) => coupons.reduce((sum, coupon) => sum + coupon.faceValueCents, 0);
export const patronRisk = (coupons: Coupon[]) => coupons.reduce((sum, coupon) => sum + coupon.patronRiskCents, 0);
const within = (time: number | null, { from, to }: Window) => time !== null && time >= from && time < to;

/** `day` plus some days, as YYYY-MM-DD. */
export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The gaming days of a time zone: each from its wall-clock start up to the next one's. */
export function createCalendar(timeZone: string, startHour: number) {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  /** What the wall shows at an instant, as if it were UTC. */
  const wall = (instant: number): number => {
    const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: string) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? Number.NaN;
    const time = [part('hour'), part('minute'), part('second')] as const;
    return Date.UTC(part('year'), part('month') - 1, part('day'), ...time) + (((instant % 1000) + 1000) % 1000);
  };
  const dayOf = (instant: number) => new Date(wall(instant) - startHour * HOUR).toISOString().slice(0, 10);
  /** The instant at which the wall shows the start of the day: no zone is further than 15 hours from UTC. */
  const findStart = (day: string): number => {
    const shown = Date.parse(`${day}T00:00:00Z`) + startHour * HOUR;
    for (let instant = shown - 15 * HOUR; instant <= shown + 15 * HOUR; instant += HOUR / 4) {
      if (wall(instant) === shown) return instant;
    }
    throw new Error(`The clocks of ${timeZone} do not show the start of ${day}.`);
  };
  const known = new Map<string, number>();
  const startOf = (day: string): number => {
    const start = known.get(day) ?? findStart(day);
    known.set(day, start);
    return start;
  };
  const windowOf = (day: string): Window => ({ from: startOf(day), to: startOf(addDays(day, 1)) });
  return { dayOf, startOf, windowOf };
}
export type Calendar = ReturnType<typeof createCalendar>;

/** What counts at `asOf`: an overdue coupon is expired. */
export function statusAt(coupon: Coupon, asOf: number): Coupon['status'] {
  return coupon.status === 'issued' && coupon.expiresAt <= asOf ? 'expired' : coupon.status;
}

/** By hour of the gaming day that began at `dayStart`; the first and the last hour may lie in the window in part. */
export function totalsOf(
  coupons: Coupon[],
  window: Window,
  hasVisits: boolean,
  asOf: number,
  dayStart = window.from,
): Totals {
  const made = coupons.filter((coupon) => within(coupon.issuedAt, window));
  const issued = made.filter(({ firstIssuedAt }) => firstIssuedAt === null);
  const ended = (status: Coupon['status'], when: (coupon: Coupon) => number | null) =>
    coupons.filter((coupon) => statusAt(coupon, asOf) === status && within(when(coupon), window));
  const firstHour = Math.floor((window.from - dayStart) / HOUR);
  const hours = Math.ceil((window.to - dayStart) / HOUR) - firstHour;
  const byHour = Array.from({ length: hours }, (_, place) => {
    const from = dayStart + (firstHour + place) * HOUR;
    const ofHour = issued.filter((coupon) => within(coupon.issuedAt, { from, to: from + HOUR }));
    return { count: ofHour.length, faceValueCents: faceValue(ofHour) };
  });
  return {
    issued,
    replacements: made.filter(({ firstIssuedAt }) => firstIssuedAt !== null),
    voided: ended('voided', ({ at }) => at),
    replaced: ended('replaced', ({ at }) => at),
    expired: ended('expired', ({ expiresAt }) => expiresAt),
    isOpen: made.length > 0 || hasVisits,
    byHour,
  };
}

/** The middle of a list, or halfway between the middle two; null of none. */
export function medianByHand(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The middle distance from the middle. */
export function deviationByHand(values: number[]): number | null {
  const middle = medianByHand(values);
  return middle === null ? null : medianByHand(values.map((value) => Math.abs(value - middle)));
}

/** A ratio to four places, half a place away from zero. */
function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 20_000 + whole) / (2 * whole)) / 10_000;
}

/**
 * The spike rule with the thresholds a casino begins with, in whole numbers: everything in 20,000ths of half a coupon over
 * the number of days, so that no step rounds.
 */
function bandByHand(count: number, history: number[], isStale: boolean) {
  const readiness = isStale ? 'stale' : history.length < 3 ? 'building' : 'ready';
  const median = medianByHand(history);
  const mad = deviationByHand(history);
  if (median === null || mad === null) {
    return { low: null, high: null, isAbove: false, method: 'fallback', readiness } as const;
  }
  const distances = history.reduce((sum, value) => sum + Math.abs(value - median), 0);
  const method = readiness !== 'ready' ? 'fallback' : mad > 0 ? 'mad' : distances > 0 ? 'mean_ad' : 'fallback';
  const days = history.length;
  const allowed = {
    mad: 3 * 14_826 * 2 * mad * days,
    mean_ad: 3 * 12_533 * 2 * distances,
    fallback: 20_000 * median * days,
  }[method];
  const middle = 20_000 * median * days;
  const round = (scaled: number) => Math.floor((2 * scaled + 2 * days) / (4 * days)) / 10_000;
  const change = count - median;
  return {
    low: round(Math.max(0, middle - allowed)),
    high: round(middle + allowed),
    isAbove: 20_000 * change * days > allowed && change >= 5 && change >= median / 4,
    method,
    readiness,
  } as const;
}

function outstandingByHand(coupons: Coupon[], asOf: number) {
  const outstanding = coupons.filter((coupon) => statusAt(coupon, asOf) === 'issued');
  const expiringSoon = outstanding.filter(({ issuedAt, firstIssuedAt, expiresAt }) => {
    const given = expiresAt - (firstIssuedAt ?? issuedAt);
    return expiresAt <= asOf + DAY && expiresAt - asOf <= given / 2;
  });
  const ages = [
    [0, 4],
    [4, 12],
    [12, 24],
    [24, 72],
    [72, null],
  ] as const;
  return {
    outstandingCount: outstanding.length,
    outstandingFaceValueCents: faceValue(outstanding),
    outstandingPatronRiskCents: patronRisk(outstanding),
    // Nobody in these houses is excluded.
    heldCount: 0,
    heldFaceValueCents: 0,
    heldPatronRiskCents: 0,
    expiringSoonCount: expiringSoon.length,
    expiringSoonFaceValueCents: faceValue(expiringSoon),
    outstandingByAge: ages.map(([fromHours, toHours]) => {
      const ofAge = outstanding.filter(({ issuedAt, firstIssuedAt }) => {
        const age = (asOf - (firstIssuedAt ?? issuedAt)) / HOUR;
        return age >= fromHours && (toHours === null || age < toHours);
      });
      return { fromHours, toHours, count: ofAge.length, faceValueCents: faceValue(ofAge) };
    }),
  };
}

type House = { coupons: Coupon[]; visitDays: Set<string>; calendar: Calendar };
type DayBefore = Pick<Totals, 'isOpen' | 'byHour'>;
const daysBefore = new WeakMap<Coupon[], Map<string, DayBefore>>();

/** What a day before adds to a baseline. It is worked out once for a list of coupons: no later moment changes it. */
function dayBefore({ coupons, visitDays, calendar }: House, day: string): DayBefore {
  const known = daysBefore.get(coupons) ?? new Map<string, DayBefore>();
  daysBefore.set(coupons, known);
  const found = known.get(day) ?? totalsOf(coupons, calendar.windowOf(day), visitDays.has(day), 0);
  known.set(day, found);
  return found;
}

/** The whole answer for a window of a gaming day, against the days before it. */
export function rollupByHand(
  house: House,
  {
    gamingDay,
    shift,
    baselineDays,
    asOf,
  }: {
    gamingDay: string;
    shift: (Window & { id: string }) | null;
    baselineDays: number;
    asOf: number;
  },
): Omit<PromoRollup, 'asOf'> {
  const { coupons, visitDays, calendar } = house;
  const window = shift ?? calendar.windowOf(gamingDay);
  const dayStart = calendar.startOf(gamingDay);
  const totals = totalsOf(coupons, window, visitDays.has(gamingDay), asOf, dayStart);
  const history = Array.from({ length: 28 }, (_, back) => ({
    back: back + 1,
    ...dayBefore(house, addDays(gamingDay, -1 - back)),
  }))
    .filter(({ isOpen }) => isOpen)
    .slice(0, baselineDays);
  const firstHour = Math.floor((window.from - dayStart) / HOUR);
  return {
    gamingDay,
    shiftId: shift?.id ?? null,
    issuedCount: totals.issued.length,
    issuedFaceValueCents: faceValue(totals.issued),
    issuedPatronRiskCents: patronRisk(totals.issued),
    voidedCount: totals.voided.length,
    replacedCount: totals.replaced.length,
    expiredCount: totals.expired.length,
    voidRate: ratio(totals.voided.length, totals.issued.length),
    replacementCount: totals.replacements.length,
    replacementRate: ratio(totals.replacements.length, totals.issued.length),
    byHour: totals.byHour.map(({ count, faceValueCents }, place) => {
      const hour = firstHour + place;
      const ofHour = history.filter(({ byHour }) => byHour[hour] !== undefined);
      const before = ofHour.flatMap(({ byHour }) => byHour[hour]?.count ?? []);
      const isStale = (ofHour[0]?.back ?? 0) > 7;
      return {
        hour,
        startsAt: new Date(Math.max(window.from, dayStart + hour * HOUR)).toISOString(),
        issuedCount: count,
        issuedFaceValueCents: faceValueCents,
        baselineMedian: medianByHand(before),
        baselineMad: deviationByHand(before),
        ...bandByHand(count, before, isStale),
      };
    }),
    ...outstandingByHand(coupons, asOf),
  };
}
