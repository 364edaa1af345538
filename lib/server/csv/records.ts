import 'server-only';
import type { FileHandle } from 'node:fs/promises';
import { Parser } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';

/** What the reader could not make sense of in a row; the row is kept as it stands. */
export type CsvFault =
  | { code: 'CELL_COUNT'; expected: number; found: number }
  | { code: 'QUOTE_NOT_CLOSED' }
  | { code: 'ROW_TOO_LARGE'; max: number };

/** A row of a file. `n` counts as a spreadsheet does: from 1, the blank ones too. */
export type CsvRow = { n: number; cells: string[]; fault?: CsvFault; endByte: number };

/** A row longer than this is no row of players. */
export const MAX_ROW_BYTES = 64 * 1024;
const WINDOW_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const RECORD_ENDS = ['\r\n', '\n', '\r'];

/** Gives what is known of a file from a byte on; nothing, where the file ends. */
export type FileWindow = (from: number) => Promise<Buffer>;

/** A window on an open file. What was read last is kept: reading goes forwards, with a step back wherever a row makes no sense. */
export function createWindow(file: FileHandle): FileWindow {
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

export type CsvRecord = Omit<CsvRow, 'n'>;

/** Numbers the records, up to one, and leaves out the blank ones. */
export async function* numbered(
  records: AsyncGenerator<CsvRecord>,
  before: number,
  through = Number.POSITIVE_INFINITY,
): AsyncGenerator<CsvRow> {
  let n = before;
  for await (const record of records) {
    n += 1;
    if (n > through) return;
    if (record.fault || record.cells.some((cell) => cell.trim() !== '')) yield { n, ...record };
  }
}

/**
 * Every record of the file, from a byte on. Where the quotes of one make no sense, its first line is taken by itself, as it
 * stands, and reading goes on with the line after it: an opening quote that is never closed would swallow the rest.
 */
export async function* readRecords(window: FileWindow, start: number, delimiter: string): AsyncGenerator<CsvRecord> {
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
export async function readLine(window: FileWindow, start: number): Promise<Line> {
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

/** Cells without the blank ones at their end; `atLeast` of them are kept. */
export function withoutBlankEnd(cells: string[], atLeast: number): string[] {
  let length = cells.length;
  while (length > atLeast && cells[length - 1]?.trim() === '') length -= 1;
  return cells.slice(0, length);
}

/** Cells as one line that is read as these cells again. */
export function lineOfCells(cells: string[], delimiter: string): string {
  const needsQuotes = (cell: string) => cell.includes(delimiter) || /["\r\n]/.test(cell);
  return cells.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

/** The database can't hold this character in a text; what stands for an unreadable one does. */
function withoutNul(cell: string): string {
  return cell.includes('\u0000') ? cell.replaceAll('\u0000', '\ufffd') : cell;
}
