import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { CsvOptions } from '@/lib/server/csv/form';
import type { CsvRow } from '@/lib/server/csv/records';
import { withCsv } from '@/lib/server/csv/rows';
import { type SpooledCsv, type SpoolOptions, type Upload, withSpooledCsv } from '@/lib/server/csv/spool';

type Bytes = Uint8Array<ArrayBuffer>;
type ReadCsv = Omit<SpooledCsv, 'path'> & {
  delimiter: string;
  headers: string[];
  headerRow: number;
  rows: CsvRow[];
};

/** An upload that arrives in these pieces, and said before how long it is, or did not. */
export function uploadOf(pieces: Iterable<Bytes>, length: number | null = null): Upload {
  const left = pieces[Symbol.iterator]();
  const body = new ReadableStream<Bytes>({
    pull(controller) {
      const { value, done } = left.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return { body, length };
}

/** A file in pieces of so many bytes. */
export function inPieces(bytes: Bytes, size: number): Bytes[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.slice(n * size, (n + 1) * size));
}

/** All that there is to come. */
export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

type Said = CsvOptions & SpoolOptions;

/** Takes a file in as the server does, and reads it to the end, as somebody says or as it is guessed. Text goes as UTF-8. */
export function readCsv(file: string | Bytes, pieceSize = 64 * 1024, said: Said = {}): Promise<ReadCsv> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  return withSpooledCsv(
    uploadOf(inPieces(bytes, pieceSize)),
    ({ path, ...facts }) =>
      withCsv(
        path,
        async ({ rows, ...csv }) => ({ ...facts, ...csv, rows: await allOf(rows) }),
        facts.workbook ? { ...said, delimiter: ',' } : said,
      ),
    said,
  );
}

/** The cells of every row under the header `a,b,c`. */
export async function cellsUnder(text: string, header = 'a,b,c\n'): Promise<string[][]> {
  return (await readCsv(header + text)).rows.map((row) => row.cells);
}

/** Gives each test a folder of its own for temporary files; the function says what is left in it. */
export function ownTemporaryFolder(): () => string[] {
  const before = process.env.TMPDIR;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pitside-test-'));
    process.env.TMPDIR = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  });
  return () => readdirSync(folder);
}
