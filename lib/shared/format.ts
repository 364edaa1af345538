import { t } from '@/words/say';
import { sayDuration } from './duration';
import { formatNumber, numberFormat } from './numbers';
import { wallDate } from './wall-clock';

/**
 * Every figure and time a person reads is written here, in that person's language; what a plain number takes is in `numbers`. The
 * functions avoid the parts of `Intl` whose output differs between ICU versions, so that the server's text and the browser's are the
 * same; times of a casino are those of the database.
 */
const MINUTE = 60;
const HOUR = 3600;
/** The most that any amount may be, a count of chips or a threshold; smaller bounds are their schemas' to keep. */
const CENTS_MAX = 100_000_000_000;

const INTEGER: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };
const ONE_DECIMAL: Intl.NumberFormatOptions = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function moneyFormat(currency: string, fractionDigits: 0 | 2): Intl.NumberFormat {
  const digits = { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits };
  return numberFormat({ style: 'currency', currency, ...digits });
}

type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
type Month = Weekday | 7 | 8 | 9 | 10 | 11;

function timeParts(instant: string | number, timeZone: string) {
  const wall = wallDate(instant, timeZone);
  const [hours, minutes] = [wall.getUTCHours(), wall.getUTCMinutes()].map((part) => String(part).padStart(2, '0'));
  const day = {
    weekday: t(`format.weekday${wall.getUTCDay() as Weekday}`),
    date: wall.getUTCDate(),
    month: t(`format.month${wall.getUTCMonth() as Month}`),
  };
  return {
    day: t('format.day', day),
    dayWithYear: t('format.dayWithYear', { ...day, year: wall.getUTCFullYear() }),
    dateAlone: t('format.date', { date: day.date, month: day.month, year: wall.getUTCFullYear() }),
    time: `${hours}:${minutes}`,
  };
}

/** A decimal string made from integer cents, so that no float ever stands between the ledger and the screen. */
function centsToDecimal(cents: number): `${number}` {
  const sign = cents < 0 ? '-' : '';
  const absolute = Math.abs(cents);
  return `${sign}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}` as `${number}`;
}

/** Money from integer cents: `$150`, and `$150.50` only where there are cents to show. */
export function formatMoney(cents: number, currency: string): string {
  return moneyFormat(currency, cents % 100 === 0 ? 0 : 2).format(centsToDecimal(cents));
}

/** Money in a column of amounts, which stand under one another: `$150.00`. */
export function formatMoneyInColumn(cents: number, currency: string): string {
  return moneyFormat(currency, 2).format(centsToDecimal(cents));
}

/** Money rounded to whole units, for estimates that grow while they are read (theo so far). */
export function formatMoneyRounded(cents: number, currency: string): string {
  return moneyFormat(currency, 0).format(centsToDecimal(cents));
}

/** A table's limits with the currency named once: `$25–1,000`. */
export function formatMoneyRange(minCents: number, maxCents: number, currency: string): string {
  const isWhole = maxCents % 100 === 0;
  const max = isWhole ? numberFormat(INTEGER).format(maxCents / 100) : formatMoney(maxCents, currency);
  return `${formatMoney(minCents, currency)}–${max}`;
}

/** The currency's sign alone, for the front of a money field. */
export function currencySymbol(currency: string): string {
  const parts = moneyFormat(currency, 0).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}

/** Cents as they are typed into a money field: no grouping, no sign, decimals only where needed. */
export function formatMoneyInput(cents: number): string {
  const decimal = centsToDecimal(cents);
  return decimal.endsWith('.00') ? decimal.slice(0, -3) : decimal;
}

/**
 * Reads what a person typed as money. Null when it is not a plain non-negative amount with at most two decimals, or more
 * than any amount may be. Commas set off thousands and nothing else: `12,50` is no amount rather than 1250.
 */
