type Picture = { width: number; height: number; exif?: boolean; filler?: number };

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** A JPEG as far as anybody looks who does not draw it: its frame says how large it is. `filler` bytes make it longer. */
export function jpegOf({ width, height, exif = false, filler = 100 }: Picture): Uint8Array<ArrayBuffer> {
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const parts = [
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...(exif ? [segment(0xe1, Buffer.from('Exif\0\0', 'latin1'))] : []),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3f, 0])),
    Buffer.alloc(filler, 7),
    Buffer.from([0xff, 0xd9]),
  ];
  return new Uint8Array(Buffer.concat(parts));
}
