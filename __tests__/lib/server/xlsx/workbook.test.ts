import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkbookBounds } from '@/lib/server/xlsx/parts';
import { writeSheetText } from '@/lib/server/xlsx/sheet-text';
import { makeWorkbook, type WorkbookCell, zipped } from '../../../support/workbook-file';
import { ownTemporaryFolder, readCsv } from '../csv/reading';

const leftFiles = ownTemporaryFolder();

type Book = Parameters<typeof makeWorkbook>[0];
type Cells = (string | number | WorkbookCell | null)[];

/** The cells under a header, of a workbook with one sheet. */
async function cellsUnder(row: Cells, book: Partial<Book> = {}): Promise<string[] | undefined> {
  const rows = { 1: row.map((_, at) => `Column ${'ABCDEF'[at]}`), 2: row };
  return (await readCsv(makeWorkbook({ sheets: [{ name: 'Players', rows }], ...book }))).rows[0]?.cells;
}

/** One number under these formats; style 1 is the first. */
const number = (v: string, s = 0): WorkbookCell => ({ v, s });

describe('an id in a workbook', () => {
  it.each([
    ['a text', 'H00123', 'H00123'],
    ['a text of digits, with its zeros', '00123', '00123'],
    ['a long number of no format', number('123456789012'), '123456789012'],
    ['a number that is kept in scientific notation', number('7.01234567891E+11'), '701234567891'],
    ['a number with leading zeros by its format', number('123', 1), '000123'],
    ['a number with letters by its format', number('123', 2), 'H000123'],
    ['a number in groups by its format', number('4111222233', 3), '0041-1122-2233'],
    ['a number of more digits than the spreadsheet keeps', number('1.23456789012346E+18'), '1.23456789012346E+18'],
  ])('is %s: it is what the sheet shows', async (_, cell, shown) => {
    const formats = ['000000', '"H"000000', '0000-0000-0000'];
    expect(await cellsUnder([cell, 'Gold'], { formats })).toEqual([shown, 'Gold']);
  });
});

describe('a number in a workbook', () => {
  it.each([
    ['12500', '#,##0', '12500'],
    ['-250', '#,##0_);(#,##0)', '-250'],
    ['12.5', '0', '12.5'],
    ['0.30000000000000004', 'General', '0.3'],
    ['0.5', '0%', '0.5'],
    ['0', '#', '0'],
    ['0', '0;-0;', '0'],
    ['1250', '0.00', '1250'],
  ])('is exact, however it is shown: %s by %s', async (v, format, exact) => {
    expect(await cellsUnder(['H1', number(v, 1)], { formats: [format] })).toEqual(['H1', exact]);
  });
});

describe('a date in a workbook', () => {
  it.each([
    ['a day', '46331', 'm/d/yy', '2026-11-05'],
    ['a day by a Japanese format', '46331', '[$-411]yyyy"年"m"月"d"日"', '2026-11-05'],
    ['a day with a time', '46331.604166666664', 'm/d/yy h:mm', '2026-11-05 14:30:00'],
    ['a time that the format does not show', '46331.604166666664', 'm/d/yy', '2026-11-05 14:30:00'],
    ['a midnight that the format shows', '46331', 'yyyy-mm-dd hh:mm', '2026-11-05 00:00:00'],
    ['the last second of a day', '46331.999988425923', 'm/d/yy h:mm:ss', '2026-11-05 23:59:59'],
    ['a birth date before March 1900', '59', 'm/d/yyyy', '1900-02-28'],
    ['the day that only spreadsheets have', '60', 'm/d/yyyy', '1900-02-29'],
    ['the day after it', '61', 'm/d/yyyy', '1900-03-01'],
    ['a number that is no day', '-3', 'm/d/yyyy', '-3'],
    ['a duration', '1.5', '[h]:mm', '36:00'],
  ])('is %s', async (_, v, format, shown) => {
    expect(await cellsUnder(['H1', number(v, 1)], { formats: [format] })).toEqual(['H1', shown]);
  });

  it('is the same day in a workbook that counts from 1904', async () => {
    const book = { formats: ['m/d/yy'], is1904: true };
    expect(await cellsUnder([number('44869', 1), number('0', 1)], book)).toEqual(['2026-11-05', '1904-01-01']);
  });

  it.each([
    ['2026-11-05', '2026-11-05'],
    ['2026-11-05T00:00:00', '2026-11-05'],
    ['2026-11-05T14:30:00', '2026-11-05 14:30:00'],
    ['2026-11-05T14:30:00.000Z', '2026-11-05 14:30:00'],
    ['2026-11-05T14:30', '2026-11-05 14:30:00'],
    ['2026-11-05T23:30:00+09:00', '2026-11-05 23:30:00'],
    ['soon', 'soon'],
  ])('that is written out is the one that is written, in every zone: %s', async (v, shown) => {
    expect(await cellsUnder(['H1', { t: 'd', v, s: 1 }], { formats: ['yyyy-mm-dd'] })).toEqual(['H1', shown]);
  });

  it('that is a text stays as it was typed', async () => {
    expect(await cellsUnder(['H1', '11/05/2026'])).toEqual(['H1', '11/05/2026']);
  });
});

