import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { dataOf } from '../floor/floor-desk';
import { ownTemporaryFolder, readCsv } from '../lib/server/csv/reading';
import { MANAGER } from '../loyalty/loyalty-desk';
import { expectRefused, expectTrueCounts } from '../reconciliation/reconcile-world';
import { startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk } from './imports-desk';

let stack: TestStack;
let desk: ImportsDesk;
beforeAll(async () => {
  stack = await startTestStack({ connections: 4 });
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());
const leftFiles = ownTemporaryFolder();

let files = 0;
/** A file that nobody sent yet: a title, a blank line, the header, and rows. */
function titledFile(rows = 2): string {
  files += 1;
  const lines = Array.from({ length: rows }, (_, n) => `R${files}-${1000 + n};Gold;Ada, Countess`);
  return ['Players of the old system', '', 'Card;Tier;Remark', ...lines, ''].join('\n');
}

/** A server that died after it staged the first row of a file, read this way. */
async function stageFirstRow(file: string, said: Parameters<typeof readCsv>[2] = {}): Promise<string> {
  const { sha256, sizeBytes, encoding, delimiter, headers, headerRow, rows } = await readCsv(file, 4096, said);
  const begun = await stack.rpc(MANAGER, 'rpc_begin_player_import', {
    p_file_name: 'players.csv',
    p_sha256: sha256,
    p_size_bytes: sizeBytes,
    p_encoding: encoding,
    p_delimiter: delimiter,
    p_headers: headers,
    p_header_row: headerRow,
    p_idempotency_key: newId(),
  });
  const { id } = begun.body as { id: string };
  const sent = rows.slice(0, 1).map(({ endByte: _, ...row }) => row);
  const through = { p_through: sent[0]?.n, p_staged_bytes: rows[0]?.endByte, p_is_last: false };
  const staged = { p_import_id: id, p_rows: sent, ...through, p_idempotency_key: newId() };
  expect(await stack.rpc(MANAGER, 'rpc_stage_player_import', staged)).toMatchObject({ body: { status: 'staging' } });
  return id;
}

describe('a file with a title and a blank line above its header', () => {
  it('is read, and the import says what was decided', async () => {
    const taken = await desk.uploaded(titledFile());
    const decided = { headerRow: 3, delimiter: ';', encoding: 'utf-8', headers: ['Card', 'Tier', 'Remark'] };
    expect(taken).toMatchObject({ ...decided, status: 'ready', rowCount: 2, pendingCount: 2, blankCount: 0 });
    expect((await desk.listRows(taken.id)).map((row) => row.rowNumber)).toEqual([4, 5]);
  });
});

describe('how a file is read', () => {
  it('is what somebody says: header row, delimiter and encoding', async () => {
    const reading = { headerRow: '4', delimiter: ',', encoding: 'windows-1252' };
    const taken = await desk.uploaded(titledFile(3), { reading });
    expect(taken).toMatchObject({ headerRow: 4, delimiter: ',', encoding: 'windows-1252', rowCount: 2 });
    expect((await desk.getImport(taken.id)).headers[1]).toBe(' Countess');
  });

  it.each([
    ['headerRow', '0'],
    ['headerRow', '101'],
    ['headerRow', '1.5'],
    ['headerRow', 'first'],
    ['headerRow', ''],
    ['delimiter', 'semicolon'],
    ['delimiter', ':'],
    ['encoding', 'latin1'],
    ['encoding', 'UTF-8'],
    // A row that is blank, and one that the file has not.
    ['headerRow', '2'],
    ['headerRow', '99'],
  ])('is refused by its field where it is said wrongly: %s %j', async (field, value) => {
    const call = { reading: { [field]: value } };
    const answer = await expectRefused(stack.sql, 'VALIDATION_FAILED', () => desk.upload(titledFile(), call));
    expect(answer).toMatchObject({ status: 422, body: { details: { fields: { [field]: expect.any(String) } } } });
    expect(leftFiles()).toEqual([]);
  });

  it('can be changed: the file as a second import, then the first one is removed', async () => {
    const file = titledFile();
    const guessed = await desk.uploaded(file);
    const reading = { headerRow: '1' };
    await expectRefused(stack.sql, 'IMPORT_EXISTS', () => desk.upload(file, { reading }));
    const second = await desk.uploaded(file, { reading, allowDuplicate: true });
    expect(second).toMatchObject({ headerRow: 1, isExisting: false });
    expect(await desk.discarded(guessed.id)).toMatchObject({ status: 'discarded' });
    await expectTrueCounts(stack.sql);
  });

  it('belongs to what a key stands for', async () => {
    const file = titledFile();
    const key = newId();
    const first = await desk.uploaded(file, { key, reading: { headerRow: '3' } });
    // What is guessed and what is said is the same where it comes to the same.
    expect(await desk.uploaded(file, { key })).toMatchObject({ id: first.id, isExisting: true });
    const other = { key, reading: { headerRow: '4' } };
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REUSED', () => desk.upload(file, other));
  });
});

describe('staging that was interrupted', () => {
  it('is not gone on with by rows that are read otherwise', async () => {
    const file = titledFile(5);
    const begun = await stageFirstRow(file);
    const reading = { headerRow: '4' };
    const answer = await expectRefused(stack.sql, 'IMPORT_EXISTS', () => desk.upload(file, { reading }));
    expect(answer.body.details).toMatchObject({ importId: begun });

    const other = await desk.uploaded(file, { reading, allowDuplicate: true });
    expect(other.id).not.toBe(begun);
    expect(other).toMatchObject({ headerRow: 4, rowCount: 4 });
    expect(await desk.getImport(begun)).toMatchObject({ status: 'staging', headerRow: 3, rowCount: 1 });
    await expectTrueCounts(stack.sql);
  });

  it('is gone on with when the file is read as it was, whoever said so', async () => {
    const file = titledFile(5);
    const begun = await stageFirstRow(file, { headerRow: 4, delimiter: ',' });
    const reading = { headerRow: '4', delimiter: ',' };
    expect(dataOf(await desk.upload(file, { reading }))).toMatchObject({ id: begun, status: 'mapping', rowCount: 4 });
    expect((await desk.listRows(begun)).map((row) => row.rowNumber)).toEqual([5, 6, 7, 8]);
  });

  it('and begun anew with another delimiter or encoding is an import for each', async () => {
    const file = titledFile(5);
    const begun = [
      await stageFirstRow(file),
      (await desk.uploaded(file, { allowDuplicate: true, reading: { encoding: 'windows-1252' } })).id,
      (await desk.uploaded(file, { allowDuplicate: true, reading: { delimiter: '|', headerRow: '3' } })).id,
    ];
    expect(new Set(begun).size).toBe(3);
    expect(await desk.getImport(begun[0] ?? '')).toMatchObject({ status: 'staging', rowCount: 1 });
  });
});
