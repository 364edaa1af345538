import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvRow } from '@/lib/server/csv/records';
import { withCsv } from '@/lib/server/csv/rows';
import { withSpooledCsv } from '@/lib/server/csv/spool';
import { AppError } from '@/lib/shared/errors';
import { allOf, cellsUnder, inPieces, ownTemporaryFolder, readCsv, uploadOf } from './reading';

const leftFiles = ownTemporaryFolder();
const numbersOf = (rows: CsvRow[]) => rows.map((row) => row.n);

describe('the delimiter', () => {
  it.each([',', ';', '\t', '|'])('is found: %j', async (delimiter) => {
    const file = [
      ['Card', 'Name, or; both'],
      ['1', 'Ada|Zoe'],
    ].map((cells) => `${cells.map((c) => `"${c}"`).join(delimiter)}\n`);
    expect(await readCsv(file.join(''))).toMatchObject({ delimiter, rows: [{ cells: ['1', 'Ada|Zoe'] }] });
  });

  it('is what stands outside quotes', async () => {
    expect(await readCsv('"a,b,c,d";e\n1;2\n')).toMatchObject({ delimiter: ';', headers: ['a,b,c,d', 'e'] });
  });

  it('of one column is a comma', async () => {
    expect(await readCsv('Card\nH100037\n')).toMatchObject({ delimiter: ',', headers: ['Card'] });
  });

  it('is what the line before the header says', async () => {
    const read = await readCsv('sep=;\r\na,b,c;d\r\n1;2\r\n');
    expect(read).toMatchObject({ delimiter: ';', headers: ['a,b,c', 'd'], headerRow: 2 });
    expect(numbersOf(read.rows)).toEqual([3]);
  });

  it.each([
    ['in quotes', '"sep=;"\n', 2],
    ['in capital letters, with signs for missing cells', 'SEP=;;;;\n', 2],
    ['twice, as after a second export', 'sep=;\n"sep=;"\n', 3],
    ['twice, and the topmost is of this file', 'sep=;\nsep=,\n', 3],
  ])('is what that line says %s', async (_, lines, headerRow) => {
    const read = await readCsv(`${lines}a,b,c;d\n1;2\n`);
    expect(read).toMatchObject({ delimiter: ';', headers: ['a,b,c', 'd'], headerRow });
    expect(numbersOf(read.rows)).toEqual([headerRow + 1]);
  });
});

describe('the header', () => {
  it('is the first row that is not blank, and rows count from the first of all', async () => {
    const read = await readCsv('\n ,,\n\na,b\n\n1,2\n');
    expect(read).toMatchObject({ headers: ['a', 'b'], headerRow: 4 });
    expect(numbersOf(read.rows)).toEqual([6]);
  });

  it('keeps names that repeat and names that are missing, but no blank ones at its end', async () => {
    expect((await readCsv('a,,a, ,\n1,2,3\n')).headers).toEqual(['a', '', 'a']);
  });

  it('may stand in the 100th row, and have 200 columns', async () => {
    const names = Array.from({ length: 200 }, (_, n) => `c${n}`);
    const read = await readCsv(`${'\n'.repeat(99)}${names.join(';')};;\n1\n`);
    expect(read).toMatchObject({ headerRow: 100, headers: names, delimiter: ';' });
  });

  it('keeps 200 characters of a name', async () => {
    expect((await readCsv(`a,${'b'.repeat(300)}\n1,2\n`)).headers).toEqual(['a', 'b'.repeat(200)]);
  });

  it.each([
    [
      'of 201 columns',
      `${Array.from({ length: 201 }, (_, n) => `c${n}`).join(',')}\n1\n`,
      { row: 1, reason: 'tooManyColumns', found: 201, max: 200 },
    ],
    ['below 100 blank rows', `${'\n'.repeat(100)}a,b\n1,2\n`, { row: 101, reason: 'headerTooFar', max: 100 }],
    ['whose quote is never closed', 'a,"b\n1,2\n', { row: 1 }],
    ['longer than a row may be', `${'a'.repeat(70_000)}\n1\n`, { row: 1 }],
    ['with nothing under it', 'a,b\n', { row: 1, reason: 'noRows' }],
    ['with blank rows under it', '\na,b\n\n , \n', { row: 2, reason: 'noRows' }],
    ['that is not there', ' \n\n,,\n', { row: 1, reason: 'noHeader' }],
  ])('%s is refused', async (_, text, details) => {
    await expect(readCsv(text)).rejects.toMatchObject({ code: 'CSV_UNREADABLE', details });
    expect(leftFiles()).toEqual([]);
  });
});

