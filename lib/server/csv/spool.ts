import 'server-only';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { containerOf } from '@/lib/server/xlsx/container';
import type { WorkbookBounds } from '@/lib/server/xlsx/parts';
import { type SheetChoice, writeSheetText } from '@/lib/server/xlsx/sheet-text';
import { CSV_ENCODINGS, type CsvEncoding } from '@/lib/shared/csv-form';
import { AppError } from '@/lib/shared/errors';
import { UploadFolders } from './upload-folders';

/** A file longer than this is refused: 100 MiB. */
export const MAX_CSV_BYTES = 100 * 1024 * 1024;

/** What comes out of a workbook is read piece by piece, and its sheet is as long a text at most as a CSV file. */
const WORKBOOK_BOUNDS: WorkbookBounds = { entries: 10_000, unpackedBytes: 1024 ** 3, textBytes: MAX_CSV_BYTES };

/** A file on its way: what of it arrives, and how many bytes it is to be, where its sender said so. */
export type Upload = { body: ReadableStream<Uint8Array> | null; length: number | null };

const folders = new UploadFolders();

/** An uploaded file on the server's own disk, as UTF-8 without a byte order mark, whatever it came as. */
export type SpooledCsv = {
  path: string;
  sha256: string;
  /** Of the file as it was sent, as the hash is. */
  sizeBytes: number;
  encoding: CsvEncoding;
  /** Of a workbook, which sheet was written out as that text, commas between its cells; null of a text. */
  workbook: SheetChoice | null;
};

/** How a file is to be read, where somebody says it. */
export type SpoolOptions = { encoding?: CsvEncoding | undefined; sheet?: string | undefined };

/**
 * Writes an upload to a temporary file while it arrives, and lets `work` have it; whatever happens, the file is gone
 * afterwards, and so is any that a server left which died. Memory stays flat however long the file is. A workbook is known
 * by its bytes; encoding and sheet are guessed unless somebody says them. PAYLOAD_TOO_LARGE, FILE_EMPTY, FILE_NOT_CSV (it is neither text nor a
 * workbook), VALIDATION_FAILED (sheet, encoding), UPLOAD_INTERRUPTED (it broke off, or is not as long as was said).
 */
export function withSpooledCsv<T>(
  upload: Upload,
  work: (file: SpooledCsv) => Promise<T>,
  said: SpoolOptions = {},
): Promise<T> {
  return folders.withFolder(async (directory) => {
    const sent = join(directory, 'sent');
    const { isUtf8, ...facts } = await writeUpload(upload, sent);
    const text = join(directory, 'text');
    const read = (await isWorkbook(sent)) ? readWorkbook(sent, text, said) : readText({ sent, isUtf8 }, text, said);
    return work({ ...facts, ...(await read) });
  });
}

type SentText = { sent: string; isUtf8: boolean };
type Read = Pick<SpooledCsv, 'path' | 'encoding' | 'workbook'>;

async function readWorkbook(sent: string, to: string, said: SpoolOptions): Promise<Read> {
  if (said.encoding !== undefined) throw notSaidOf('encoding', 'encodingOfWorkbook');
  const workbook = await writeSheetText(sent, to, WORKBOOK_BOUNDS, said.sheet);
  return { path: to, encoding: 'utf-8', workbook };
}

async function readText({ sent, isUtf8 }: SentText, to: string, said: SpoolOptions): Promise<Read> {
  if (said.sheet !== undefined) throw notSaidOf('sheet', 'sheetOfText');
  const encoding = await encodingOf(sent, isUtf8, said.encoding);
  if (!encoding.isPlain) await transcode(sent, to, encoding);
  return { path: encoding.isPlain ? sent : to, encoding: encoding.name, workbook: null };
}

function notSaidOf(field: keyof SpoolOptions, rule: string): AppError {
  return new AppError('VALIDATION_FAILED', { fields: { [field]: { rule } } });
}

/** Whether it may be a workbook. FILE_NOT_CSV where it is something else that is no text. */
async function isWorkbook(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const container = await containerOf(file);
    if (container !== null && container !== 'zip') throw new AppError('FILE_NOT_CSV', { found: container });
    return container === 'zip';
  } finally {
    await file.close();
  }
}

async function writeUpload({ body, length }: Upload, path: string) {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of received(body)) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > MAX_CSV_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_CSV_BYTES });
      hash.update(chunk);
      isUtf8 &&= canDecode(utf8, chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  // Whatever stands between here and the sender may have cut it off without a word.
  if (length !== null && sizeBytes !== length)
    throw new AppError('UPLOAD_INTERRUPTED', { expectedBytes: length, receivedBytes: sizeBytes });
  if (sizeBytes === 0) throw new AppError('FILE_EMPTY');
  return { sizeBytes, sha256: hash.digest('hex'), isUtf8: isUtf8 && canDecode(utf8) };
}

/** The chunks of an upload; a connection that breaks off is the client's trouble, not the server's. */
async function* received(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  try {
    yield* body;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('UPLOAD_INTERRUPTED', undefined, { cause: error });
  }
}

function canDecode(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    // What is not UTF-8 is read as something else; nothing went wrong.
    return false;
  }
}

/** Byte order marks. */
const MARKS = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff], 'utf-8': [0xef, 0xbb, 0xbf], 'windows-1252': [] };

function markedEncoding(head: Buffer): CsvEncoding | undefined {
  const marked = CSV_ENCODINGS.filter((name) => MARKS[name].length > 0);
  return marked.find((name) => MARKS[name].every((byte, place) => head[place] === byte));
}

type Encoding = { name: CsvEncoding; skipBytes: number; isPlain: boolean };

async function encodingOf(path: string, isUtf8: boolean, said?: CsvEncoding): Promise<Encoding> {
  const head = await readHead(path, 4096);
  const as = (name: CsvEncoding, skipBytes: number): Encoding => ({
    name,
    skipBytes,
    isPlain: name === 'utf-8' && skipBytes === 0 && isUtf8,
  });
  const marked = markedEncoding(head);
  if (said !== undefined) return as(said, marked === said ? MARKS[said].length : 0);
  if (marked === 'utf-16le' || marked === 'utf-16be') return as(marked, MARKS[marked].length);
  const zeros = [0, 0];
  head.forEach((byte, place) => {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Text of western letters has a zero in every second byte, and in none of the others.
  if (odd > head.length / 4 && even === 0) return as('utf-16le', 0);
  if (even > head.length / 4 && odd === 0) return as('utf-16be', 0);
  if (even + odd > 0) throw new AppError('FILE_NOT_CSV', { found: 'binary' });
  // Who writes the mark of UTF-8 writes UTF-8, even if some bytes of it were spoiled since.
  if (marked) return as(marked, MARKS[marked].length);
  return as(isUtf8 || (await isMostlyUtf8(path)) ? 'utf-8' : 'windows-1252', 0);
}

/** Old systems cut names in the middle of a character: that spoils one of them, and makes no other encoding of all the rest. */
async function isMostlyUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8');
  let sound = 0;
  let spoiled = 0;
  for await (const chunk of createReadStream(path)) {
    const text = decoder.decode(chunk, { stream: true });
    sound += text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    spoiled += text.match(/\ufffd/g)?.length ?? 0;
  }
  return sound > spoiled;
}

async function readHead(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function transcode(from: string, to: string, encoding: Encoding): Promise<void> {
  const decoder = new TextDecoder(encoding.name);
  const file = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of createReadStream(from, { start: encoding.skipBytes }))
      await file.write(decoder.decode(chunk, { stream: true }));
    await file.write(decoder.decode());
  } finally {
    await file.close();
  }
}
