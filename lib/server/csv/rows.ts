import 'server-only';
import { type FileHandle, open } from 'node:fs/promises';
import { Parser } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { AppError } from '@/lib/shared/errors';

/** What the reader could not make sense of in a row; the row is kept as it stands. */
export type CsvFault =
  | { code: 'CELL_COUNT'; expected: number; found: number }
  | { code: 'QUOTE_NOT_CLOSED' }
  | { code: 'ROW_TOO_LARGE'; max: number };

/** A row of a file. `n` counts as a spreadsheet does: from 1, the blank ones too. */
export type CsvRow = { n: number; cells: string[]; fault?: CsvFault; endByte: number };

export type CsvFile = { headers: string[]; headerRow: number; delimiter: Delimiter; rows: AsyncGenerator<CsvRow> };

const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** A row longer than this is no row of players. */
const MAX_ROW_BYTES = 64 * 1024;
const MAX_COLUMNS = 200;
/** A header further down is none that anybody would look for. */
const MAX_HEADER_ROW = 100;
const MAX_HEADER_LENGTH = 200;
const WINDOW_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const RECORD_ENDS = ['\r\n', '\n', '\r'];

/**
 * Opens a file of UTF-8 text and lets `work` have it: finds the delimiter and the header, then gives the rows after it, one
 * by one, blank ones left out. Every other line of the file is in exactly one row: one that can't be read costs that line
 * and none after it. CSV_UNREADABLE when there is no header, none near enough to the top, or no row under it.
 */
export async function withCsv<T>(path: string, work: (file: CsvFile) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(await readHeader(createWindow(file)));
  } finally {
    await file.close();
  }
}

async function readHeader(window: FileWindow): Promise<CsvFile> {
  const { delimiter, start } = await findDelimiter(window);
  const records = numbered(readRecords(window, start, delimiter), start > 0 ? 1 : 0);
  const header = await firstRecord(records);
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

/** Gives what is known of a file from a byte on; nothing, where the file ends. */
type FileWindow = (from: number) => Promise<Buffer>;

/** What was read last is kept: reading goes forwards, with a step back wherever a row makes no sense. */
function createWindow(file: FileHandle): FileWindow {
  let start = 0;
  let known = Buffer.alloc(0);
  return async (from) => {
    if (from < start || from >= start + known.length) {
      // A new buffer each time: the parser may still hold on to the last one.
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(WINDOW_BYTES), 0, WINDOW_BYTES, from);
      start = from;
      known = buffer.subarray(0, bytesRead);
    }
    return known.subarray(from - start);
  };
}

type CsvRecord = Omit<CsvRow, 'n'>;

async function firstRecord(records: AsyncGenerator<CsvRow>): Promise<CsvRow> {
  const { value, done } = await records.next();
  if (done) throw new AppError('CSV_UNREADABLE', { row: 1, reason: 'noHeader' });
  return value;
}

/** Numbers the records and leaves out the blank ones. */
async function* numbered(records: AsyncGenerator<CsvRecord>, before: number): AsyncGenerator<CsvRow> {
  let n = before;
  for await (const record of records) {
    n += 1;
    if (record.fault || record.cells.some((cell) => cell.trim() !== '')) yield { n, ...record };
  }
}

type Form = { columns: number; delimiter: Delimiter };

/** Says of each row whether it has a cell for each column. Blank cells beyond the last column are no cells. */
async function* fitted(first: CsvRow, rest: AsyncGenerator<CsvRow>, form: Form): AsyncGenerator<CsvRow> {
  const fitRow = (row: CsvRow): CsvRow => {
    if (row.fault) return row;
    const cells = withoutBlankEnd(row.cells, form.columns);
    if (cells.length === form.columns) return { ...row, cells };
    const fault: CsvFault = { code: 'CELL_COUNT', expected: form.columns, found: cells.length };
    // A row of thousands of signs between cells is kept whole, and held as the one text that it is.
    return { ...row, cells: cells.length > MAX_COLUMNS ? [lineOfCells(cells, form.delimiter)] : cells, fault };
  };
  yield fitRow(first);
  for await (const row of rest) yield fitRow(row);
}