describe('a title above the header', () => {
  const TABLE = 'Card,Name,Tier\nH100037,Ann,Gold\nH100038,Bo,Silver\n';

  it.each([
    ['a line and a blank one', 'Player export\n\n', 3],
    ['a line with signs for missing cells', 'Player export,,\n,,\n', 3],
    ['several lines', 'Player export\nPrinted 2026-11-05\nby the cage\n\n', 5],
    ['lines that have cells as well', 'Property,Harbor\nPrinted,2026-11-05\nUser,ann\nFrom,2026-11-01\n\n', 6],
    ['a line with another delimiter', 'Players; all of them\n\n', 3],
  ])('is passed over: %s', async (_, title, headerRow) => {
    const read = await readCsv(title + TABLE);
    expect(read).toMatchObject({ headerRow, delimiter: ',', headers: ['Card', 'Name', 'Tier'] });
    expect(read.rows.map(({ n, cells }) => [n, cells[0]])).toEqual([
      [headerRow + 1, 'H100037'],
      [headerRow + 2, 'H100038'],
    ]);
  });

  it('is passed over in a file with another delimiter than the title has', async () => {
    const read = await readCsv(`Report for Lee, Ann\n\n${TABLE.replaceAll(',', ';')}`);
    expect(read).toMatchObject({ headerRow: 3, delimiter: ';', headers: ['Card', 'Name', 'Tier'] });
  });

  it.each([
    ['rows are wider than it', 'Card,Tier\nH100037,Gold,a note\nH100038,Silver,another\n'],
    ['rows are all words', 'Card,Tier\nAda,Gold,VIP\nBo,Silver,VIP\nCy,Gold,VIP\n'],
    [
      'a column holds lists',
      'Card,Tags\nH100037,Abernathy likes;x;y\nH100038,Brandywine likes;x;y\nH100039,Casimir likes;x;1\n',
    ],
  ])('is none where %s: the first row is the header', async (_, text) => {
    expect(await readCsv(text)).toMatchObject({ headerRow: 1, delimiter: ',' });
  });
});

describe('what somebody says', () => {
  it.each([3, 4])('about the header row stands: row %i', async (headerRow) => {
    const text = 'Card,Tier\nH1,Gold\nNumber,Level\nH2,Silver\nH3,Gold\n';
    const read = await readCsv(text, 4096, { headerRow });
    expect(read).toMatchObject({ headerRow, headers: headerRow === 3 ? ['Number', 'Level'] : ['H2', 'Silver'] });
    expect(numbersOf(read.rows)).toEqual([4, 5].filter((n) => n > headerRow));
  });

  it('about the delimiter stands, against the header and against a line that names another', async () => {
    const read = await readCsv('sep=,\nCard,Host;Tier\nH1,Ann;Gold\n', 4096, { delimiter: ';' });
    expect(read).toMatchObject({ delimiter: ';', headerRow: 2, headers: ['Card,Host', 'Tier'] });
    expect(read.rows).toMatchObject([{ n: 3, cells: ['H1,Ann', 'Gold'] }]);
  });

  it('about the header row has the delimiter guessed from that row', async () => {
    const read = await readCsv('a,b,c,d\n1,2,3,4\nCard;Tier\nH1;Gold\n', 4096, { headerRow: 3 });
    expect(read).toMatchObject({ delimiter: ';', headers: ['Card', 'Tier'] });
  });

  it.each([
    ['blank', 2],
    ['not there', 9],
    ['the line that names the delimiter', 1],
  ])('about a header row that is %s is refused, and named', async (_, headerRow) => {
    await expect(readCsv('sep=;\n\nCard;Tier\nH1;Gold\n', 4096, { headerRow })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: { headerRow: { rule: 'headerRowBlank', params: { row: headerRow } } } },
    });
    expect(leftFiles()).toEqual([]);
  });

  it('about the encoding stands, whatever the bytes look like', async () => {
    const file = new TextEncoder().encode('Card,Name\nH1,José\n');
    expect((await readCsv(file)).rows[0]?.cells).toEqual(['H1', 'José']);
    const read = await readCsv(file, 4096, { encoding: 'windows-1252' });
    expect(read).toMatchObject({ encoding: 'windows-1252', rows: [{ cells: ['H1', 'JosÃ©'] }] });
  });

  it('about the encoding leaves a byte order mark of it out', async () => {
    const file = Uint8Array.from([0xff, 0xfe, ...Buffer.from('Card,Tier\nH1,Gold\n', 'utf16le')]);
    expect(await readCsv(file, 4096, { encoding: 'utf-16le' })).toMatchObject({ headers: ['Card', 'Tier'] });
  });

  it('about the encoding makes no text of a document', async () => {
    await expect(readCsv('%PDF-1.7\n1,2\n', 4096, { encoding: 'windows-1252' })).rejects.toMatchObject({
      code: 'FILE_NOT_CSV',
    });
  });
});

