import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { MAX_CSV_BYTES, withSpooledCsv } from '@/lib/server/csv/spool';
import { inPieces, ownTemporaryFolder, readCsv, uploadOf } from './reading';

const leftFiles = ownTemporaryFolder();

/** Enough western letters for a file without a mark to be told by its zeros, then some that are not. */
const TEXT = 'Card Number,Name\nH100037,Zoë D’Okafor 5 €\nH100074,Inês 常連 🎲\n';

function utf16(text: string, order: 'le' | 'be', mark = ''): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const spooledText = (bytes: Uint8Array<ArrayBuffer>, pieceSize: number) =>
  withSpooledCsv(uploadOf(inPieces(bytes, pieceSize)), async ({ path, encoding }) => ({
    encoding,
    text: readFileSync(path, 'utf8'),
  }));

describe('the encoding of a file', () => {
  const ways: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['UTF-8', utf8(TEXT), 'utf-8'],
    ['UTF-8 with its mark', utf8(`\ufeff${TEXT}`), 'utf-8'],
    ['UTF-16, little end first, with its mark', utf16(TEXT, 'le', '\ufeff'), 'utf-16le'],
    ['UTF-16, big end first, with its mark', utf16(TEXT, 'be', '\ufeff'), 'utf-16be'],
    ['UTF-16, little end first', utf16(TEXT, 'le'), 'utf-16le'],
    ['UTF-16, big end first', utf16(TEXT, 'be'), 'utf-16be'],
  ];
  it.each(ways)('%s is told, and the text comes out the same, however it arrives', async (_, bytes, encoding) => {
    // Three and seven bytes at a time cut every kind of character and of mark somewhere.
    for (const pieceSize of [1, 3, 7, 64 * 1024])
      expect(await spooledText(bytes, pieceSize)).toEqual({ encoding, text: TEXT });
  });

  it('is Windows-1252 where it is no UTF-8', async () => {
    const bytes = Uint8Array.from([0x61, 0x2c, 0x80, 0xe9, 0x92, 0x85, 0x9f, 0xff, 0x0a]);
    for (const pieceSize of [1, 64])
      expect(await spooledText(bytes, pieceSize)).toEqual({ encoding: 'windows-1252', text: 'a,€é’…Ÿÿ\n' });
  });

  it('is Windows-1252 where the last character is cut off', async () => {
    expect(await spooledText(Uint8Array.from([0x61, 0xc3]), 1)).toEqual({ encoding: 'windows-1252', text: 'aÃ' });
  });

  it('stays UTF-8 where a name was cut in the middle of a character, and the others were not', async () => {
    const bytes = Uint8Array.from([...utf8('Zoë;Inês;Tom'), 0xc3, ...utf8(';H100037\n')]);
    for (const pieceSize of [1, 3, 64])
      expect(await spooledText(bytes, pieceSize)).toEqual({ encoding: 'utf-8', text: 'Zoë;Inês;Tom\ufffd;H100037\n' });
  });

  it('stays UTF-8 where its mark says so, whatever was spoiled', async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('é,'), 0xff, 0x0a]);
    expect(await spooledText(bytes, 2)).toEqual({ encoding: 'utf-8', text: 'é,\ufffd\n' });
  });

  it('of half a character in UTF-16 is what stands for an unreadable one', async () => {
    expect(await spooledText(utf16('ab\ud800c\n', 'le', '\ufeff'), 3)).toMatchObject({ text: 'ab\ufffdc\n' });
    expect(await spooledText(utf16('abc', 'le', '\ufeff').slice(0, -1), 3)).toMatchObject({ text: 'ab\ufffd' });
  });
});

describe('a file that is no text', () => {
  it.each([
    ['a workbook', 'PK\u0003\u0004rest'],
    ['an older workbook', '\u00d0\u00cf\u0011\u00e0rest'],
    ['a document', '%PDF-1.7'],
    ['a program', '\u007fELF\u0000\u0000\u0000rest'],
  ])('is refused: %s', async (_, bytes) => {
    await expect(readCsv(new Uint8Array(Buffer.from(bytes, 'latin1')))).rejects.toMatchObject({ code: 'FILE_NOT_CSV' });
    expect(leftFiles()).toEqual([]);
  });
});

describe('what is known of an upload', () => {
  it('is of the bytes as they were sent, not as they are read', async () => {
    const sent = utf16(TEXT, 'be', '\ufeff');
    expect(await readCsv(sent, 5)).toMatchObject({
      sizeBytes: sent.length,
      sha256: createHash('sha256').update(sent).digest('hex'),
    });
  });
});