export function parseMoney(text: string): number | null {
  const match = /^(\d{1,10}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const cents = Number(match[1]?.replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return cents > CENTS_MAX ? null : cents;
}

/** Reads what a person typed as points. Null when it is not a positive whole number; commas set off thousands. */
export function parsePoints(text: string): number | null {
  if (!/^(\d{1,9}|\d{1,3}(,\d{3}){1,2})$/.test(text.trim())) return null;
  const points = Number(text.trim().replaceAll(',', ''));
  return points > 0 ? points : null;
}

/** Points, or any count: `12,480`; a balance below zero with a true minus: `−420`. */
export function formatPoints(points: number): string {
  return points < 0 ? formatSignedPoints(points) : numberFormat(INTEGER).format(points);
}

/** A movement of points with its sign: `+250`, `−50` (a true minus, as wide as the plus). */
export function formatSignedPoints(points: number): string {
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  return `${sign}${numberFormat(INTEGER).format(Math.abs(points))}`;
}

/** A percentage with at most two decimals: `8.7 %`. The space does not break. */
export function formatPercent(percent: number): string {
  return `${formatNumber(percent)}\u00a0%`;
}

/** Hold, with one decimal always, so that a column of them lines up: `20.3 %`. */
export function formatHold(percent: number): string {
  return `${numberFormat(ONE_DECIMAL).format(percent)}\u00a0%`;
}

/** A stretch of time in whole minutes: `48 min`, `1 h 05`. Never rounds up: 59 s is `0 min`. */
export function formatDuration(seconds: number): string {
  return sayDuration(seconds, t);
}

/** How long ago something happened: `just now`, `12 min ago`, `2 h 05 ago`. A future instant reads `just now`. */
export function formatAgo(instant: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(instant)) / 1000;
  return seconds < MINUTE ? t('format.justNow') : t('format.ago', { duration: formatDuration(seconds) });
}

/** How long until something happens: `in 42 min`, `in 3 h`, `in 2 days`, rounded down. Past and now read `now`. */
export function formatUntil(instant: string, nowMs: number): string {
  const seconds = Math.floor((Date.parse(instant) - nowMs) / 1000);
  if (seconds <= 0) return t('format.now');
  if (seconds < HOUR) return t('format.inMinutes', { minutes: Math.max(1, Math.floor(seconds / MINUTE)) });
  const hours = Math.floor(seconds / HOUR);
  return hours < 48 ? t('format.inHours', { hours }) : t('format.inDays', { count: Math.floor(hours / 24) });
}

/** How long coupons are good for: `12 h`, `24 h`, `3 days`; hours wherever whole days would lie. */
export function formatHours(hours: number): string {
  if (hours > 24 && hours % 24 === 0) return t('format.days', { count: hours / 24 });
  return t('format.hours', { hours: numberFormat(INTEGER).format(hours) });
}

/** Casino-local day: `Fri 20 Nov`. */
export function formatDay(instant: string | number, timeZone: string): string {
  return timeParts(instant, timeZone).day;
}

/** Casino-local wall time, 24 hours: `21:42`. */
export function formatTime(instant: string | number, timeZone: string): string {
  return timeParts(instant, timeZone).time;
}

/** Casino-local day and wall time: `Fri 20 Nov, 21:42`. */
export function formatDateTime(instant: string | number, timeZone: string): string {
  const { day, time } = timeParts(instant, timeZone);
  return t('format.dayAndTime', { day, time });
}

/** The same with the year, for paper and for what may lie a year away: `Fri 20 Nov 2026, 21:42`. */
export function formatDateTimeWithYear(instant: string | number, timeZone: string): string {
  const { dayWithYear, time } = timeParts(instant, timeZone);
  return t('format.dayAndTime', { day: dayWithYear, time });
}

/** Casino-local day with its year, for what may lie years back: `Fri 20 Nov 2026`. */
export function formatDayWithYear(instant: string | number, timeZone: string): string {
  return timeParts(instant, timeZone).dayWithYear;
}

/** The day of what happened at an instant, or on a day whose time nobody knows: no zone makes another day of that one. */
export function formatKnownDay(instant: string, date: string | null, timeZone: string): string {
  return date === null ? formatDayWithYear(instant, timeZone) : formatDayWithYear(`${date}T00:00:00Z`, 'UTC');
}

/** A gaming day, `YYYY-MM-DD` as the database set it, where it is known which year is meant: `Fri 20 Nov`. */
export function formatGamingDay(gamingDay: string): string {
  return timeParts(`${gamingDay}T00:00:00Z`, 'UTC').day;
}

/** The same with its year, for paper and for what may lie years back: `Fri 20 Nov 2026`. */
export function formatGamingDayWithYear(gamingDay: string): string {
  return timeParts(`${gamingDay}T00:00:00Z`, 'UTC').dayWithYear;
}

/** A day of the calendar, such as one of birth, `YYYY-MM-DD`: `20 Nov 1966`. */
export function formatDate(date: string): string {
  return timeParts(`${date}T00:00:00Z`, 'UTC').dateAlone;
}

/** `Bronze, Silver and Gold`. */
export function formatList(words: readonly string[]): string {
  const [last = '', ...others] = [...words].reverse();
  if (others.length === 0) return last;
  const first = others.reverse().reduce((so, next) => t('format.andThen', { first: so, next }));
  return t('format.andLast', { first, last });
}

/** Up to two letters for a person's mark: `RO` for Ray Okafor. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0) ?? '');
  return letters.join('').toUpperCase();
}
