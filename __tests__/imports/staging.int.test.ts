import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_STATUS, type ErrorCode, isErrorCode } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import type { ImportRow, PlayerImportResult } from '@/services/imports/dtos';
import { en } from '@/words/en';
import {
  DEFECTS,
  DELIMITERS,
  type DelimiterName,
  ENCODINGS,
  HOPELESS_FILES,
  type HopelessFile,
  type LegacyCsvOptions,
  LINE_ENDS,
  type LineEnd,
  makeHopelessFile,
  makeLegacyCsv,
  QUOTINGS,
} from '../../scripts/support/legacy-csv.ts';
import { randomNumbers } from '../../scripts/support/random.ts';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { allOf, ownTemporaryFolder, readCsv } from '../lib/server/csv/reading';
import { MANAGER } from '../loyalty/loyalty-desk';
import { addPlayer, expectRefused, expectTrueCounts } from '../reconciliation/reconcile-world';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk, importsSnapshot, legacyCsv } from './imports-desk';

const COMPLIANCE: Email = 'compliance@harbor.example';
const OTHER_MANAGER: Email = 'loyalty@summit.example';
/** So many rows of a file are staged at once. */
const CHUNK = 1000;
const NOBODYS_ID = '019f0000-0000-7000-8000-000000000000';

