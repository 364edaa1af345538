import 'server-only';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of a pack: its path, and its text, piece by piece, asked for when its turn comes. */
export type PackFile = { path: string; pieces: () => AsyncIterable<string> };
/** A file as the manifest names it. */
export type ListedFile = { path: string; bytes: number; sha256: string };

/** What the comment at the end of the archive says before its 64 digits. */
const CHECKSUM_LABEL = 'pitside pack sha256 ';
const CHECKSUM_LENGTH = CHECKSUM_LABEL.length + 64;
/** Every file has the same time, so that a pack says nothing by it. */
const SAME_TIME = { mtime: new Date(Date.UTC(2000, 0, 1, 12)), mode: 0o100644, forceDosTimestamp: true };
/** The fastest: what is packed is text of one shape, and the next levels save a tenth for twice the time. */
const COMPRESSION = { compress: true, compressionLevel: 1 };

/**
 * A pack as a ZIP file, piece by piece, without holding more of it than one piece: the files in their order, each counted and
 * hashed while it passes; then manifest.json, made by `closeManifest` from what was counted, and manifest.sig; at the end a
 * comment with the SHA-256 of every byte before it, which finds what no hash of a file can: a change of the archive itself.
 */
export async function* packArchive(
  files: Iterable<PackFile>,
  closeManifest: (files: ListedFile[]) => string,
  sign: (manifest: string) => string,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const listed: ListedFile[] = [];
  let manifest = '';
  for (const { path, pieces } of files) addLate(zip, path, () => counted(path, pieces(), listed));
  addLate(zip, 'manifest.json', async function* () {
    manifest = closeManifest(listed);
    yield manifest;
  });
  addLate(zip, 'manifest.sig', async function* () {
    yield sign(manifest);
  });
  zip.end({ comment: ' '.repeat(CHECKSUM_LENGTH), forceZip64Format: false });
  yield* withChecksum(outputOf(zip));
}

function addLate(zip: ZipFile, path: string, pieces: () => AsyncIterable<string>) {
  zip.addReadStreamLazy(path, { ...SAME_TIME, ...COMPRESSION }, (done) => {
    const stream = Readable.from(pieces());
    // The archive asks a stream that it is given for its bytes, and not whether it failed.
    stream.once('error', (error) => zip.emit('error', error));
    done(null, stream);
  });
}

async function* counted(path: string, pieces: AsyncIterable<string>, listed: ListedFile[]): AsyncGenerator<string> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    digest.update(piece);
    bytes += Buffer.byteLength(piece);
    yield piece;
  }
  listed.push({ path, bytes, sha256: digest.digest('hex') });
}

/** The bytes of the archive. A file that fails ends them with that failure. */
async function* outputOf(zip: ZipFile): AsyncGenerator<Uint8Array> {
  const output = zip.outputStream as Readable;
  zip.once('error', (error: Error) => output.destroy(error));
  for await (const piece of output) yield piece;
}

async function* withChecksum(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  let held: Uint8Array = new Uint8Array(0);
  for await (const piece of bytes) {
    const joined = Buffer.concat([held, piece]);
    const ready = joined.subarray(0, Math.max(0, joined.length - CHECKSUM_LENGTH));
    held = joined.subarray(ready.length);
    digest.update(ready);
    if (ready.length > 0) yield ready;
  }
  yield new TextEncoder().encode(CHECKSUM_LABEL + digest.digest('hex'));
}