describe('rows', () => {
  it.each(['\n', '\r\n', '\r'])('end with %j', async (end) => {
    const read = await readCsv(['a,b', '1,2', '', '3,4', ''].join(end));
    expect(read.rows).toMatchObject([
      { n: 2, cells: ['1', '2'] },
      { n: 4, cells: ['3', '4'] },
    ]);
  });

  it('end each in its own way, and the last with the file', async () => {
    expect(await cellsUnder('1,2,3\r\n4,5,6\r7,8,9\n10,11,12')).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', '9'],
      ['10', '11', '12'],
    ]);
  });

  it('go over several lines within quotes, and are one row', async () => {
    const read = await readCsv('a,b\n1,"x\r\ny\n\nz"\n2,w\n');
    expect(read.rows).toMatchObject([
      { n: 2, cells: ['1', 'x\r\ny\n\nz'] },
      { n: 3, cells: ['2', 'w'] },
    ]);
  });

  it('say where in the file they end', async () => {
    const text = 'a,b\né,2\r\n\r\n"3\n",4\r5,6';
    const { rows } = await readCsv(text);
    const end = (part: string) => Buffer.byteLength(part);
    expect(rows.map((row) => row.endByte)).toEqual([end('a,b\né,2\r\n'), end('a,b\né,2\r\n\r\n"3\n",4\r'), end(text)]);
  });

  it('come out the same wherever the file was cut into pieces on its way', async () => {
    const text = 'a,b\r\n"é ""€""\r\n",🎲\r\n1,x"y\r\n2,"z\r\n3,常\r\n';
    const whole = await readCsv(text);
    for (let pieceSize = 1; pieceSize < 20; pieceSize += 1) expect(await readCsv(text, pieceSize)).toEqual(whole);
  });

  it('come out the same wherever the reader itself cuts the file', async () => {
    // The reader takes 64 KiB at a time: every way that its cut can fall on these rows.
    const rows = '"é\r\n",2\r\n3,🎲\r\n';
    for (let before = 0; before < 24; before += 1) {
      const filler = 'x'.repeat(64 * 1024 - 'a,b\n'.length - ',\n'.length - before);
      const read = await readCsv(`a,b\n${filler},\n${rows}4,5\n`);
      expect(read.rows.slice(1).map(({ n, cells }) => [n, ...cells])).toEqual([
        [3, 'é\r\n', '2'],
        [4, '3', '🎲'],
        [5, '4', '5'],
      ]);
    }
  });

  it('with fewer or more cells than columns say so, and keep what they have', async () => {
    const { rows } = await readCsv('a,b,c\n1\n1,2,3,4\n1,2,\n');
    expect(rows).toMatchObject([
      { cells: ['1'], fault: { code: 'CELL_COUNT', expected: 3, found: 1 } },
      { cells: ['1', '2', '3', '4'], fault: { code: 'CELL_COUNT', expected: 3, found: 4 } },
      { cells: ['1', '2', ''] },
    ]);
    expect(rows[2]?.fault).toBeUndefined();
  });

  it('may have blank cells beyond the last column', async () => {
    expect(await cellsUnder('1,2,3,, ,\n')).toEqual([['1', '2', '3']]);
  });

  it('of more cells than a file may have columns are kept as one text', async () => {
    const cells = (...some: string[]) => [...some, ...Array<string>(60_000).fill('')].join(';');
    const { rows } = await readCsv(`a;b\n${cells('1', '2')}\n${cells('1', '"x;""y"', 'z')}3\n${cells('4')}5\n6;7\n`);
    expect(rows.map(({ cells: [first = '', ...others], fault }) => [first.length, others, fault])).toEqual([
      [1, ['2'], undefined],
      [60_012, [], { code: 'CELL_COUNT', expected: 2, found: 60_003 }],
      [60_002, [], { code: 'CELL_COUNT', expected: 2, found: 60_001 }],
      [1, ['7'], undefined],
    ]);
    expect(rows[1]?.cells[0]?.startsWith('1;"x;""y";z;;;')).toBe(true);
    expect(await cellsUnder(`${'x,'.repeat(199)}x\n`)).toEqual([Array(200).fill('x')]);
  });

  it('that are blank are left out, and counted', async () => {
    const { rows } = await readCsv('a,b\n\n,\n" ",\n\t\n1,2\n\n');
    expect(numbersOf(rows)).toEqual([6]);
  });

  it('longer than 64 KiB say so, and cost nobody else anything', async () => {
    for (const huge of ['x'.repeat(100_000), `"${'x'.repeat(100_000)}"`, 'x,'.repeat(40_000), ','.repeat(5_000_000)]) {
      const { rows } = await readCsv(`a,b\n1,2\n${huge}\r\n3,4\n`);
      expect(rows).toMatchObject([
        { n: 2, cells: ['1', '2'] },
        { n: 3, cells: [], fault: { code: 'ROW_TOO_LARGE', max: 65_536 } },
        { n: 4, cells: ['3', '4'] },
      ]);
    }
  });

  it('hold no NUL, which the database could not', async () => {
    const far = 'x'.repeat(5000);
    expect(await cellsUnder(`${far},2,3\na\u0000b,2,3\nx"\u0000,5,6\n`)).toEqual([
      [far, '2', '3'],
      ['a\ufffdb', '2', '3'],
      ['x"\ufffd', '5', '6'],
    ]);
  });
});

