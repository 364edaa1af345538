import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';
import { makeWorkbook } from '../support/workbook-file';
import { createImportsDesk, type ImportsDesk, importsSnapshot } from './imports-desk';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

/** `000000` is the first of the formats, a day the second. */
const FORMATS = ['000000', 'd-mmm-yy'];

/** A cover, and players as casinos send them: a title, a blank row, ids that are numbers, days that are numbers, an error. */
const legacy = (first: string) =>
  makeWorkbook({
    formats: FORMATS,
    sheets: [
      { name: 'Cover', rows: { 1: [`Export of ${first}`] } },
      {
        name: 'Players',
        rows: {
          1: ['Players of the house'],
          3: ['Card', 'First name', 'Last name', 'Tier', 'Points', 'Birth date'],
          4: [{ v: '4711', s: 1 }, first, 'Castillo', 'Gold', 1200, { v: '24228', s: 2 }],
          6: ['BOOK-2', 'Mina', 'Duarte', { t: 'e', v: '#N/A' }, 30, null],
        },
      },
      { name: 'Old', rows: { 1: ['Card', 'Tier'], 2: ['BOOK-3', 'Silver'] } },
    ],
  });

describe('a workbook', () => {
  it('is staged as its sheet shows it: ids with their zeros, days as days, rows by their numbers', async () => {
    const staged = await desk.uploaded(legacy('Nadia'), { fileName: 'players.xlsx' });
    expect(staged).toMatchObject({
      sheet: 'Players',
      sheets: ['Cover', 'Players', 'Old'],
      headerRow: 3,
      rowCount: 2,
      status: 'ready',
    });
    const rows = await desk.listRows(staged.id);
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 6]);
    expect(rows[0]).toMatchObject({ importedLoyaltyId: '004711', raw: expect.arrayContaining(['1966-05-01']) });
    expect(rows[1]?.errors).toMatchObject([{ code: 'CELL_IS_ERROR', column: 'Tier' }]);
  });

  it('is read from another sheet where somebody says so, as an import of its own', async () => {
    const file = legacy('Olga');
    const first = await desk.uploaded(file);
    const second = await desk.uploaded(file, { reading: { sheet: 'Old' }, allowDuplicate: true });
    expect(second).toMatchObject({ sheet: 'Old', headerRow: 1, rowCount: 1, isExisting: false });
    expect(second.id).not.toBe(first.id);
    const third = await desk.upload(file, { allowDuplicate: true, reading: { sheet: '9' } });
    expect(third.status).toBe(422);
    expect(third.body).toMatchObject({ code: 'VALIDATION_FAILED', details: { sheets: ['Cover', 'Players', 'Old'] } });
  });

  it('that cannot be read leaves nothing behind, and says what it is', async () => {
    const before = await importsSnapshot(stack.sql);
    const { status, body } = await desk.upload(legacy('Pia').slice(0, 400));
    expect([status, body]).toMatchObject([422, { code: 'FILE_NOT_CSV', details: { found: 'damaged' } }]);
    expect(await importsSnapshot(stack.sql)).toEqual(before);
  });
});
