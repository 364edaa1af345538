import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamCsv, toCsv } from '@/lib/shared/csv';

const read = (text: string): string[][] => parse(text, { bom: true });
const cellOf = (value: string | number | boolean | null) => read(toCsv([{ a: value, b: 'x' }]))[1]?.[0];

async function* pagesOf<T>(pages: T[]): AsyncGenerator<T> {
  yield* pages;
}
async function streamed(
  columns: string[],
  pages: Record<string, string | number | boolean | null>[][],
): Promise<string> {
  let text = '';
  for await (const piece of streamCsv(columns, pagesOf(pages))) text += piece;
  return text;
}

describe('a text that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+1',
    '-2+3',
    '@SUM(A1)',
    ' =1',
    '\u00a0=1',
    '\t=1',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("http://127.0.0.1";"x")',
  ])('gets an apostrophe in front: %j', async (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
    expect(read(await streamed(['a'], [[{ a: text }]]))).toEqual([['a'], [`'${text}`]]);
  });

  it.each(['x=1', 'a-b', "'=1", '5', '', 'x\t=1', 'é'])('is told from one that it would not: %j', (text) => {
    expect(cellOf(text)).toBe(text);
  });

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['x; "=1+1;"', 'x; "\'=1+1;"'],
    ['two\n-lines\r\n@x', "two\n'-lines\r\n'@x"],
    ['a;b;5', 'a;b;5'],
  ])('gets an apostrophe within where other settings begin a cell: %j', (text, safe) => {
    expect(cellOf(text)).toBe(safe);
  });

  it('is never a number, which stays bare', () => {
    expect([cellOf(-400), cellOf(0), cellOf(true), cellOf(null)]).toEqual(['-400', '0', 'true', '']);
  });

  it('comes out of no cell, whatever was in it', () => {
    const parts = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      ' ',
      '\u00a0',
      '"',
      ',',
      ';',
      "'",
      '＝',
      'a',
      '1',
    );
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (text) => {
        expect(cellOf(text.join(''))).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]|[;\r\n][\s"]*[=+\-@＝＋－＠]/);
      }),
    );
  });
});

describe('a file', () => {
  const row = { a: 'é, "x"', b: 'two\nlines', c: null };

  it('is UTF-8 with its mark, and is read as it was', () => {
    const text = toCsv([row]);
    expect(text.startsWith('\ufeff"a","b","c"\r\n')).toBe(true);
    expect(read(text)).toEqual([
      ['a', 'b', 'c'],
      ['é, "x"', 'two\nlines', ''],
    ]);
  });

  it('has its texts in quotes, and its numbers bare', async () => {
    const mixed = { a: 'H1234', b: 12, c: true, d: '', e: null };
    const text = '\ufeff"a","b","c","d","e"\r\n"H1234",12,true,"",';
    expect(toCsv([mixed])).toBe(text);
    expect(await streamed(['a', 'b', 'c', 'd', 'e'], [[mixed]])).toBe(`${text}\r\n`);
  });

  it('in pages is the same as at once, and ends each row', async () => {
    const text = await streamed(['a', 'b', 'c'], [[row, row], [], [row]]);
    expect(text).toBe(`${toCsv([row, row, row])}\r\n`);
  });

  it('has its columns even if there is no row, and cells in their order whatever a row has', async () => {
    expect(await streamed(['a', 'b'], [])).toBe('\ufeff"a","b"\r\n');
    expect(read(await streamed(['a', 'b'], [[{ b: 2 }, { b: 1, a: 3 }]]))).toEqual([
      ['a', 'b'],
      ['', '2'],
      ['3', '1'],
    ]);
  });

  it('comes page by page: the next is asked for when the last was taken', async () => {
    let asked = 0;
    async function* pages() {
      for (;;) {
        asked += 1;
        yield [{ a: asked }];
      }
    }
    const pieces = streamCsv(['a'], pages());
    expect((await pieces.next()).value).toBe('\ufeff"a"\r\n1\r\n');
    expect((await pieces.next()).value).toBe('2\r\n');
    expect(asked).toBe(2);
    await pieces.return(undefined);
  });
});
