import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ImportMapping, PlayerImportResult } from '@/services/imports/dtos';
import { dataOf } from '../floor/floor-desk';
import { addPlayer, expectRefused, expectTrueCounts, standingOf } from '../reconciliation/reconcile-world';
import { startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from './imports-desk';

let stack: TestStack;
let desk: ImportsDesk;
beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterEach(async () => {
  await stack.sql`delete from public.player_import_memory`;
});
afterAll(() => stack.dispose());

const staged = (rows: LegacyRow[]) => desk.stage(rows.map((row) => ({ Card: newId(), Tier: 'Gold', ...row })));

/** A column of points as it is read: a number, null, or the code of the cell's error. */
async function readPoints(cells: string[]) {
  const file = await staged(cells.map((Points) => ({ Points })));
  const read = (await desk.listRows(file.id)).map((row) => row.errors[0]?.code ?? row.importedPointsBalance);
  return { file, read, reading: file.readings.pointsBalance };
}

async function datesOf({ id }: Pick<PlayerImportResult, 'id'>) {
  const rows = await stack.sql<{ born: string | null; last: string | null; errors: { code: string }[] | null }[]>`
    select imported_birth_date::text as born, to_char(imported_last_activity_at at time zone 'America/New_York', 'YYYY-MM-DD HH24:MI') as last, errors
    from public.player_import_row where import_id = ${id} order by row_number`;
  return rows.map(({ born, last, errors }) => errors?.[0]?.code ?? born ?? last);
}

const bornOf = async (cells: string[]) => {
  const file = await staged(cells.map((DOB) => ({ DOB })));
  return { file, read: await datesOf(file), reading: file.readings.birthDate };
};

describe('points are read as their column writes numbers', () => {
  it('whole, however a spreadsheet writes them', async () => {
    const { read } = await readPoints([
      ...['1234', '1,234', "1'234", '1 234', '1\u00a0234\u00a0567', '1\u202f234', ' 7 ', '+7', '-7', '-1,234', '12.00'],
      ...[
        '1,234.00',
        '007',
        '0',
        '',
        '(250)',
        '250-',
        '\u2212250',
        '(1,250.00)',
        '250 pts',
        '1,234 Points',
        '１２',
        '12.0',
      ],
    ]);
    expect(read).toEqual([
      ...[1234, 1234, 1234, 1234, 1_234_567, 1234, 7, 7, -7, -1234, 12],
      ...[1234, 7, 0, null, -250, -250, -250, -1250, 250, 1234, 12, 12],
    ]);
  });

  it('as fractions where one cell proves that a point stands before them: 0.500 is no 500', async () => {
    const { read, reading } = await readPoints(['0.500', '1.234', '12.0', '7']);
    expect(read).toEqual(['NOT_WHOLE_POINTS', 'NOT_WHOLE_POINTS', 12, 7]);
    expect(reading).toMatchObject({ format: 'point', because: 'column', row: 2, text: '0.500', cells: 2 });
  });

  it('as thousands where nothing else is possible, with a point or with a comma', async () => {
    expect(await readPoints(['1.234', '90', '12.500'])).toMatchObject({
      read: [1234, 90, 12_500],
      reading: { format: 'comma', because: 'whole', row: 2, text: '1.234' },
    });
    expect(await readPoints(['1,234', '90', '12,500'])).toMatchObject({
      read: [1234, 90, 12_500],
      reading: { format: 'point', because: 'whole', row: 2, text: '1,234' },
    });
  });

  it('with a comma before the fraction where the column proves it', async () => {
    const { read, reading } = await readPoints(['1.234', '1.234,00', '12,5', '1.234.567']);
    expect(read).toEqual([1234, 1234, 'NOT_WHOLE_POINTS', 1_234_567]);
    expect(reading).toMatchObject({ format: 'comma', because: 'column', row: 3, text: '1.234,00' });
  });

  it('and refused cell by cell, saying which: too many digits are not the same as no whole number', async () => {
    const { read } = await readPoints([
      ...[
        '999999999999999',
        '9999999999999999',
        '9'.repeat(70),
        '12.5',
        '1,23,456',
        '1e3',
        '0x10',
        'many',
        '$5',
        '٣',
        '1\n2',
      ],
    ]);
    expect(read).toEqual([
      999_999_999_999_999,
      'TOO_MANY_POINTS',
      'TOO_MANY_POINTS',
      ...Array(8).fill('NOT_WHOLE_POINTS'),
    ]);
  });

  it('until somebody says otherwise, who is believed', async () => {
    const { file } = await readPoints(['1.234', '12.500']);
    const read = async () =>
      (await desk.listRows(file.id)).map((row) => row.errors[0]?.code ?? row.importedPointsBalance);
    const said = await desk.mapped(file.id, { ...file.mapping, formats: { pointsBalance: 'point' } });
    expect(said.readings.pointsBalance).toEqual({ format: 'point', because: 'person' });
    expect(await read()).toEqual(['NOT_WHOLE_POINTS', 'NOT_WHOLE_POINTS']);
    await desk.mapped(file.id, file.mapping);
    expect(await read()).toEqual([1234, 12_500]);
  });
});

describe('dates are read in the order that their column proves', () => {
  it('month first, where one date of the column can be nothing else', async () => {
    const { read, reading } = await bornOf(['11/05/1956', '04/26/1966', '1/2/70']);
    expect(read).toEqual(['1956-11-05', '1966-04-26', '1970-01-02']);
    expect(reading).toEqual({
      format: 'mdy',
      because: 'column',
      row: 3,
      text: '04/26/1966',
      cells: 1,
      cellsAgainst: 0,
    });
  });

  it('day first, though the casino is in New York', async () => {
    const { read, reading } = await bornOf(['11/05/1956', '26.04.1966']);
    expect(read).toEqual(['1956-05-11', '1966-04-26']);
    expect(reading).toMatchObject({ format: 'dmy', because: 'column', row: 3 });
  });

  it('day first, where dots separate them and nothing proves otherwise', async () => {
    expect(await bornOf(['05.11.1956', '1.2.70'])).toMatchObject({
      read: ['1956-11-05', '1970-02-01'],
      reading: { format: 'dmy', because: 'dots', row: 2, text: '05.11.1956', cells: 2, cellsAgainst: 0 },
    });
    expect(await bornOf(['27.11.1956', '05.11.1966'])).toMatchObject({
      read: ['1956-11-27', '1966-11-05'],
      reading: { format: 'dmy', because: 'column', row: 2 },
    });
    expect(await bornOf(['05.11.1956', '04.26.1966'])).toMatchObject({
      read: ['1956-05-11', '1966-04-26'],
      reading: { format: 'mdy', because: 'column', row: 3 },
    });
    expect(await bornOf(['05.11.1956', '11/05/1966'])).toMatchObject({
      read: ['1956-05-11', '1966-11-05'],
      reading: { format: 'mdy', because: 'default' },
    });
  });

  it('by the dots of the file’s other dates, where slashes prove nothing', async () => {
    const file = await staged([{ DOB: '05.11.1966', 'Last Visit': '11/05/2025' }]);
    expect(file.readings).toMatchObject({
      birthDate: { format: 'dmy', because: 'dots' },
      lastActivityAt: { format: 'dmy', because: 'other_column', field: 'birth_date', text: '05.11.1966' },
    });
  });

  it('by the other dates of the file, where a column proves nothing', async () => {
    const file = await staged([
      { DOB: '26/04/1966', 'Last Visit': '11/05/2025' },
      { DOB: '', 'Last Visit': '' },
    ]);
    expect(file.readings.lastActivityAt).toEqual({
      ...{
        format: 'dmy',
        because: 'other_column',
        field: 'birth_date',
        row: 2,
        text: '26/04/1966',
        cells: 1,
        cellsAgainst: 0,
      },
    });
    const [row] =
      await stack.sql`select imported_last_activity_date::text as last from public.player_import_row where import_id = ${file.id} limit 1`;
    expect(row?.last).toBe('2025-05-11');
  });

  it('as most of them prove it, and only those that can not be so are refused: the tier stays usable', async () => {
    const player = await addPlayer(stack.sql);
    const file = await desk.stage([
      { Card: newId(), Tier: 'Gold', DOB: '04/26/1966', Points: '1' },
      { Card: newId(), Tier: 'Gold', DOB: '04/27/1966', Points: '1' },
      { Card: player.card, Tier: 'Gold', DOB: '26/04/1966', Points: 'many' },
    ]);
    expect(file.readings.birthDate).toMatchObject({ format: 'mdy', because: 'majority', cells: 2, cellsAgainst: 1 });
    expect(file).toMatchObject({ errorCount: 0, pendingCount: 3 });
    const rows = await desk.listRows(file.id);
    expect(rows[2]).toMatchObject({ status: 'pending', playerId: player.id });
    expect(rows[2]?.errors.map(({ column, code }) => [column, code])).toEqual([
      ['DOB', 'DATE_UNREADABLE'],
      ['Points', 'NOT_WHOLE_POINTS'],
    ]);
    expect((await desk.getRow(rows[2]?.id ?? '')).errors).toEqual(rows[2]?.errors);
    expect((await desk.getImport(file.id)).cellErrors).toMatchObject([
      { column: 'DOB', code: 'DATE_UNREADABLE', rows: 1, rowNumber: 4, text: '26/04/1966' },
      { column: 'Points', code: 'NOT_WHOLE_POINTS', rows: 1, rowNumber: 4, text: 'many' },
    ]);
    await desk.applied({ filter: { importId: file.id }, confirm: true });
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'gold', startingBalance: null });
    await expectTrueCounts(stack.sql);
  });

  it('by the mapping where the file says nothing, and then by whom it was said', async () => {
    const { file, read, reading } = await bornOf(['11/05/1956', '1/2/70']);
    expect([read, reading]).toEqual([['1956-11-05', '1970-01-02'], { format: 'mdy', because: 'default' }]);
    const other: ImportMapping = { ...file.mapping, dateOrder: 'dmy' };
    expect((await desk.mapped(file.id, other)).readings.birthDate).toEqual({ format: 'dmy', because: 'default' });
    expect(await datesOf(file)).toEqual(['1956-05-11', '1970-02-01']);
  });

  it('and otherwise by a person, column by column', async () => {
    const file = await staged([
      { DOB: '04/05/1966', 'Last Visit': '04/05/2024' },
      { DOB: '04/26/1966', 'Last Visit': '' },
    ]);
    const said = await desk.mapped(file.id, { ...file.mapping, formats: { lastActivityAt: 'dmy' } });
    expect([said.readings.birthDate?.format, said.readings.lastActivityAt]).toEqual([
      'mdy',
      { format: 'dmy', because: 'person' },
    ]);
    const [row] = await desk.listRows(file.id);
    expect(row?.importedLastActivityAt).toBe('2024-05-04T04:00:00.000Z');
  });

  it.each([
    ['1-Oct-62', '1962-10-01'],
    ['01 October 1962', '1962-10-01'],
    ['Oct 1, 1962', '1962-10-01'],
    ['Mon, 1 Oct 1962', '1962-10-01'],
    ['1. Oktober 1962', '1962-10-01'],
    ['1 août 1962', '1962-08-01'],
    ['1962年10月1日', '1962-10-01'],
    ['1962-Oct-01', '1962-10-01'],
    ['19621001', '1962-10-01'],
    ['22920', '1962-10-01'],
    ['22920.75', '1962-10-01'],
    ['10/01/62', '1962-10-01'],
    ['10/01/12', '1912-10-01'],
    ['30 February 1962', 'DATE_UNREADABLE'],
    ['19621301', 'DATE_UNREADABLE'],
    ['4512', 'DATE_UNREADABLE'],
    ['1 Foo 1962', 'DATE_UNREADABLE'],
  ])('%s says itself what it is: %s', async (cell, wanted) => {
    expect((await bornOf([cell])).read).toEqual([wanted]);
  });

  it('and serial dates by the system of the workbook that they came from', async () => {
    const { file, read } = await bornOf(['22920']);
    expect(read).toEqual(['1962-10-01']);
    await desk.mapped(file.id, { ...file.mapping, dateSystem: '1904' });
    expect(await datesOf(file)).toEqual(['1966-10-02']);
  });
});

