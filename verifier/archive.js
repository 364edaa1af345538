// @ts-check
// The archive: a ZIP file of the plain kind that a pack is, read strictly. Every byte of it counts: its comment is the
// SHA-256 of all that comes before.
import { Sha256 } from './sha256.js';

const END_BYTES = 22;
const COMMENT = /^pitside pack sha256 ([0-9a-f]{64})$/;
const COMMENT_BYTES = 'pitside pack sha256 '.length + 64;

/** @typedef {{ name: string, method: number, size: number, packedSize: number, at: number }} Entry */

/** What stops the reading; its message is a sentence for a person. */
export class Unreadable extends Error {}

/** @param {Blob} blob */
async function viewOf(blob) {
  return new DataView(await blob.arrayBuffer());
}

/**
 * The pieces of a blob. Its own stream ends without a word where the file is cut off while it is read, so sizes are
 * checked by who asks.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function* piecesOf(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}

/**
 * Whether all bytes before the comment are those that the comment was made of.
 * @param {Blob} blob
 * @param {(bytes: number) => void} tell how many bytes were read
 */
export async function isWhole(blob, tell) {
  const comment = await blob.slice(-COMMENT_BYTES).text();
  const stated = COMMENT.exec(comment)?.[1];
  if (!stated) return false;
  const digest = new Sha256();
  for await (const piece of piecesOf(blob.slice(0, -COMMENT_BYTES).stream())) {
    digest.take(piece);
    tell(piece.length);
  }
  return digest.hex() === stated;
}

/**
 * What the archive says it holds, in its own order.
 * @param {Blob} blob
 * @returns {Promise<Entry[]>}
 */
export async function listEntries(blob) {
  const endAt = blob.size - END_BYTES - COMMENT_BYTES;
  if (endAt < 0) throw new Unreadable('This is no pack: the file is too short.');
  const end = await viewOf(blob.slice(endAt, endAt + END_BYTES));
  if (end.getUint32(0, true) !== 0x06054b50 || end.getUint16(20, true) !== COMMENT_BYTES) {
    throw new Unreadable('This is no pack, or its end is missing: download it again.');
  }
  const count = end.getUint16(10, true);
  const size = end.getUint32(12, true);
  const at = end.getUint32(16, true);
  if (at + size !== endAt) throw new Unreadable("The archive's table of contents is not where its end says it is.");
  const directory = await viewOf(blob.slice(at, endAt));
  const entries = [];
  for (let offset = 0, index = 0; index < count; index += 1) {
    if (offset + 46 > size || directory.getUint32(offset, true) !== 0x02014b50) {
      throw new Unreadable("The archive's table of contents cannot be read.");
    }
    const nameLength = directory.getUint16(offset + 28, true);
    const extra = directory.getUint16(offset + 30, true) + directory.getUint16(offset + 32, true);
    if (offset + 46 + nameLength + extra > size)
      throw new Unreadable("The archive's table of contents cannot be read.");
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(directory.buffer, offset + 46, nameLength)),
      method: directory.getUint16(offset + 10, true),
      packedSize: directory.getUint32(offset + 20, true),
      size: directory.getUint32(offset + 24, true),
      at: directory.getUint32(offset + 42, true),
    });
    offset += 46 + nameLength + extra;
  }
  return entries;
}

/**
 * What is in one file of the archive, piece by piece.
 * @param {Blob} blob
 * @param {Entry} entry
 */
export async function* readEntry(blob, entry) {
  const header = await viewOf(blob.slice(entry.at, entry.at + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) {
    throw new Unreadable(`${entry.name} is not where the archive's table of contents says it is.`);
  }
  const start = entry.at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = blob.slice(start, start + entry.packedSize);
  if (entry.method !== 0 && entry.method !== 8) throw new Unreadable(`${entry.name} is packed in an unknown way.`);
  const stream =
    entry.method === 0 ? packed.stream() : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  let size = 0;
  try {
    for await (const piece of piecesOf(stream)) {
      size += piece.length;
      // What grows beyond its stated size is not unpacked any further.
      if (size > entry.size) break;
      yield piece;
    }
  } catch {
    throw new Unreadable(`${entry.name} cannot be unpacked: its bytes are damaged.`);
  }
  if (size !== entry.size) throw new Unreadable(`${entry.name} is ${size} bytes long instead of ${entry.size}.`);
}
