import 'server-only';
import { open } from 'node:fs/promises';
import { type CsvDelimiter, MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import { AppError } from '@/lib/shared/errors';
import { type CsvOptions, findForm } from './form';
import {
  type CsvFault,
  type CsvRow,
  createWindow,
  type FileWindow,
  lineOfCells,
  numbered,
  readRecords,
  withoutBlankEnd,
} from './records';

export type CsvFile = { headers: string[]; headerRow: number; delimiter: CsvDelimiter; rows: AsyncGenerator<CsvRow> };

const MAX_COLUMNS = 200;
const MAX_HEADER_LENGTH = 200;

/**
 * Opens a file of UTF-8 text and lets `work` have it: finds the delimiter and the header, as far as the options don't say
 * them, then gives the rows after it, one by one, blank ones left out. Every other line after the header is in exactly one
 * row: one that can't be read costs that line and none after it. CSV_UNREADABLE when there is no header, none near enough to
 * the top, or no row under it; VALIDATION_FAILED when the row that is said to be the header is none.
 */
export async function withCsv<T>(
  path: string,
  work: (file: CsvFile) => Promise<T>,
  options: CsvOptions = {},
): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(await readHeader(createWindow(file), options));
  } finally {
    await file.close();
  }
}

async function readHeader(window: FileWindow, options: CsvOptions): Promise<CsvFile> {
  const { delimiter, headerRow, start, linesBefore } = await findForm(window, options);
  const records = numbered(readRecords(window, start, delimiter), linesBefore);
  const header = await rowFrom(records, headerRow ?? 1);
  if (options.headerRow !== undefined && (header?.n !== options.headerRow || header.fault))
    throw noHeaderIn(options.headerRow);
  if (header === null) throw new AppError('CSV_UNREADABLE', { row: 1, reason: 'noHeader' });
  const headers = withoutBlankEnd(header.cells, 1);
  const refuse = (facts?: Record<string, unknown>) => new AppError('CSV_UNREADABLE', { row: header.n, ...facts });
  if (header.n > MAX_HEADER_ROW) throw refuse({ reason: 'headerTooFar', max: MAX_HEADER_ROW });
  if (headers.length > MAX_COLUMNS) throw refuse({ reason: 'tooManyColumns', found: headers.length, max: MAX_COLUMNS });
  if (header.fault || headers.every((name) => name.length > MAX_HEADER_LENGTH)) throw refuse();
  const first = await records.next();
  if (first.done) throw refuse({ reason: 'noRows' });
  return {
    headers: headers.map((name) => name.slice(0, MAX_HEADER_LENGTH)),
    headerRow: header.n,
    delimiter,
    rows: fitted(first.value, records, { columns: headers.length, delimiter }),
  };
}

/** The first row that is not blank, from one on; null, where there is none. */
async function rowFrom(records: AsyncGenerator<CsvRow>, from: number): Promise<CsvRow | null> {
  // Asked one by one: leaving a loop over them would end the records.
  for (let { value, done } = await records.next(); !done; { value, done } = await records.next())
    if (value.n >= from) return value;
  return null;
}

function noHeaderIn(row: number): AppError {
  return new AppError('VALIDATION_FAILED', { fields: { headerRow: { rule: 'headerRowBlank', params: { row } } } });
}

type Form = { columns: number; delimiter: CsvDelimiter };

/** Says of each row whether it has a cell for each column. Blank cells beyond the last column are no cells. */
async function* fitted(first: CsvRow, rest: AsyncGenerator<CsvRow>, form: Form): AsyncGenerator<CsvRow> {
  const fitRow = (row: CsvRow): CsvRow => {
    if (row.fault) return row;
    const cells = withoutBlankEnd(row.cells, form.columns);
    if (cells.length === form.columns) return { ...row, cells };
    const fault: CsvFault = { code: 'CELL_COUNT', expected: form.columns, found: cells.length };
    // A row of far too many cells is kept as the one text that it is.
    return { ...row, cells: cells.length > MAX_COLUMNS ? [lineOfCells(cells, form.delimiter)] : cells, fault };
  };
  yield fitRow(first);
  for await (const row of rest) yield fitRow(row);
}
