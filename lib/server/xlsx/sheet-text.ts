import 'server-only';
import { type FileHandle, open } from 'node:fs/promises';
import { lineOfCells, MAX_ROW_BYTES } from '@/lib/server/csv/records';
import { MAX_HEADER_ROW } from '@/lib/shared/csv-form';
import { AppError } from '@/lib/shared/errors';
import { type WorkbookBounds, withParts } from './parts';
import { readSheetRows, type SheetRow } from './sheet';
import { readWorkbook, type Workbook } from './workbook';

/** Which sheet of a workbook was read, of which. */
export type SheetChoice = { sheet: string; sheets: string[] };

const BATCH_CHARACTERS = 64 * 1024;
/** All rows are as wide as the widest of so many: the header is among them, and a sheet leaves out blank cells at the end. */
const ROWS_MEASURED = MAX_HEADER_ROW + 10;
/** A sheet with a header and a row of it. */
const ROWS_OF_A_TABLE = 2;

/**
 * Writes a sheet of the workbook out as the text that is read then, commas between its cells, a line for every row, blank
 * ones too: the one that somebody names, else the first one that is not hidden and holds a table. Memory is bounded however large the workbook says or turns out
 * to be. FILE_NOT_CSV (found), PAYLOAD_TOO_LARGE, VALIDATION_FAILED (sheet).
 */
export async function writeSheetText(
  path: string,
  to: string,
  bounds: WorkbookBounds,
  said?: string,
): Promise<SheetChoice> {
  try {
    return await withParts(path, bounds, async (parts) => {
      const book = await readWorkbook(parts);
      const sheets = book.sheets.map(({ name }) => name);
      const write = ({ part }: Workbook['sheets'][number]) =>
        writeRows(readSheetRows(parts.read(part), book), to, bounds.textBytes);
      const visible = book.sheets.filter(({ isHidden }) => !isHidden);
      const candidates = said === undefined ? (visible.length > 0 ? visible : book.sheets) : [findSheet(book, said)];
      for (const sheet of candidates) if ((await write(sheet)) >= ROWS_OF_A_TABLE) return { sheet: sheet.name, sheets };
      const [first = candidates[0]] = candidates;
      if (first === undefined) throw new AppError('FILE_NOT_CSV', { found: 'zip' });
      if (candidates.length > 1) await write(first);
      return { sheet: first.name, sheets };
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** By its name, upper and lower case being the same as in a spreadsheet; else by its number. */
function findSheet({ sheets }: Workbook, said: string): Workbook['sheets'][number] {
  const folded = (name: string) => name.trim().toLowerCase();
  const found =
    sheets.find(({ name }) => name === said) ??
    sheets.find(({ name }) => folded(name) === folded(said)) ??
    (/^\d{1,5}$/.test(said) ? sheets[Number(said) - 1] : undefined);
  if (found) return found;
  const names = sheets.map(({ name }) => name);
  const sheet = { rule: 'noSuchSheet', params: { sheets: names.join(', ') } };
  throw new AppError('VALIDATION_FAILED', { fields: { sheet }, sheets: names });
}

/** Whatever a reader throws of a file that makes no sense is about the file; what the disk says is not. */
function asRefusal(error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && 'syscall' in error)) return error;
  return new AppError('FILE_NOT_CSV', { found: 'damaged' }, { cause: error });
}

/** Writes rows as lines, and says how many there were. */
async function writeRows(rows: AsyncIterable<SheetRow>, to: string, maxBytes: number): Promise<number> {
  const file = await open(to, 'w', 0o600);
  try {
    const lines = new LineWriter(file, maxBytes);
    const measured: SheetRow[] = [];
    let isMeasured = false;
    let count = 0;
    for await (const row of rows) {
      count += 1;
      if (isMeasured) await lines.write(row);
      else if (measured.push(row) && row.n > ROWS_MEASURED) {
        isMeasured = true;
        await lines.writeFirst(measured);
      }
    }
    if (!isMeasured) await lines.writeFirst(measured);
    await lines.end();
    return count;
  } finally {
    await file.close();
  }
}

class LineWriter {
  readonly #file: FileHandle;
  #left: number;
  readonly #maxBytes: number;
  #batch = '';
  #n = 0;
  #width = 0;

  constructor(file: FileHandle, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#left = maxBytes;
  }

  /** The rows that say how wide the others are. */
  async writeFirst(rows: SheetRow[]): Promise<void> {
    this.#width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
    for (const row of rows) await this.write(row);
  }

  async write({ n, cells }: SheetRow): Promise<void> {
    while (cells.length < this.#width) cells.push('');
    const line = lineOfCells(cells, ',');
    // A row too long for the reader costs one line, and must not be several.
    const isTooLong = Buffer.byteLength(line) > MAX_ROW_BYTES;
    this.#batch += `${'\n'.repeat(n - this.#n - 1)}${isTooLong ? line.replace(/[\r\n]/g, ' ') : line}\n`;
    this.#n = n;
    if (this.#batch.length >= BATCH_CHARACTERS) await this.end();
  }

  async end(): Promise<void> {
    const bytes = Buffer.from(this.#batch);
    this.#batch = '';
    this.#left -= bytes.length;
    if (this.#left < 0) throw new AppError('PAYLOAD_TOO_LARGE', { maxBytes: this.#maxBytes });
    await this.#file.write(bytes);
  }
}
