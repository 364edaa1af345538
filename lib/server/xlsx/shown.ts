import 'server-only';
import { format, getFormatInfo } from 'numfmt';

/** A spreadsheet keeps 15 digits of a number and drops the others. */
const MAX_DIGITS = 15;
const SECONDS_PER_DAY = 86_400;
const LAST_DAY = 2_958_465;

/** How numbers of a cell are shown: as a day, perhaps with the time, as a time alone, as whole digits, or as some other number. */
export type CellFormat = { pattern: string; kind: 'day' | 'moment' | 'clock' | 'digits' | 'number' };

/** What a pattern such as `000000` or `yyyy-mm-dd` makes of a number. */
export function cellFormat(pattern: string): CellFormat {
  const { type, maxDecimals } = getFormatInfo(pattern);
  if (type === 'date') return { pattern, kind: 'day' };
  if (type === 'datetime') return { pattern, kind: 'moment' };
  if (type === 'time') return { pattern, kind: 'clock' };
  return { pattern, kind: type === 'number' && maxDecimals === 0 ? 'digits' : 'number' };
}

/**
 * A number as the sheet shows it where that says who or when, and exactly where it says how much: a number of days as a date, year
 * first; a whole number with its leading zeros and letters (`000000`, `"H"0`); any other as it is, never shortened.
 */
export function shownNumber(text: string, { pattern, kind }: CellFormat, is1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (kind === 'day' || kind === 'moment') return shownDay(value, kind === 'moment', is1904) ?? exactNumber(value);
  if (kind === 'clock') return format(pattern, value);
  const exact = exactNumber(value);
  if (kind !== 'digits' || !/^-?\d+$/.test(exact)) return exact;
  // A format can hide a number; then it is not what is shown that counts.
  const shown = format(pattern, value).trim();
  return digitsOf(shown).includes(digitsOf(exact)) ? shown : exact;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whole numbers whole. One of so many digits that some were lost is left shortened: nobody must take it for an id. */
function exactNumber(value: number): string {
  if (Number.isInteger(value))
    return Math.abs(value) < 10 ** MAX_DIGITS ? String(value) : value.toExponential().toUpperCase();
  return String(Number(value.toPrecision(MAX_DIGITS))).toUpperCase();
}

/** The day, and the time where there is one, by the workbook's own clock: no zone is asked. Null where no day has this number. */
function shownDay(value: number, hasTime: boolean, is1904: boolean): string | null {
  // Spreadsheets keep times as parts of a day, and miss whole seconds by a little.
  const seconds = Math.round(value * SECONDS_PER_DAY);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  if (day > LAST_DAY || day < (is1904 ? 0 : 1)) return null;
  const clock = new Date((seconds % SECONDS_PER_DAY) * 1000).toISOString().slice(11, 19);
  return dayAndTime(is1904 ? dayAfter('1904-01-01', day) : dayOf1900(day), clock, hasTime);
}

/** Spreadsheets have a 29 February 1900, which no calendar has. */
function dayOf1900(day: number): string {
  if (day === 60) return '1900-02-29';
  return dayAfter('1899-12-31', day < 60 ? day : day - 1);
}

function dayAfter(first: string, days: number): string {
  return new Date(Date.parse(first) + days * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

function dayAndTime(day: string, clock: string, hasTime: boolean): string {
  return clock === '00:00:00' && !hasTime ? day : `${day} ${clock}`;
}

/** A date that is written out in the file, by its own clock: whatever zone it names, the sheet shows this time. */
export function shownIsoDate(text: string, { kind }: CellFormat): string {
  const [, day, hours, seconds = '00'] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?.*)?$/.exec(text.trim()) ?? [];
  if (day === undefined) return text;
  return dayAndTime(day, `${hours ?? '00:00'}:${seconds}`, kind === 'moment');
}

/** Characters that a document can't hold stand in it by their number, `_x000D_`; other texts of this form as `_x005F_x000D_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
