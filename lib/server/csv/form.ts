import 'server-only';
import { CSV_DELIMITERS, type CsvDelimiter, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import {
  type CsvRecord,
  type CsvRow,
  type FileWindow,
  numbered,
  readLine,
  readRecords,
  withoutBlankEnd,
} from './records';

/** How a file is to be read, where somebody says it; what is not said is guessed. */
export type CsvOptions = { headerRow?: number | undefined; delimiter?: CsvDelimiter | undefined };

/** How a file is read: its records begin at `start`, after so many lines; `headerRow` is null where no row was found. */
export type CsvForm = { delimiter: CsvDelimiter; headerRow: number | null; start: number; linesBefore: number };

/** Rows that have to be as wide as what is taken for a header below the first row. */
const ROWS_UNDER_HEADER = 3;
const SEPARATOR_LINE = /^"?sep=([,;|\t])"?[\s,;|]*$/i;

/** How a file is read: guessed from its first rows, as far as nobody says it. Where the header is said, rows above it don't count. */
export async function findForm(window: FileWindow, options: CsvOptions): Promise<CsvForm> {
  const { said, ...begin } = await skipSeparatorLines(window);
  const known = options.delimiter ?? said;
  const guesses: Guess[] = [];
  for (const delimiter of known ? [known] : CSV_DELIMITERS) {
    const records = readRecords(window, begin.start, delimiter);
    guesses.push({
      delimiter,
      ...guessHeader(await firstRows(records, begin.linesBefore, options.headerRow ?? 1), delimiter),
    });
  }
  const { delimiter, headerRow } = likeliest(guesses);
  return { delimiter, headerRow: options.headerRow ?? headerRow, ...begin };
}

/**
 * Excel's own way to name the delimiter, in a line before all others. A program that does not know it keeps the line as a
 * row, in quotes and with signs for missing cells behind it, and Excel puts another on top: the topmost is of this file.
 */
async function skipSeparatorLines(window: FileWindow) {
  const begin = { start: 0, linesBefore: 0 };
  let said: CsvDelimiter | undefined;
  while (begin.linesBefore < MAX_HEADER_ROW) {
    const line = await readLine(window, begin.start);
    const sign = SEPARATOR_LINE.exec(line.text)?.[1];
    const delimiter = CSV_DELIMITERS.find((candidate) => candidate === sign);
    if (delimiter === undefined) break;
    said ??= delimiter;
    begin.start = line.endByte;
    begin.linesBefore += 1;
  }
  return { said, ...begin };
}

/** The rows that are not blank, from one on down to where a header may stand, and those that show whether it is one. */
async function firstRows(records: AsyncGenerator<CsvRecord>, linesBefore: number, from: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of numbered(records, linesBefore, MAX_HEADER_ROW + ROWS_UNDER_HEADER))
    if (row.n >= from) rows.push(row);
  return rows;
}

/** `isMoved`: other rows stand above the header. `isConfirmed`: it has several names, and the row under it is as wide. */
type Header = { headerRow: number | null; filled: number; isMoved: boolean; isConfirmed: boolean };
type Guess = Header & { delimiter: CsvDelimiter };

/**
 * The header is the first row, unless that is a title: then a row further down has more names, no values, and rows under it
 * that are as wide and have some. Of several such rows the one with the most names, since titles can have cells as well.
 */
function guessHeader(rows: CsvRow[], delimiter: CsvDelimiter): Header {
  const [first, second] = rows;
  if (first === undefined) return { headerRow: null, filled: 0, isMoved: false, isConfirmed: false };
  // What can't be read as a row is held as one text.
  const filled = first.fault ? (first.cells[0]?.split(delimiter).length ?? 0) : filledCells(first).length;
  const isConfirmed = !first.fault && filled > 1 && second !== undefined && isAsWide(second, first);
  const own: Header = { headerRow: first.n, filled, isMoved: false, isConfirmed };
  if (first.fault) return own;
  return rows.reduce((best, row, place) => {
    const names = filledCells(row).length;
    const isBetter = row.n <= MAX_HEADER_ROW && names > best.filled && isHeader(row, rows.slice(place + 1));
    return isBetter ? { headerRow: row.n, filled: names, isMoved: true, isConfirmed: true } : best;
  }, own);
}

/** Whether a row below the first is a header, by the rows under it. */
function isHeader(row: CsvRow, below: CsvRow[]): boolean {
  const names = filledCells(row);
  const under = below.slice(0, ROWS_UNDER_HEADER);
  return (
    !row.fault &&
    names.length > 1 &&
    names.length * 2 >= withoutBlankEnd(row.cells, 1).length &&
    !names.some(isValue) &&
    under.every((other) => isAsWide(other, row)) &&
    under.some((other) => filledCells(other).some(isValue))
  );
}

/**
 * Cells with something in them. One that holds delimiters alone counts as blank: split at another delimiter, a blank
 * row looks like that.
 */
function filledCells({ cells }: CsvRow): string[] {
  return cells.filter((cell) => /[^\s,;|]/.test(cell));
}

function isAsWide(one: CsvRow, other: CsvRow): boolean {
  return !one.fault && one.cells.length === other.cells.length;
}

/** Numbers, dates and ids have more digits than letters; names of columns, even `Points 2026`, have not. */
function isValue(cell: string): boolean {
  const digits = cell.match(/\p{Nd}/gu)?.length ?? 0;
  return digits > 0 && digits >= (cell.match(/\p{L}/gu)?.length ?? 0);
}

/**
 * The delimiter by which the first row has names and the next row is as wide; else the one by which a header stands under a
 * title; else the one that the first row has most of; of none, a comma.
 */
function likeliest(guesses: Guess[]): Guess {
  const kinds = [
    guesses.filter(({ isConfirmed, isMoved }) => isConfirmed && !isMoved),
    guesses.filter(({ isMoved }) => isMoved),
    guesses,
  ];
  const [likely = guesses] = kinds.filter((kind) => kind.length > 0);
  return likely.reduce((best, guess) => (guess.filled > best.filled ? guess : best));
}