function lineOfCells(cells: string[], delimiter: Delimiter): string {
  const needsQuotes = (cell: string) => cell.includes(delimiter) || /["\r\n]/.test(cell);
  return cells.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

function withoutBlankEnd(cells: string[], atLeast: number): string[] {
  let length = cells.length;
  while (length > atLeast && cells[length - 1]?.trim() === '') length -= 1;
  return cells.slice(0, length);
}

/**
 * Every record of the file, from a byte on. Where the quotes of one make no sense, its first line is taken by itself, as it
 * stands, and reading goes on with the line after it: an opening quote that is never closed would swallow the rest.
 */
async function* readRecords(window: FileWindow, start: number, delimiter: string): AsyncGenerator<CsvRecord> {
  let from = start;
  for (;;) {
    let hasFailed = false;
    for await (const record of parseFrom(window, from, delimiter)) {
      if (record === 'failed') hasFailed = true;
      else {
        from = record.endByte;
        yield record;
      }
    }
    if (!hasFailed) return;
    let line = await readLine(window, from);
    do {
      yield readAlone(line, delimiter);
      from = line.endByte;
      line = await readLine(window, from);
      // Where one line is like that the next ones mostly are, and a parser that is set up to fail takes its time.
    } while (hasLooseQuote(line.text, delimiter));
  }
}

async function* parseFrom(window: FileWindow, start: number, delimiter: string): AsyncGenerator<CsvRecord | 'failed'> {
  const parsed: CsvRecord[] = [];
  const failures: Error[] = [];
  let through = start;
  const parser = new Parser({
    delimiter,
    record_delimiter: RECORD_ENDS,
    relax_column_count: true,
    // Kept here and not pushed on: a stream that fails throws away what it holds.
    on_record: (cells: string[], { bytes }) => {
      const endByte = start + bytes;
      if (endByte - through > MAX_ROW_BYTES) throw new Error('The row is too long.');
      through = endByte;
      parsed.push({ cells: cells.map(withoutNul), endByte });
      return null;
    },
  });
  parser.on('error', (error) => failures.push(error));
  parser.resume();
  let at = start;
  for (let chunk = await window(at); chunk.length > 0 && failures.length === 0; chunk = await window(at)) {
    at += chunk.length;
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    yield* parsed.splice(0);
    // The parser would hold all of a row that never ends.
    if (at - through > MAX_ROW_BYTES) failures.push(new Error('The row is too long.'));
  }
  if (failures.length === 0) {
    await new Promise<void>((resolve) => {
      parser.once('end', resolve).once('error', () => resolve());
      parser.end();
    });
    yield* parsed.splice(0);
  }
  if (failures.length > 0) yield 'failed';
}

type Line = { text: string; endByte: number; isTooLong: boolean };

/** Whether a line has a quote, and every one of them in the middle of a cell: it begins nothing there. */
function hasLooseQuote(text: string, delimiter: string): boolean {
  return text.includes('"') && !text.split(delimiter).some((cell) => cell.startsWith('"'));
}

/** One line by itself, quotes as they stand where they make no sense as quotes. */
function readAlone({ text, endByte, isTooLong }: Line, delimiter: string): CsvRecord {
  if (isTooLong) return { cells: [], endByte, fault: { code: 'ROW_TOO_LARGE', max: MAX_ROW_BYTES } };
  if (hasLooseQuote(text, delimiter)) return { cells: text.split(delimiter).map(withoutNul), endByte };
  try {
    const [cells = []]: string[][] = parseAtOnce(text, {
      delimiter,
      record_delimiter: RECORD_ENDS,
      relax_quotes: true,
    });
    return { cells: cells.map(withoutNul), endByte };
  } catch {
    // The one thing left that a single line can get wrong; the row says so.
    return { cells: [withoutNul(text)], endByte, fault: { code: 'QUOTE_NOT_CLOSED' } };
  }
}

/** The line that begins at a byte; its text only while it is short enough to be a row. */
async function readLine(window: FileWindow, start: number): Promise<Line> {
  const kept: Buffer[] = [];
  let length = 0;
  for (let chunk = await window(start); chunk.length > 0; chunk = await window(start + length)) {
    const at = chunk.findIndex((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN);
    const piece = at < 0 ? chunk : chunk.subarray(0, at);
    length += piece.length;
    if (length <= MAX_ROW_BYTES) kept.push(piece);
    if (at < 0) continue;
    const end = start + length + 1;
    const isPair = chunk[at] === CARRIAGE_RETURN && (await window(end))[0] === LINE_FEED;
    return { ...lineOf(kept, length), endByte: isPair ? end + 1 : end };
  }
  return { ...lineOf(kept, length), endByte: start + length };
}

function lineOf(kept: Buffer[], length: number): Omit<Line, 'endByte'> {
  const isTooLong = length > MAX_ROW_BYTES;
  return { isTooLong, text: isTooLong ? '' : Buffer.concat(kept).toString('utf8') };
}

/** The delimiter of a file is the one its first line that is not blank has most of, outside quotes; of none, a comma. */
async function findDelimiter(window: FileWindow): Promise<{ delimiter: Delimiter; start: number }> {
  let start = 0;
  for (let lines = 0; lines < 100; lines += 1) {
    const line = await readLine(window, start);
    // Excel's own way to say it, in a line before the header.
    const said = DELIMITERS.find((delimiter) => line.text.toLowerCase() === `sep=${delimiter}`);
    if (said && lines === 0) return { delimiter: said, start: line.endByte };
    if (line.text.trim() !== '' || line.endByte === start) return { delimiter: mostUsed(line.text), start: 0 };
    start = line.endByte;
  }
  return { delimiter: ',', start: 0 };
}

function mostUsed(line: string): Delimiter {
  const outside = line.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string) => outside.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The database can't hold this character in a text; what stands for an unreadable one does. */
function withoutNul(cell: string): string {
  return cell.includes('\u0000') ? cell.replaceAll('\u0000', '\ufffd') : cell;
}