let stack: TestStack;
let desk: ImportsDesk;
beforeAll(async () => {
  stack = await startTestStack({ connections: 6 });
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());
const leftFiles = ownTemporaryFolder();

let files = 0;
/** A file that nobody sent yet. */
function ownFile(rows = 3, more: Partial<LegacyCsvOptions> = {}): Uint8Array<ArrayBuffer> {
  files += 1;
  return makeLegacyCsv({ rows, seed: 1000 + files, ...more }).bytes;
}

const rpc = async (name: string, args: Record<string, unknown>, as: Email = MANAGER) =>
  (await stack.rpc(as, name, args)).body as Record<string, unknown> & { id: string };

/** A server that died: it began with a file, staged so many rows of it, and was never heard of again. */
async function stageSome(file: Uint8Array<ArrayBuffer>, rows: number, as: Email = MANAGER): Promise<string> {
  const csv = await readCsv(file);
  const { id } = await rpc(
    'rpc_begin_player_import',
    {
      p_file_name: 'players.csv',
      p_sha256: csv.sha256,
      p_size_bytes: csv.sizeBytes,
      p_encoding: csv.encoding,
      p_delimiter: csv.delimiter,
      p_headers: csv.headers,
      p_header_row: csv.headerRow,
      p_idempotency_key: newId(),
    },
    as,
  );
  if (rows > 0) expect(await stageChunk(id, csv.rows.slice(0, rows), as)).toMatchObject({ status: 'staging' });
  return id;
}

function stageChunk(importId: string, rows: Awaited<ReturnType<typeof readCsv>>['rows'], as: Email = MANAGER) {
  const last = rows.at(-1);
  const args = { p_import_id: importId, p_through: last?.n, p_staged_bytes: last?.endByte, p_is_last: false };
  const sent = rows.map(({ endByte: _, ...row }) => row);
  return rpc('rpc_stage_player_import', { ...args, p_rows: sent, p_idempotency_key: newId() }, as);
}

/** What a row is, without what differs between two imports of one file. */
const contentOf = ({ id: _, importId: __, ...row }: ImportRow) => row;

/** What an import is, without what differs between two imports of one file. */
function figuresOf({
  id: _,
  createdAt,
  updatedAt,
  stagedAt,
  checkedThrough,
  isExisting,
  uploadedBy,
  ...rest
}: PlayerImportResult) {
  return rest;
}

describe('100 malformed files', () => {
  type Malformed = { name: string; bytes: Uint8Array<ArrayBuffer>; code?: string; errors?: number };

  const REFUSALS: Record<HopelessFile, ErrorCode> = {
    empty: 'FILE_EMPTY',
    blank: 'CSV_UNREADABLE',
    'header-only': 'CSV_UNREADABLE',
    'too-many-columns': 'CSV_UNREADABLE',
    'unclosed-header': 'CSV_UNREADABLE',
    zip: 'FILE_NOT_CSV',
    pdf: 'FILE_NOT_CSV',
    binary: 'FILE_NOT_CSV',
  };
  const delimiters = Object.keys(DELIMITERS) as DelimiterName[];
  const lineEnds = Object.keys(LINE_ENDS) as LineEnd[];

  /** Every file that can't be taken, four of each. */
  const hopeless: Malformed[] = HOPELESS_FILES.flatMap((kind) =>
    [1, 2, 3, 4].map((seed) => ({
      name: `${kind} ${seed}`,
      bytes: makeHopelessFile(kind, seed),
      code: REFUSALS[kind],
    })),
  );
  /** Every encoding with every delimiter, every row with something wrong or odd. */
  const defective: Malformed[] = ENCODINGS.flatMap((encoding, one) =>
    delimiters.map((delimiter, other) => {
      const lineEnd = lineEnds[(one + other) % lineEnds.length];
      const quoting = QUOTINGS[other % QUOTINGS.length];
      const seed = 10 * one + other;
      const { bytes, facts } = makeLegacyCsv({
        ...{ rows: 120, seed, share: 1, encoding, delimiter },
        ...{ lineEnd, quoting, defects: DEFECTS },
      });
      const errors = Object.values(facts.errorRows).reduce((sum, count) => sum + count, 0);
      return { name: `every defect, ${encoding}, ${delimiter}`, bytes, errors };
    }),
  );
  /** Files that were spoiled on their way: the rest of them missing, or bytes among them that mean something, or nothing. */
  const spoiled: Malformed[] = Array.from({ length: 48 }, (_, seed) => {
    const random = randomNumbers(seed);
    const encoding = ENCODINGS[seed % ENCODINGS.length];
    const { bytes } = makeLegacyCsv({ rows: 40, seed, ...(encoding && { encoding }), defects: DEFECTS, share: 0.3 });
    const place = () => Math.floor(random() * bytes.length);
    if (seed % 3 === 0) return { name: `cut off ${seed}`, bytes: bytes.slice(0, place()) };
    const noise = [...Buffer.from('",;|\t\r\n =\u001a'), 0xff, 0xc3, 0x80, ...(seed % 6 === 1 ? [0] : [])];
    for (let n = 0; n < 30; n += 1) bytes[place()] = noise[Math.floor(random() * noise.length)] ?? 0;
    return { name: `noise ${seed}`, bytes };
  });
  const malformed = [...hopeless, ...defective, ...spoiled];

  it('are there, each another one', () => {
    const contents = new Set(malformed.map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
    // Those that have nothing in them are the same whatever the seed.
    expect([malformed.length, contents.size]).toEqual([100, 100 - 5 * 3]);
  });

  it.each(malformed)('are answered clearly: $name', async ({ bytes, code, errors }) => {
    const before = await importsSnapshot(stack.sql);
    const answer = await desk.upload(bytes, { allowDuplicate: true });
    expect(answer.status).toBeLessThan(500);
    expect(leftFiles()).toEqual([]);
    if (answer.body.ok) {
      expect(code).toBeUndefined();
      const taken = dataOf<PlayerImportResult>(answer);
      if (errors !== undefined) expect(taken.errorCount).toBe(errors);
      await expectSoundImport(taken);
      return;
    }
    const refusal = answer.body.code;
    if (!isErrorCode(refusal)) throw new Error(`Nobody knows ${refusal}.`);
    expect(refusal).toBe(code ?? refusal);
    expect(answer.body).toMatchObject({ status: ERROR_STATUS[refusal], error: en.errors[refusal] });
    expect(await importsSnapshot(stack.sql)).toEqual(before);
  });

  /** Every row of the file is there once, as a row that is taken or as one that says what is wrong with it. */
  async function expectSoundImport(taken: PlayerImportResult): Promise<void> {
    const { headerRow, headers, stagedThrough, rowCount, blankCount } = taken;
    const rows = await desk.listRows(taken.id);
    const inError = rows.filter((row) => row.status === 'error');
    expect(['ready', 'mapping']).toContain(taken.status);
    expect(taken).toMatchObject({ rowCount: rows.length, errorCount: inError.length });
    expect(taken.stagedCount + taken.errorCount + taken.pendingCount).toBe(rowCount);
    expect(rowCount + blankCount).toBe(stagedThrough - headerRow);
    expect(new Set(rows.map((row) => row.rowNumber)).size).toBe(rowCount);
    for (const row of rows) {
      expect(row.rowNumber > headerRow && row.rowNumber <= stagedThrough).toBe(true);
      if (row.status === 'error') expect(row.errors).not.toEqual([]);
      for (const { column, message } of row.errors) {
        expect(column === null || headers.includes(column)).toBe(true);
        // A code that has no sentence of its own would be named in it.
        expect(message).not.toMatch(/can't be used|undefined/);
      }
    }
  }
});

describe('the counts of an import', () => {
  const fileOptions = fc.record({
    rows: fc.integer({ min: 0, max: 250 }),
    seed: fc.integer({ min: 1, max: 100_000 }),
    encoding: fc.constantFrom(...ENCODINGS),
    delimiter: fc.constantFrom(...(Object.keys(DELIMITERS) as DelimiterName[])),
    lineEnd: fc.constantFrom(...(Object.keys(LINE_ENDS) as LineEnd[])),
    quoting: fc.constantFrom(...QUOTINGS),
    defects: fc.subarray([...DEFECTS]),
    share: fc.constantFrom(0.1, 0.4, 1),
  });

  it('add up for any file: each row is staged, or listed as an error, or was blank', async () => {
    await fc.assert(
      fc.asyncProperty(fileOptions, async (options) => {
        const { bytes, facts } = makeLegacyCsv(options);
        const answer = await desk.upload(bytes, { allowDuplicate: true });
        if (facts.rows === 0) {
          expect(answer.body).toMatchObject({ code: 'CSV_UNREADABLE', details: { reason: 'noRows' } });
          return;
        }
        const taken = dataOf<PlayerImportResult>(answer);
        const errors = Object.values(facts.errorRows).reduce((sum, count) => sum + count, 0);
        expect(taken).toMatchObject({
          status: 'ready',
          headers: facts.headers,
          headerRow: facts.headerRow,
          delimiter: DELIMITERS[options.delimiter],
          // A file of Windows-1252 that has no sign beyond ASCII is UTF-8 as well.
          encoding:
            options.encoding === 'windows-1252'
              ? expect.stringMatching(/^(?:utf-8|windows-1252)$/)
              : options.encoding.replace('-bom', ''),
          rowCount: facts.rows - facts.blankRows,
          blankCount: facts.blankRows,
          errorCount: errors,
          pendingCount: facts.rows - facts.blankRows - errors,
          stagedThrough: facts.headerRow + facts.rows,
          sizeBytes: bytes.length,
        });
        const listed = await desk.listRows(taken.id, 'error');
        const codes = listed.map((row) => row.errors[0]?.code ?? 'NONE').sort();
        expect(codes).toEqual(
          Object.entries(facts.errorRows)
            .flatMap(([code, n]) => Array(n).fill(code))
            .sort(),
        );
        const detail = await desk.getImport(taken.id);
        const cells: Record<string, number> = {};
        for (const { code, column, rows } of detail.cellErrors)
          if (column !== 'Card Number') cells[code] = (cells[code] ?? 0) + rows;
        expect(cells).toEqual(facts.errorCells);
      }),
      { numRuns: 25 },
    );
    await expectTrueCounts(stack.sql);
  });

  it('leave out the blank rows at the end, which are no rows of anybody', async () => {
    const taken = await desk.uploaded('Card,Tier\n\nA-1,Gold\n,\nA-2,Gold\n\n\n');
    expect(taken).toMatchObject({ rowCount: 2, blankCount: 2, stagedThrough: 5 });
  });
});

describe('a row', () => {
  it('keeps every cell as it came, those of columns that nobody reads too', async () => {
    const cells = ['A-1 ', 'Gold', '5', '=1+1', ' two\nlines ', '🎲', '12.5'];
    const header = 'Card,Tier,Points,Host,Notes,Sign,Theo';
    const taken = await desk.uploaded(`${header}\n${cells.map((cell) => `"${cell}"`).join(',')}\n`);
    const [row] = await desk.listRows(taken.id);
    expect(row).toMatchObject({ raw: cells, importedLoyaltyId: 'A-1', importedTier: 'Gold', importedPointsBalance: 5 });
    expect((await desk.getImport(taken.id)).sampleRows).toEqual([{ rowNumber: 2, raw: cells }]);
  });

  it('of thousands of cells is an error of few, and costs nobody else anything', async () => {
    const wide = `${','.repeat(60_000)}x\n`;
    const taken = await desk.uploaded(`Card,Tier\nA-1,Gold\n${wide.repeat(40)}A-2,Gold${','.repeat(5000)}\n`);
    expect(taken).toMatchObject({ status: 'ready', rowCount: 42, errorCount: 40, pendingCount: 2, blankCount: 0 });
    const rows = await desk.listRows(taken.id);
    expect(rows.map((row) => row.raw.length)).toEqual([2, ...Array(40).fill(1), 2]);
    expect(rows[1]?.raw[0]).toBe(wide.trimEnd());
    expect(rows[1]?.errors).toEqual([
      {
        ...{ column: null, code: 'CELL_COUNT', message: expect.stringMatching(/60,001 cells/) },
        params: { expected: 2, found: 60_001 },
      },
    ]);
    await expectTrueCounts(stack.sql);
  });

  it('that can not be used is listed with its number, its column and the reason', async () => {
    const { id } = await desk.uploaded(
      'Card;Tier;Points;Last Visit\n\nA-1;Gold;5\n7E+11;Gold;5;\n;Gold;1;nonsense\nA-4;"Gold;1;\nA-5;Gold;1;\n',
    );
    const listed = (await desk.listRows(id, 'error')).map(({ rowNumber, errors }) => ({ rowNumber, errors }));
    expect(listed).toEqual([
      {
        rowNumber: 3,
        errors: [
          {
            column: null,
            code: 'CELL_COUNT',
            message: expect.stringContaining('3 cells'),
            params: { expected: 4, found: 3 },
          },
        ],
      },
      { rowNumber: 4, errors: [{ column: 'Card', code: 'ID_IN_SCIENTIFIC_NOTATION', message: expect.any(String) }] },
      {
        rowNumber: 5,
        errors: [
          { column: 'Card', code: 'IDENTIFIER_MISSING', message: expect.any(String) },
          { column: 'Last Visit', code: 'DATE_UNREADABLE', message: expect.any(String) },
        ],
      },
      { rowNumber: 6, errors: [{ column: null, code: 'QUOTE_NOT_CLOSED', message: expect.any(String) }] },
    ]);
    expect(await desk.listRows(id, 'pending')).toMatchObject([{ rowNumber: 7, errors: [] }]);
  });

  it('of a player of the demo is nobody else than who has this loyalty id, in capital letters or small ones', async () => {
    const player = await addPlayer(stack.sql);
    const { id, unmatchedCount } = await desk.stage([
      { Card: player.card, Tier: 'Gold' },
      { Card: ` ${player.card} `, Tier: 'Gold' },
      { Card: player.card.toLowerCase(), Tier: 'Gold' },
      { Card: `${player.card}0`, Tier: 'Gold' },
      { Card: player.card.slice(0, -1), Tier: 'Gold' },
    ]);
    const own = [player.id, player.id, player.id];
    expect((await desk.listRows(id)).map((row) => row.playerId)).toEqual([...own, null, null]);
    expect(unmatchedCount).toBe(2);
  });

  it('is nobody by a name or a birth date alone', async () => {
    const [known] = await stack.sql`
      select p.first_name as first, p.last_name as last, p.birth_date::text as born from public.player p
      join public.casino c on c.id = p.casino_id where c.slug = 'harbor' and birth_date is not null limit 1`;
    const names = { 'First Name': known?.first, 'Last Name': known?.last, 'Date of Birth': known?.born };
    const { id } = await desk.stage([{ Card: 'NOBODY-1', ...names, Tier: 'Gold' }]);
    expect(await desk.listRows(id)).toMatchObject([{ status: 'pending', playerId: null }]);
  });

  it('is who has the player id, of this casino, unless the loyalty id says another', async () => {
    const [one, other] = [await addPlayer(stack.sql), await addPlayer(stack.sql)];
    const [stranger] = await stack.sql<{ id: string }[]>`
      select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit' limit 1`;
    const row = (playerId: string, card: string) => ({ 'Pitside ID': playerId, Card: card, Tier: 'Gold' });
    const { id } = await desk.stage([
      row(one.id, ''),
      row(one.id.toUpperCase(), one.card),
      row(one.id, other.card),
      row(NOBODYS_ID, ''),
      row(stranger?.id ?? '', ''),
      row('12345', one.card),
    ]);
    const rows = (await desk.listRows(id)).map(({ playerId, errors }) => [
      playerId,
      ...errors.map((e) => [e.column, e.code]),
    ]);
    expect(rows).toEqual([
      [one.id],
      [one.id],
      [null, ['Card', 'IDENTIFIERS_DISAGREE']],
      [null, ['Pitside ID', 'PLAYER_NOT_FOUND']],
      [null, ['Pitside ID', 'PLAYER_NOT_FOUND']],
      [null, ['Pitside ID', 'NOT_A_PLAYER_ID']],
    ]);
  });
});

describe('a time', () => {
  const read = async (spellings: [string, string | null][], dateOrder: string, as: Email = MANAGER) => {
    const file = legacyCsv(spellings.map(([text], n) => ({ Card: `T-${n}`, Tier: 'Gold', Last: text })));
    const { id } = await desk.uploaded(file, { as, allowDuplicate: true });
    const columns = { loyaltyId: 0, tier: 1, lastActivityAt: 2 };
    dataOf(await desk.map(id, { columns, dateOrder, tiers: [] }, { as }));
    const page = await desk.read<{ items: ImportRow[] }>(`/player-imports/${id}/rows?limit=200`, as);
    return page.items.map((row, n) => [spellings[n]?.[0], row.errors[0]?.code ?? row.importedLastActivityAt]);
  };

  it("is the casino's own where it says no zone: New York, summer and winter", async () => {
    const spellings: [string, string | null][] = [
      ['2024-07-04', '2024-07-04T04:00:00.000Z'],
      ['2024-01-04', '2024-01-04T05:00:00.000Z'],
      ['2024-07-04 21:15', '2024-07-05T01:15:00.000Z'],
      ['2024-07-04T21:15:30.123', '2024-07-05T01:15:30.000Z'],
      ['2024-07-04T21:15Z', '2024-07-04T21:15:00.000Z'],
      ['2024-07-04T21:15+02:00', '2024-07-04T19:15:00.000Z'],
      ['2024-07-04T21:15:00 -0930', '2024-07-05T06:45:00.000Z'],
      ['07/04/2024', '2024-07-04T04:00:00.000Z'],
      ['7/4/24 9:05 PM', '2024-07-05T01:05:00.000Z'],
      ['7-4-2024 12:00 AM', '2024-07-04T04:00:00.000Z'],
      ['7.4.2024 12:00 p.m.', '2024-07-04T16:00:00.000Z'],
      ['7/4/99', '1999-07-04T04:00:00.000Z'],
      // The hour that the clocks skip, and the one that they strike twice: some time of that night.
      ['2024-03-10 02:30', '2024-03-10T07:30:00.000Z'],
      ['', null],
    ];
    expect(await read(spellings, 'mdy')).toEqual(spellings);
  });

  it("has the order that the mapping says, and London's clock in London", async () => {
    const spellings: [string, string | null][] = [
      ['04/07/2024', '2024-07-03T23:00:00.000Z'],
      ['2024-07-04 12:00', '2024-07-04T11:00:00.000Z'],
      ['13/12/2024', '2024-12-13T00:00:00.000Z'],
      ['12/13/2024', 'DATE_UNREADABLE'],
    ];
    expect(await read(spellings, 'dmy', OTHER_MANAGER)).toEqual(spellings);
    expect(
      await read(
        [
          ['04/07/2024', 'DATE_UNREADABLE'],
          ['2024/7/4', '2024-07-04T04:00:00.000Z'],
        ],
        'ymd',
      ),
    ).toEqual([
      ['04/07/2024', 'DATE_UNREADABLE'],
      ['2024/7/4', '2024-07-04T04:00:00.000Z'],
    ]);
  });

  it('that is none, or not of this life, is an error', async () => {
    const spellings: [string, string][] = [
      ['02/30/2024', 'DATE_UNREADABLE'],
      ['02/29/2023', 'DATE_UNREADABLE'],
      ['2024-13-01', 'DATE_UNREADABLE'],
      ['2024-00-10', 'DATE_UNREADABLE'],
      ['0000-01-01', 'DATE_UNREADABLE'],
      ['2024-01-01 24:00', 'DATE_UNREADABLE'],
      ['2024-01-01 23:60', 'DATE_UNREADABLE'],
      ['2024-01-01 13:00 PM', 'DATE_UNREADABLE'],
      ['2024-01-01 10:00+99:99', 'DATE_UNREADABLE'],
      ['4512', 'DATE_UNREADABLE'],
      ['Jux 4, 2024', 'DATE_UNREADABLE'],
      ['1949-12-31', 'DATE_OUT_OF_RANGE'],
      ['0001-01-01', 'DATE_OUT_OF_RANGE'],
      ['9999-12-31 23:59:59', 'DATE_IN_FUTURE'],
    ];
    expect(await read(spellings, 'mdy')).toEqual(spellings);
  });
});

describe('the same file again', () => {
  it('is noticed, and says who sent it, when, and what it was called', async () => {
    const file = ownFile();
    const first = await desk.uploaded(file, { fileName: 'legacy 2026.csv' });
    const answer = await expectRefused(stack.sql, 'IMPORT_EXISTS', () => desk.upload(file, { as: ADMIN }));
    expect(answer).toMatchObject({
      status: 409,
      body: {
        details: {
          importId: first.id,
          fileName: 'legacy 2026.csv',
          uploadedBy: 'Harbor Loyalty Manager',
          uploadedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      },
    });
  });

  it('is staged a second time when that is wanted', async () => {
    const file = ownFile();
    const first = await desk.uploaded(file);
    const second = await desk.uploaded(file, { allowDuplicate: true });
    expect(second.id).not.toBe(first.id);
    expect(figuresOf(second)).toEqual(figuresOf(first));
  });

  it('with the same key is the same import, and staged once', async () => {
    const file = ownFile();
    const key = newId();
    const first = await desk.uploaded(file, { key });
    const again = await desk.uploaded(file, { key });
    expect([first.isExisting, again.isExisting, again.id]).toEqual([false, true, first.id]);
    expect(await desk.listRows(first.id)).toHaveLength(3);
  });

  it('is another one in another casino', async () => {
    const file = ownFile();
    const ours = await desk.uploaded(file);
    const theirs = await desk.uploaded(file, { as: OTHER_MANAGER });
    expect(theirs.id).not.toBe(ours.id);
  });

  it('is none with a key that another file had', async () => {
    const key = newId();
    await desk.uploaded(ownFile(), { key });
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REUSED', () => desk.upload(ownFile(), { key }));
  });

  it('twice at once is one import, with no row twice', async () => {
    const file = ownFile(2 * CHUNK + 10);
    const answers = await Promise.all([desk.upload(file), desk.upload(file, { as: ADMIN }), desk.upload(file)]);
    const imports = await stack.sql`
      select id::text, status::text, row_count as rows from public.player_import
      where sha256 = decode(${createHash('sha256').update(file).digest('hex')}, 'hex')`;
    expect(imports).toMatchObject([{ status: 'ready', rows: 2 * CHUNK + 10 }]);
    for (const { body } of answers) {
      // Who comes when all is staged is told so; who comes before that helps.
      const about = body.ok ? (body.data as { id: string }).id : body.details?.importId;
      expect([body.ok || body.code === 'IMPORT_EXISTS', about]).toEqual([true, imports[0]?.id]);
    }
    expect(answers.some(({ body }) => body.ok)).toBe(true);
    await expectTrueCounts(stack.sql);
  });
});

describe('an upload that is refused leaves nothing behind', () => {
  it.each([
    ['text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/json', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/vnd.ms-excel', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('as %s', async (type, status, code) => {
    const call = { headers: { 'content-type': type } };
    expect(await expectRefused(stack.sql, code, () => desk.upload(ownFile(), call))).toMatchObject({ status });
  });

  it('unless it only names its encoding', async () => {
    const taken = await desk.uploaded(ownFile(), { headers: { 'content-type': 'Text/CSV; charset=utf-8' } });
    expect(taken.status).toBe('ready');
  });

  it('without a key', async () => {
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REQUIRED', () => desk.upload(ownFile(), { isKeyless: true }));
  });

  it.each(['', '   ', 'x'.repeat(256), 'a\nb.csv', 'a\u0000b.csv', 'a\u202evsc.exe', 'a\u200bb.csv', 'a\u2028b.csv'])(
    'called %j',
    async (fileName) => {
      const answer = await expectRefused(stack.sql, 'VALIDATION_FAILED', () => desk.upload(ownFile(), { fileName }));
      expect(answer.body.details).toHaveProperty('fields.fileName');
      expect(leftFiles()).toEqual([]);
    },
  );

  it('when the connection breaks', async () => {
    const pieces = [ownFile(50), ownFile(50)];
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.pop();
        if (piece) controller.enqueue(piece);
        else controller.error(new Error('The connection was lost.'));
      },
    });
    const answer = await expectRefused(stack.sql, 'UPLOAD_INTERRUPTED', () => desk.upload(broken));
    expect([answer.status, leftFiles()]).toEqual([400, []]);
  });

  it('when less of it arrives than it is long', async () => {
    const file = ownFile(50);
    const headers = { 'content-length': String(file.length + 1) };
    const answer = await expectRefused(stack.sql, 'UPLOAD_INTERRUPTED', () => desk.upload(file, { headers }));
    expect(answer.body.details).toEqual({ expectedBytes: file.length + 1, receivedBytes: file.length });
    expect(await desk.uploaded(file, { headers: { 'content-length': String(file.length) } })).toMatchObject({
      rowCount: 50,
    });
  });

  it('when it is longer than 100 MiB', async () => {
    const piece = new Uint8Array(4 * 1024 * 1024).fill(0x61);
    let sent = 0;
    const long = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(piece);
        if (sent > 25) controller.close();
      },
    });
    const answer = await expectRefused(stack.sql, 'PAYLOAD_TOO_LARGE', () => desk.upload(long));
    expect([answer.status, answer.body.details, leftFiles()]).toEqual([413, { maxBytes: 104_857_600 }, []]);
  });

  it('and compliance reads imports and their rows, and changes none', async () => {
    const { id } = await desk.uploaded(ownFile());
    for (const path of ['', `/${id}`, `/${id}/rows`])
      expect((await stack.http(COMPLIANCE, 'GET', `/player-imports${path}`)).status).toBe(200);
    for (const answer of [
      await desk.upload(ownFile(), { as: COMPLIANCE }),
      await desk.enrol(id, { as: COMPLIANCE }),
      await desk.discard(id, { as: COMPLIANCE }),
    ])
      expect(answer.body.code).toBe('FORBIDDEN');
  });

  it('by anybody but a loyalty manager or an administrator', async () => {
    const { id, mapping } = await desk.uploaded(ownFile());
    for (const role of ['pitboss', 'dealer', 'cashier'] as const) {
      const as: Email = `${role}@harbor.example`;
      const before = (await importsSnapshot(stack.sql)).rest;
      const answers = [
        await desk.upload(ownFile(), { as }),
        await stack.http(as, 'GET', '/player-imports'),
        await stack.http(as, 'GET', `/player-imports/${id}`),
        await stack.http(as, 'GET', `/player-imports/${id}/rows`),
        await desk.map(id, mapping, { as }),
        await desk.enrol(id, { as }),
        await desk.discard(id, { as }),
      ];
      expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(7).fill('403 FORBIDDEN'));
      expect((await importsSnapshot(stack.sql)).rest).toEqual(before);
    }
    expect(await desk.upload(ownFile(), { as: null })).toMatchObject({ status: 401 });
    expect((await desk.uploaded(ownFile(), { as: ADMIN })).uploadedBy).toBe('Harbor Admin');
  });
});