describe('the temporary file', () => {
  it('is there for whoever reads it, for nobody else of the machine, and gone afterwards', async () => {
    const path = await withSpooledCsv(uploadOf([utf8(TEXT)]), async (file) => {
      expect(existsSync(file.path)).toBe(true);
      expect(leftFiles()).toHaveLength(1);
      return file.path;
    });
    expect([existsSync(path), leftFiles()]).toEqual([false, []]);
  });

  it('is gone when reading it fails', async () => {
    const failing = withSpooledCsv(uploadOf([utf16(TEXT, 'le', '\ufeff')]), () =>
      Promise.reject(new Error('Refused.')),
    );
    await expect(failing).rejects.toThrow('Refused.');
    expect(leftFiles()).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['no piece at all', null],
  ])('is gone when %s came: FILE_EMPTY', async (_, pieces) => {
    const empty = withSpooledCsv(pieces ? uploadOf(pieces) : { body: null, length: null }, () =>
      Promise.resolve('read'),
    );
    await expect(empty).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    expect(leftFiles()).toEqual([]);
  });

  it('is gone when the connection breaks: UPLOAD_INTERRUPTED', async () => {
    let sent = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent < 4) controller.enqueue(utf8(TEXT));
        else controller.error(new Error('ECONNRESET'));
      },
    });
    await expect(withSpooledCsv({ body: broken, length: null }, () => Promise.resolve('read'))).rejects.toMatchObject({
      code: 'UPLOAD_INTERRUPTED',
    });
    expect(leftFiles()).toEqual([]);
  });
});

describe('an upload that says its length', () => {
  const bytes = utf8(TEXT);

  it('is read when it has that length', async () => {
    const read = withSpooledCsv(uploadOf(inPieces(bytes, 7), bytes.length), ({ sizeBytes }) =>
      Promise.resolve(sizeBytes),
    );
    expect(await read).toBe(bytes.length);
  });

  it.each([
    ['longer', bytes, bytes.length + 1],
    ['shorter', bytes, bytes.length - 1],
    ['longer, when nothing came', new Uint8Array(), 1],
  ])('is UPLOAD_INTERRUPTED when that length is %s', async (_, sent, length) => {
    const cut = withSpooledCsv(uploadOf([sent], length), () => Promise.resolve('read'));
    await expect(cut).rejects.toMatchObject({
      code: 'UPLOAD_INTERRUPTED',
      details: { expectedBytes: length, receivedBytes: sent.length },
    });
    expect(leftFiles()).toEqual([]);
  });
});

describe('an upload under way', () => {
  it('keeps its file when the clock of the machine jumps forward and another upload begins', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const text = await withSpooledCsv(uploadOf([utf8(TEXT)]), async ({ path }) => {
        vi.setSystemTime(Date.now() + 30 * 86_400_000);
        await readCsv('a,b\n1,2\n');
        return readFileSync(path, 'utf8');
      });
      expect(text).toBe(TEXT);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the limit of 100 MiB', () => {
  function* bytesOf(total: number): Generator<Uint8Array<ArrayBuffer>> {
    const piece = new Uint8Array(1024 * 1024).fill(0x61);
    for (let left = total; left > 0; left -= piece.length) yield left < piece.length ? piece.slice(0, left) : piece;
  }

  it('takes a file that is just as long, and holds none of it in memory', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const held = await withSpooledCsv(uploadOf(bytesOf(MAX_CSV_BYTES)), async ({ sizeBytes }) => {
      expect(sizeBytes).toBe(MAX_CSV_BYTES);
      return process.memoryUsage().arrayBuffers - before;
    });
    expect(held).toBeLessThan(MAX_CSV_BYTES / 4);
  });

  it('refuses a file that is one byte longer, and leaves nothing', async () => {
    const refused = withSpooledCsv(uploadOf(bytesOf(MAX_CSV_BYTES + 1)), () => Promise.resolve('read'));
    await expect(refused).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE', details: { maxBytes: MAX_CSV_BYTES } });
    expect(leftFiles()).toEqual([]);
  });

  it('stops an endless file', async () => {
    let asked = 0;
    function* endless() {
      for (;;) {
        asked += 1;
        yield new Uint8Array(8 * 1024 * 1024);
      }
    }
    await expect(withSpooledCsv(uploadOf(endless()), () => Promise.resolve('read'))).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
    expect(asked).toBeLessThan(16);
  });
});