describe('quotes', () => {
  it('that begin no cell stand as they are', async () => {
    expect(await cellsUnder('1,6" pipe,3\n2,say "hi" twice,"x"\n4,b"""c",5\n')).toEqual([
      ['1', '6" pipe', '3'],
      ['2', 'say "hi" twice', 'x'],
      ['4', 'b"""c"', '5'],
    ]);
  });

  it('that stray in many rows one after another cost none of them', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `${n},Jo "the ace" ${n},x`);
    expect(await cellsUnder(`${lines.join('\n')}\n`)).toEqual(lines.map((line) => line.split(',')));
  });

  it('that are never closed cost their own line and none after it', async () => {
    const { rows } = await readCsv('a,b\n1,"open\n2,"fine, too"\n3,"x\ny"\n4,"open again\n5,z\n');
    expect(rows).toMatchObject([
      { n: 2, fault: { code: 'QUOTE_NOT_CLOSED' } },
      { n: 3, cells: ['2', 'fine, too'] },
      { n: 4, cells: ['3', 'x\ny'] },
      { n: 5, fault: { code: 'QUOTE_NOT_CLOSED' } },
      { n: 6, cells: ['5', 'z'] },
    ]);
  });

  it('that are never closed in the last row cost that row', async () => {
    const { rows } = await readCsv('a,b\n1,2\n3,"open');
    expect(rows).toMatchObject([{ n: 2 }, { n: 3, cells: ['3,"open'], fault: { code: 'QUOTE_NOT_CLOSED' } }]);
  });

  it('that are never closed far above the end of a long file cost one row of it', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n},x`);
    lines[10] = '10,"open';
    const { rows } = await readCsv(`a,b\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(20_000);
    expect(rows.filter((row) => row.fault)).toMatchObject([{ n: 12 }]);
  });
});

describe.skipIf(process.platform !== 'linux')('the open file', () => {
  const openFiles = () => readdirSync('/proc/self/fd').length;

  it('is closed, even if nobody read the rows', async () => {
    const file = () => uploadOf([new TextEncoder().encode('a,b\n1,2\n3,4\n')]);
    const open = () => withSpooledCsv(file(), ({ path }) => withCsv(path, async ({ headers }) => headers));
    const refuse = () => withSpooledCsv(file(), ({ path }) => withCsv(path, () => Promise.reject(new Error('No.'))));
    await open();
    const before = openFiles();
    for (let n = 0; n < 20; n += 1) {
      await open();
      await expect(refuse()).rejects.toThrow('No.');
    }
    expect(openFiles()).toBe(before);
  });
});