describe('staging that was interrupted', () => {
  it.each([0, 1, CHUNK, CHUNK + 9])(
    'after %i rows goes on with the same file, and ends as if nothing had been',
    async (rows) => {
      const file = ownFile(CHUNK + 10, { defects: DEFECTS, share: 0.1 });
      const begun = await stageSome(file, rows);
      const resumed = await desk.uploaded(file, { as: ADMIN });
      const whole = await desk.uploaded(file, { allowDuplicate: true });
      expect(resumed.id).toBe(begun);
      expect(figuresOf(resumed)).toEqual(figuresOf(whole));
      expect((await desk.listRows(begun)).map(contentOf)).toEqual((await desk.listRows(whole.id)).map(contentOf));
      await expectTrueCounts(stack.sql);
    },
  );

  it('shows how far it is', async () => {
    const file = ownFile(600);
    const csv = await readCsv(file);
    const id = await stageSome(file, 500);
    expect(await desk.getImport(id)).toMatchObject({
      status: 'staging',
      rowCount: 500,
      stagedThrough: 501,
      stagedBytes: csv.rows[499]?.endByte,
      stagedAt: null,
    });
  });

  it('goes on where both were, whoever sends which rows again', async () => {
    const file = ownFile(900);
    const { rows } = await readCsv(file);
    const id = await stageSome(file, 300);
    await Promise.all([
      stageChunk(id, rows.slice(0, 400)),
      stageChunk(id, rows.slice(200, 600), ADMIN),
      stageChunk(id, rows.slice(0, 600)),
    ]);
    expect(await desk.getImport(id)).toMatchObject({ rowCount: 600, stagedThrough: 601 });
    expect(await desk.uploaded(file)).toMatchObject({ id, rowCount: 900 });
    await expectTrueCounts(stack.sql);
  });
});

