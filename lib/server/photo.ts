import 'server-only';
import type { Upload } from '@/lib/server/csv/spool';
import { AppError } from '@/lib/shared/errors';

/** As much as the bucket takes. */
export const MAX_PHOTO_BYTES = 256 * 1024;
/** Sides of a photo, in pixels: too small shows nobody, too large is no photo that a tablet of ours cut. */
const SIDES = { lowest: 64, highest: 1024 };

const START_OF_SCAN = 0xda;
/** Frames of pictures: baseline, extended, progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
/** Where cameras say when and where a picture was taken, and of what. */
const EXIF = 0xe1;

/** The bytes of a photo that was sent: a square JPEG without a word about its making. PAYLOAD_TOO_LARGE, PHOTO_UNREADABLE. */
export async function readPhoto({ body }: Upload): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > MAX_PHOTO_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_PHOTO_BYTES });
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  const picture = measureJpeg(bytes);
  const { lowest, highest } = SIDES;
  if (picture === null || picture.width !== picture.height || picture.width < lowest || picture.width > highest) {
    throw new AppError('PHOTO_UNREADABLE');
  }
  return bytes;
}

/** Width and height of a JPEG, by its bytes; null for anything else, and for one that carries EXIF or XMP. */
export function measureJpeg(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let size: { width: number; height: number } | null = null;
  let place = 2;
  while (place + 4 <= bytes.length && bytes[place] === 0xff) {
    const marker = bytes[place + 1] ?? 0;
    if (marker === EXIF) return null;
    if (marker === START_OF_SCAN) return size;
    if (FRAMES.includes(marker) && place + 9 <= bytes.length) {
      size = { height: bytes.readUInt16BE(place + 5), width: bytes.readUInt16BE(place + 7) };
    }
    place += 2 + bytes.readUInt16BE(place + 2);
  }
  return null;
}