describe('a text in a workbook', () => {
  it('of a Japanese name is the name, not how it is read aloud', async () => {
    const shared = [
      '<t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/>',
      '<r><t>太</t></r><r><rPr><b/></rPr><t>郎</t></r><rPh sb="0" eb="2"><t>タロウ</t></rPh>',
    ];
    const cells = [
      { t: 's', v: '0' },
      { t: 's', v: '1' },
      { t: 'inlineStr', is: '<t>花子</t><rPh sb="0" eb="2"><t>ハナコ</t></rPh>' },
    ];
    expect(await cellsUnder(cells, { shared })).toEqual(['山田', '太郎', '花子']);
  });

  it('keeps its commas, quotes, line breaks and signs', async () => {
    const odd = ['Abara, "Bo"', 'one\ntwo', 'a & b < c', 'x_x000D_y_x005F_x000D_'];
    expect(await cellsUnder(odd)).toEqual([...odd.slice(0, 3), 'x\ry_x000D_']);
  });

  it('is what a formula came to; an error, or one that was never worked out, is said to be one', async () => {
    const cells = [
      { t: 'str', f: 'A1&B1', v: 'H1' },
      { f: '6*7', v: '42' },
      { t: 'e', f: '1/0', v: '#DIV/0!' },
      { f: 'SUM(A1:A2)' },
      { t: 'b', v: '1' },
      { t: 'str', f: '""', v: '' },
    ];
    expect(await cellsUnder(cells)).toEqual(['H1', '42', '#DIV/0!', '#CALC!', 'TRUE', '']);
  });
});

describe('the rows of a sheet', () => {
  it('have the numbers that the sheet shows; blank ones and those that are not there are passed over', async () => {
    const rows = { 3: ['Card', 'Tier'], 4: ['H1', 'Gold'], 7: ['', ' '], 9: [null, 'Silver'], 250: ['H3'] };
    const read = await readCsv(makeWorkbook({ sheets: [{ name: 'Players', rows }] }));
    expect(read).toMatchObject({ headerRow: 3, headers: ['Card', 'Tier'], encoding: 'utf-8' });
    expect(read.rows.map(({ n, cells, fault }) => [n, cells, fault])).toEqual([
      [4, ['H1', 'Gold'], undefined],
      [9, ['', 'Silver'], undefined],
      [250, ['H3', ''], undefined],
    ]);
  });

  it('begin under a title of merged cells and a blank row', async () => {
    const rows = {
      1: ['Players of the Harbor, November'],
      3: ['Card', 'Tier', 'Points'],
      4: ['H1', 'Gold', 5],
      5: ['H2', 'Gold', 6],
    };
    const tail = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>';
    const read = await readCsv(makeWorkbook({ sheets: [{ name: 'Players', rows, tail }] }));
    expect(read).toMatchObject({ headerRow: 3, headers: ['Card', 'Tier', 'Points'], rows: [{ n: 4 }, { n: 5 }] });
  });

  it('are found without their numbers, and with names that have a prefix', async () => {
    const xml =
      '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Card</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const files = { 'xl/worksheets/sheet1.xml': xml };
    const read = await readCsv(makeWorkbook({ sheets: [{ name: 'Players', rows: {} }], files }));
    expect(read).toMatchObject({ headers: ['Card'], rows: [{ n: 2, cells: ['7'] }] });
  });

  it('that are too long cost themselves and none after them', async () => {
    const rows = { 1: ['Card', 'Remark'], 2: ['H1', `${'long\n'.repeat(14_000)}`], 3: ['H2', 'short'] };
    const read = await readCsv(makeWorkbook({ sheets: [{ name: 'Players', rows }] }));
    expect(read.rows).toMatchObject([
      { n: 2, fault: { code: 'ROW_TOO_LARGE' } },
      { n: 3, cells: ['H2', 'short'] },
    ]);
  });
});