describe('an import that is discarded while it is staged', () => {
  it('takes no further rows, loses those it had, and the file begins anew', async () => {
    const file = ownFile(800);
    const { rows } = await readCsv(file);
    const id = await stageSome(file, 300);
    expect(await desk.discarded(id)).toMatchObject({ status: 'discarded', rowCount: 300 });
    expect(await stageChunk(id, rows.slice(300, 500))).toMatchObject({ code: 'PT409', message: 'IMPORT_NOT_READY' });
    expect(await desk.listRows(id)).toEqual([]);

    await desk.tend();
    const [left] = await stack.sql`
      select (select count(*)::int from public.player_import_row where import_id = ${id}) as rows, purged_at is not null as purged
      from public.player_import where id = ${id}`;
    expect(left).toEqual({ rows: 0, purged: true });
    const anew = await desk.uploaded(file);
    expect(anew).toMatchObject({ status: 'ready', rowCount: 800 });
    expect(anew.id).not.toBe(id);
  });

  it('stops the upload that it comes from', async () => {
    const file = ownFile(CHUNK + 10);
    const sha256 = createHash('sha256').update(file).digest();
    let upload: Promise<unknown> = Promise.resolve();
    let discard: Promise<unknown> = Promise.resolve();
    // Rows can't arrive while the table is held: the first chunk waits, holding the import, and whoever stops it behind it.
    await stack.sql.begin(async (transaction) => {
      await transaction`lock table public.player_import_row in share mode`;
      upload = desk.upload(file);
      await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
      const [begun] = await stack.sql<{ id: string }[]>`select id from public.player_import where sha256 = ${sha256}`;
      discard = desk.discard(begun?.id ?? '');
      await expect.poll(() => waitingCount()).toBe(2);
    });
    expect(await discard).toMatchObject({ body: { ok: true, data: { status: 'discarded', rowCount: CHUNK } } });
    expect(await upload).toMatchObject({
      status: 409,
      body: { code: 'IMPORT_NOT_READY', details: { status: 'discarded' } },
    });
    expect(leftFiles()).toEqual([]);
  });

  const waitingCount = async () =>
    Number(
      (
        await stack.sql`select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      )[0]?.n,
    );

  it('can not be discarded twice, nor mapped, nor enrolled from', async () => {
    const { id, mapping } = await desk.uploaded(ownFile());
    await desk.discarded(id);
    await expectRefused(stack.sql, 'IMPORT_NOT_READY', () => desk.discard(id));
    await expectRefused(stack.sql, 'IMPORT_NOT_READY', () => desk.map(id, mapping));
    await expectRefused(stack.sql, 'IMPORT_NOT_READY', () => desk.enrol(id));
  });
});

describe("another casino's import", () => {
  it('is no different from one that does not exist', async () => {
    const { id, mapping } = await desk.uploaded(ownFile(), { as: OTHER_MANAGER });
    const before = await importsSnapshot(stack.sql);
    const everything = async (importId: string) => {
      const answers = [
        await stack.http(MANAGER, 'GET', `/player-imports/${importId}`),
        await stack.http(MANAGER, 'GET', `/player-imports/${importId}/rows`),
        await desk.map(importId, mapping),
        await desk.enrol(importId),
        await desk.discard(importId),
      ];
      return answers.map(({ status, body }) => {
        const { requestId: _, correlationId: __, ...rest } = body as typeof body & Record<string, unknown>;
        return JSON.parse(JSON.stringify({ status, ...rest }).replaceAll(importId, '<id>'));
      });
    };
    const theirs = await everything(id);
    expect(theirs.map(({ status, code }) => [status, code])).toEqual(Array(5).fill([404, 'IMPORT_NOT_FOUND']));
    const missing = await everything(NOBODYS_ID);
    const stable = (answers: Record<string, unknown>[]) =>
      answers.map(({ durationMs: _, timestamp: __, ...rest }) => rest);
    expect(stable(theirs)).toEqual(stable(missing));
    expect(await importsSnapshot(stack.sql)).toEqual(before);
  });

  it('is in no list', async () => {
    const { id } = await desk.uploaded(ownFile(), { as: OTHER_MANAGER });
    const ours = await allOf(importIds(MANAGER));
    const theirs = await allOf(importIds(OTHER_MANAGER));
    expect([ours.includes(id), theirs.includes(id)]).toEqual([false, true]);
    // Page by page, newest first, nothing twice.
    expect(ours).toEqual([...new Set(ours)].sort().reverse());
  });

  async function* importIds(as: Email): AsyncGenerator<string> {
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await desk.read(
        `/player-imports?limit=7${cursor && `&cursor=${cursor}`}`,
        as,
      );
      yield* page.items.map((item) => item.id);
      cursor = page.nextCursor;
    }
  }
});
