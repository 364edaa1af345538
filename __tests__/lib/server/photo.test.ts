import { expect, test } from 'vitest';
import { MAX_PHOTO_BYTES, measureJpeg, readPhoto } from '@/lib/server/photo';
import { jpegOf } from '../../support/jpeg';

const sent = (bytes: Uint8Array<ArrayBuffer>) => ({ body: new Blob([bytes]).stream(), length: bytes.byteLength });
const SQUARE = { width: 512, height: 512 };

test('a square JPEG is taken as it is', async () => {
  const bytes = jpegOf(SQUARE);
  expect(new Uint8Array(await readPhoto(sent(bytes)))).toEqual(bytes);
});

test.each([
  ['not square', jpegOf({ width: 512, height: 511 })],
  ['too small', jpegOf({ width: 63, height: 63 })],
  ['too large', jpegOf({ width: 1025, height: 1025 })],
  ['with what the camera wrote', jpegOf({ ...SQUARE, exif: true })],
  ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['cut off before its frame', jpegOf(SQUARE).slice(0, 20)],
  ['empty', new Uint8Array()],
])('a picture that is %s is refused', async (_, bytes) => {
  await expect(readPhoto(sent(bytes))).rejects.toMatchObject({ code: 'PHOTO_UNREADABLE' });
});

test('a picture that is longer than the bucket takes is refused', async () => {
  const long = jpegOf({ ...SQUARE, filler: MAX_PHOTO_BYTES });
  await expect(readPhoto(sent(long))).rejects.toMatchObject({
    code: 'PAYLOAD_TOO_LARGE',
    details: { maxBytes: MAX_PHOTO_BYTES },
  });
});

test('a picture that ends or leads nowhere, at any place, is none', () => {
  const bytes = Buffer.from(jpegOf(SQUARE));
  for (let end = 0; end < 40; end += 1) expect(measureJpeg(bytes.subarray(0, end)), String(end)).toBeNull();
  expect(measureJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 0, 8, 2, 0, 2, 0]))).toBeNull();
});