describe('the sheet of a workbook', () => {
  const table = (id: string) => ({ 1: ['Card', 'Tier'], 2: [id, 'Gold'] });
  const book = makeWorkbook({
    sheets: [
      { name: 'Old', rows: table('OLD'), state: 'hidden' },
      { name: 'Cover', rows: { 2: ['Players of the Harbor'] } },
      { name: 'Players', rows: table('NEW') },
      { name: '2', rows: table('TWO') },
    ],
  });
  const sheets = ['Old', 'Cover', 'Players', '2'];

  it.each([
    ['the first that is not hidden and holds a table', undefined, 'Players', 'NEW'],
    ['the one of this name', 'Players', 'Players', 'NEW'],
    ['the one of this name in other letters', 'pLAYERS ', 'Players', 'NEW'],
    ['the one of this number', '1', 'Old', 'OLD'],
    ['the one that is called by a number', '2', '2', 'TWO'],
  ])('is %s', async (_, sheet, name, id) => {
    const read = await readCsv(book, 4096, { sheet });
    expect(read).toMatchObject({ workbook: { sheet: name, sheets }, rows: [{ cells: [id, 'Gold'] }] });
  });

  it.each(['Nobody', '5', '0'])(
    'that is not there is refused, and those that are there are named: %s',
    async (sheet) => {
      await expect(readCsv(book, 4096, { sheet })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        details: { fields: { sheet: { rule: 'noSuchSheet', params: { sheets: 'Old, Cover, Players, 2' } } }, sheets },
      });
      expect(leftFiles()).toEqual([]);
    },
  );

  it('is not asked of a text, nor the encoding of a workbook', async () => {
    const refusal = (field: string, rule: string) => ({
      code: 'VALIDATION_FAILED',
      details: { fields: { [field]: { rule } } },
    });
    await expect(readCsv('Card,Tier\nH1,Gold\n', 64, { sheet: '1' })).rejects.toMatchObject(
      refusal('sheet', 'sheetOfText'),
    );
    await expect(readCsv(book, 64, { encoding: 'utf-8' })).rejects.toMatchObject(
      refusal('encoding', 'encodingOfWorkbook'),
    );
  });
});

