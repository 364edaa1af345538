import 'server-only';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '@/lib/shared/errors';

/** What a workbook may be at most, however small it was sent: files in its archive, and bytes that come out of them. */
export type WorkbookBounds = { entries: number; unpackedBytes: number; textBytes: number };

/** The files of a workbook, read as they are unpacked: nothing is held as a whole. */
export type Parts = {
  has: (name: string) => boolean;
  /** The bytes of a file; of one that is not there, none. */
  read: (name: string) => AsyncGenerator<Buffer>;
};

/**
 * Opens the archive and lets `work` have its files. What an archive says of its sizes is a claim: besides refusing what says to be too large, all
 * that comes out is counted, over all reads together, and unpacking stops at the bound. PAYLOAD_TOO_LARGE (maxBytes, or maxEntries), FILE_NOT_CSV (it is no sound archive).
 */
export async function withParts<T>(
  path: string,
  bounds: WorkbookBounds,
  work: (parts: Parts) => Promise<T>,
): Promise<T> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
  try {
    if (zip.entryCount > bounds.entries) throw new AppError('PAYLOAD_TOO_LARGE', { maxEntries: bounds.entries });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(keyOf(entry.fileName), entry);
    let left = bounds.unpackedBytes;
    const tooLarge = () => new AppError('PAYLOAD_TOO_LARGE', { maxBytes: bounds.unpackedBytes });
    async function* read(name: string): AsyncGenerator<Buffer> {
      const entry = entries.get(keyOf(name));
      if (entry === undefined) return;
      if (entry.uncompressedSize > left) throw tooLarge();
      for await (const chunk of unpack(zip, entry)) {
        left -= chunk.length;
        if (left < 0) throw tooLarge();
        yield chunk;
      }
    }
    return await work({ has: (name) => entries.has(keyOf(name)), read });
  } finally {
    zip.close();
  }
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  yield* await zip.openReadStreamPromise(entry);
}

/** Names of parts don't differ by case. */
function keyOf(name: string): string {
  return name.replace(/^\//, '').toLowerCase();
}