describe('any table', () => {
  const NOTABLE = [
    '"',
    '""',
    ',',
    ';',
    '\t',
    '|',
    '\n',
    '\r\n',
    '\r',
    ' ',
    'é',
    '€',
    '🎲',
    '=',
    "'",
    '\u2028',
    '\ufeff',
  ];
  const cellArbitrary = fc
    .array(fc.oneof(fc.constantFrom(...NOTABLE), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 5 })
    .map((parts) => parts.join('').replaceAll('\u0000', ''));
  const tableArbitrary = fc.integer({ min: 2, max: 5 }).chain((columns) =>
    fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cellArbitrary, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 8,
      }),
      pieceSize: fc.integer({ min: 1, max: 50 }),
    }),
  );

  it('that is written as it should be is read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, async ({ delimiter, end, columns, rows, pieceSize }) => {
        const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const header = Array.from({ length: columns }, (_, place) => `Column ${place}`);
        // A row with something in it, so that none is blank.
        const table = rows.map((cells, place) => [`row ${place}`, ...cells.slice(1)]);
        const text = [header, ...table].map((cells) => cells.map(quoted).join(delimiter) + end).join('');
        // Of a header within quotes, the sign between them is the only one.
        const read = await readCsv(text, pieceSize);
        expect(read).toMatchObject({ delimiter, headers: header, headerRow: 1 });
        expect(read.rows.map(({ n, cells, fault }) => ({ n, cells, fault }))).toEqual(
          table.map((cells, place) => ({ n: place + 2, cells, fault: undefined })),
        );
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

describe('any bytes', () => {
  const PARTS = [
    '"',
    '"',
    '""',
    ',',
    ',',
    '\n',
    '\n',
    '\r\n',
    '\r',
    'a',
    'b c',
    '1',
    'é',
    '🎲',
    ';',
    'x"y',
    '","',
    '"\n',
  ];
  const textArbitrary = fc
    .array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 60 })
    .map((parts) => parts.join(''));
  const bytesArbitrary = fc.oneof(
    { weight: 3, arbitrary: textArbitrary.map((text) => new TextEncoder().encode(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 200 }) },
  );

  /** What of a text has to be in some cell: all but quotes, what can delimit, and blanks. */
  const substance = (text: string) => text.replace(/["\s,;|\t\ufeff]/g, '').replaceAll('\u0000', '\ufffd');

  it('are refused with a code, or every character of them is in exactly one row, in order', async () => {
    await fc.assert(
      fc.asyncProperty(bytesArbitrary, fc.integer({ min: 1, max: 50 }), async (bytes, pieceSize) => {
        const file = new Uint8Array(bytes);
        const read = await withSpooledCsv(uploadOf(inPieces(file, pieceSize)), async ({ path, encoding }) =>
          withCsv(path, async ({ headers, headerRow, rows }) => {
            // In a stream, because at once Node takes Windows-1252 for Latin-1.
            const decoder = new TextDecoder(encoding);
            // The last call writes out a last character that is cut off, too.
            const text = decoder.decode(file, { stream: true }) + decoder.decode();
            return { text, headers, headerRow, rows: await allOf(rows) };
          }),
        ).catch((error: unknown) => {
          expect(error).toBeInstanceOf(AppError);
          return null;
        });
        expect(leftFiles()).toEqual([]);
        if (!read) return;
        const cells = [...read.headers, ...read.rows.flatMap((row) => row.cells)];
        expect(substance(cells.join(''))).toBe(substance(read.text));
        expectGrowth([read.headerRow, ...read.rows.map((row) => row.n)]);
        expectGrowth(read.rows.map((row) => row.endByte));
        expect(read.rows.at(-1)?.endByte).toBeLessThanOrEqual(Buffer.byteLength(read.text));
        expectLineEnds(read.text, read.rows);
      }),
      // The file of the example ends in half a character.
      { numRuns: 600, examples: [[Uint8Array.from([0xc2, 0x80, 0x0a, 0xc2]), 1]] },
    );
  }, 30_000);

  function expectGrowth(numbers: number[]): void {
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  }

  /** Each row ends with a line, or with the file. */
  function expectLineEnds(text: string, rows: CsvRow[]): void {
    const bytes = Buffer.from(text, 'utf8');
    for (const { endByte } of rows) {
      if (endByte < bytes.length) expect(['\n', '\r']).toContain(String.fromCharCode(bytes[endByte - 1] ?? 0));
    }
  }
});