describe('what comes late in a long file', () => {
  it('reads the rows before it anew: all of a column is read in one way, and a mapping of other columns too', async () => {
    const lines = Array.from(
      { length: 2500 },
      (_, n) => `${newId()},Gold,03/04/1966,1.234,${n === 2400 ? '26/04/1966' : '03/04/1966'}`,
    );
    lines[2400] = `${newId()},Gold,26/04/1966,0.500,03/04/1966`;
    const file = await desk.uploaded(`Card,Tier,DOB,Points,Other\n${lines.join('\n')}\n`);
    expect(file).toMatchObject({
      ...{ status: 'ready', rowCount: 2500, pendingCount: 2500 },
      readings: {
        birthDate: { format: 'dmy', because: 'column', row: 2402 },
        pointsBalance: { format: 'point', row: 2402 },
      },
    });
    const counts = () => stack.sql`
      select imported_birth_date::text as born, imported_points_balance::int as points, count(*)::int as rows
      from public.player_import_row where import_id = ${file.id} group by 1, 2 order by 1, 2`;
    expect(await counts()).toEqual([
      { born: '1966-04-03', points: null, rows: 2499 },
      { born: '1966-04-26', points: null, rows: 1 },
    ]);
    const { pointsBalance: _, ...columns } = file.mapping.columns;
    const other = await desk.mapped(file.id, { ...file.mapping, columns: { ...columns, birthDate: 4 } });
    expect(other.readings).toEqual({ birthDate: { format: 'mdy', because: 'default' } });
    expect(await counts()).toEqual([{ born: '1966-03-04', points: null, rows: 2500 }]);
    await expectTrueCounts(stack.sql);
  });
});

describe('a format that there is not', () => {
  it.each([
    [{ formats: { birthDate: 'point' } }],
    [{ formats: { pointsBalance: 'mdy' } }],
    [{ formats: { tier: 'mdy' } }],
    [{ dateSystem: '1905' }],
  ])('is refused: %j', async (change) => {
    const file = await staged([{ DOB: '04/05/1966' }]);
    await expectRefused(stack.sql, 'VALIDATION_FAILED', () => desk.map(file.id, { ...file.mapping, ...change }));
    const p_mapping = {
      columns: { loyalty_id: 0, tier: 1 },
      date_order: 'mdy',
      tiers: [],
      ...('formats' in change ? { formats: { birth_date: 'comma' } } : { date_system: '1905' }),
    };
    const call = { p_import_id: file.id, p_idempotency_key: newId(), p_mapping };
    expect((await stack.rpc('loyalty@harbor.example', 'rpc_map_player_import', call)).status).toBe(422);
    expect(dataOf(await desk.map(file.id, file.mapping))).toMatchObject({ status: 'ready' });
  });
});
