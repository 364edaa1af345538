/** As large as a face has to be, so that a photo travels over bad Wi-Fi: some 40 kB. */
const SIDE = 512;
const QUALITY = 0.85;

/**
 * A picture cut to the square in its middle and written anew, small, as a JPEG: what the camera wrote beside it, such as where it
 * was taken, stays behind. Null for what is no picture.
 */
export async function cutPhoto(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