describe('what is no workbook that can be read', () => {
  const ole = (name: string) => {
    const file = Buffer.alloc(1536);
    file.write('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'latin1');
    file.writeUInt16LE(9, 0x1e);
    file.writeUInt32LE(1, 0x30);
    file.write(name, 1024, 'utf16le');
    return Uint8Array.from(file);
  };
  const sheets = [{ name: 'Players', rows: { 1: ['Card', 'Tier'], 2: ['H1', 'Gold'] } }];
  const whole = makeWorkbook({ sheets });
  const withSheet = (xml: string) => makeWorkbook({ sheets, files: { 'xl/worksheets/sheet1.xml': xml } });
  const OPEN = '<worksheet><sheetData>';

  it.each([
    ['an older workbook', ole('Workbook'), 'xls'],
    ['a workbook with a password', ole('EncryptedPackage'), 'encrypted'],
    ['an OpenDocument sheet', zipped({ mimetype: 'x', 'content.xml': '<x/>', 'META-INF/manifest.xml': '<x/>' }), 'ods'],
    ['a document of letters', makeWorkbook({ sheets, files: { 'xl/workbook.xml': '<document/>' } }), 'zip'],
    ['any other archive', zipped({ 'players.csv': 'Card,Tier' }), 'zip'],
    ['a PDF', Uint8Array.from(Buffer.from('%PDF-1.7\n1,2\n')), 'pdf'],
    ['a workbook that was cut off', whole.slice(0, whole.length - 40), 'damaged'],
    ['a sheet that ends too early', withSheet(`${OPEN}<row r="1"><c r="A1"><v>1</v>`), 'damaged'],
    ['a sheet with rows in no order', withSheet(`${OPEN}<row r="2"/><row r="1"/></sheetData></worksheet>`), 'damaged'],
    [
      'a sheet with a cell nowhere',
      withSheet(`${OPEN}<row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>`),
      'damaged',
    ],
    [
      'a sheet with a text that is not there',
      withSheet(`${OPEN}<row r="1"><c t="s"><v>99</v></c></row></sheetData></worksheet>`),
      'damaged',
    ],
  ])('is refused as what it is: %s', async (_, bytes, found) => {
    await expect(readCsv(bytes)).rejects.toMatchObject({ code: 'FILE_NOT_CSV', details: { found } });
    expect(leftFiles()).toEqual([]);
  });
});

describe('a workbook that is larger than it may be', () => {
  const BOUNDS: WorkbookBounds = { entries: 20, unpackedBytes: 100_000, textBytes: 50_000 };
  const rows = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [n + 1, [`H${n}`, 'x'.repeat(100), n]]));
  const book = makeWorkbook({ sheets: [{ name: 'Players', rows }] });
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bounds-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (bytes: Uint8Array, bounds: Partial<WorkbookBounds>) => {
    writeFileSync(join(folder, 'sent'), bytes);
    return writeSheetText(join(folder, 'sent'), join(folder, 'text'), { ...BOUNDS, ...bounds });
  };
  const tooLarge = (details: object) => ({ code: 'PAYLOAD_TOO_LARGE', details });

  it('is read within the bounds', async () => {
    expect(await write(book, {})).toEqual({ sheet: 'Players', sheets: ['Players'] });
    expect(readFileSync(join(folder, 'text'), 'utf8').split('\n')).toHaveLength(301);
  });

  it('is refused by how many files it holds, before any is read', async () => {
    await expect(write(book, { entries: 5 })).rejects.toMatchObject(tooLarge({ maxEntries: 5 }));
  });

  it('is refused by what it says comes out of it', async () => {
    await expect(write(book, { unpackedBytes: 20_000 })).rejects.toMatchObject(tooLarge({ maxBytes: 20_000 }));
  });

  it('is stopped where more comes out of it than it says', async () => {
    const lying = Buffer.from(book);
    // Every length that its directory tells becomes small.
    for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4)) {
      lying.writeUInt32LE(Math.min(lying.readUInt32LE(at + 24), 900), at + 24);
    }
    await expect(write(lying, { unpackedBytes: 20_000 })).rejects.toMatchObject({ code: 'FILE_NOT_CSV' });
  });

  it('is stopped where the text of its sheet grows too long', async () => {
    await expect(write(book, { textBytes: 20_000 })).rejects.toMatchObject(tooLarge({ maxBytes: 20_000 }));
  });

  it('is refused where a text or a nesting in it does not end', async () => {
    const sheets = [{ name: 'Players', rows: {} }];
    const endless = (xml: string) => makeWorkbook({ sheets, files: { 'xl/worksheets/sheet1.xml': xml } });
    const wide = { unpackedBytes: 4_000_000 };
    const damaged = { code: 'FILE_NOT_CSV', details: { found: 'damaged' } };
    await expect(write(endless(`<worksheet>${'x'.repeat(2_000_000)}</worksheet>`), wide)).rejects.toMatchObject(
      damaged,
    );
    await expect(write(endless('<a>'.repeat(100) + '</a>'.repeat(100)), wide)).rejects.toMatchObject(damaged);
  });
});
