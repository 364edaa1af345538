import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ApplyPreview, ReconciliationDetail, ReconciliationItem } from '@/services/imports/dtos';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { type Email, startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from './imports-desk';
import { daysAgo, expectRefused, expectTrueCounts, standingOf } from './reconcile-world';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

let cards = 0;
const newCard = () => `WHO-${process.pid}-${++cards}`;
const BORN = '1970-02-28';

/** A player on record, with the card that files name. */
async function addPerson(first = 'Ray', last = 'Okafor', birthDate = BORN, card = newCard()) {
  const person = { firstName: first, lastName: last, loyaltyId: card, birthDate, confirmNew: true };
  const { id } = dataOf<{ id: string }>(await desk.floor.post('/players', person));
  return { id, card };
}

function row(card: string, name: string, more: LegacyRow = {}): LegacyRow {
  const [first = '', last = ''] = name.split('|');
  const who = { Card: card, 'First Name': first, 'Last Name': last, 'Date of Birth': BORN };
  return { ...who, Tier: 'Gold', Points: '500', 'Last Activity': daysAgo(3), ...more };
}

const rowIdsOf = async (importId: string) => (await desk.listRows(importId)).map(({ id }) => id);
const DOUBTS = ['name_differs', 'birth_date_differs', 'duplicate_in_file', 'namesake'];
const doubtsOf = ({ flags }: Pick<ReconciliationItem, 'flags'>) => flags.filter((flag) => DOUBTS.includes(flag));

describe('a long file, before anything is known of how long files are here', () => {
  it('is staged, and every card for two people is found: what that takes grows with the file, not with its square', async () => {
    const [cardCount, single] = [6000, newCard()];
    const twice = Array.from({ length: cardCount }, newCard).flatMap((card) => [
      row(card, 'Bea|Lang'),
      row(card, 'Rob|Okafor'),
    ]);
    const { id } = await desk.stage([...twice, row(single, 'Bea|Lang')]);
    const [found] = await stack.sql`
      select count(*)::int as doubtful from public.player_import_row where import_id = ${id} and 'duplicate_in_file' = any (doubts)`;
    expect(found?.doubtful).toBe(2 * cardCount);
  });
});

describe('a row that names another person than the card’s holder', () => {
  const NAMES: [string, string, string[]][] = [
    ['another name', 'Bea|Lang', ['name_differs']],
    ['the same surname and another first name', 'Rob|Okafor', ['name_differs']],
    ['a first name more', 'Ray Bo|Okafor', ['name_differs']],
    ['the same name', 'Ray|Okafor', []],
    ['first and last name swapped', 'Okafor|Ray', []],
    ['both in one column', '|Okafor, RAY', []],
    ['accents and an apostrophe', 'Ráy|O’kafor', []],
    ['the last name alone', '|Okafor', []],
    ['another last name alone', '|Lang', ['name_differs']],
    ['no name', '|', []],
  ];

  it.each(NAMES)('%s: %s', async (_, name, flags) => {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, name)]);
    const [item] = await desk.queue({ importId: id });
    expect(item && doubtsOf(item)).toEqual(flags);
    expect(item?.would).toEqual(
      flags.length > 0 ? { outcome: 'skipped', code: 'IDENTITY_UNCONFIRMED' } : { outcome: 'applied', code: null },
    );
  });

  it('or another birth date is left out of every apply until somebody confirms it, by a filter and by its row', async () => {
    const [other, born, same] = [await addPerson(), await addPerson(), await addPerson()];
    const { id } = await desk.stage([
      row(other.card, 'Bea|Lang'),
      row(born.card, 'Ray|Okafor', { 'Date of Birth': '1971-02-28' }),
      row(same.card, 'Ray|Okafor'),
    ]);
    expect((await desk.queue({ importId: id })).map(doubtsOf)).toEqual([['name_differs'], ['birth_date_differs'], []]);
    expect(await desk.read<ApplyPreview>(`/reconciliations/preview?importId=${id}`)).toMatchObject({
      ...{ total: 3, upgrade: 1, keep: 0, unconfirmed: 2 },
    });
    const rowIds = await rowIdsOf(id);
    const { results } = await desk.applied({ filter: { importId: id } });
    const unconfirmed = 'IDENTITY_UNCONFIRMED';
    expect(results.map(({ outcome, code }) => code ?? outcome)).toEqual([unconfirmed, unconfirmed, 'applied']);
    expect((await desk.applied({ rowIds: rowIds.slice(0, 2) })).results).toMatchObject([
      { code: unconfirmed },
      { code: unconfirmed },
    ]);
    expect(await standingOf(stack.sql, other)).toMatchObject({ tier: 'bronze', startingBalance: null });

    expect(await desk.confirmedIdentity([rowIds[0] ?? ''])).toMatchObject({
      confirmedCount: 1,
      rows: [{ rowId: rowIds[0], rowNumber: 2, playerId: other.id, confirmed: ['name_differs'] }],
    });
    expect(await desk.applied({ filter: { importId: id } })).toMatchObject({ applied: 1, skipped: 1 });
    expect(await standingOf(stack.sql, other)).toMatchObject({ tier: 'gold', startingBalance: { points: 500 } });
    const [audit] = await stack.sql`
      select after from public.audit_log where entity_id = ${other.id} and action = 'imports.apply_reconciliation'`;
    expect(audit?.after).toMatchObject({
      flags: expect.arrayContaining(['name_differs']),
      provenance: { identity_confirmed_by: 'Harbor Loyalty Manager', identity_confirmed_at: expect.any(String) },
    });
    await expectTrueCounts(stack.sql);
  });

  it('is compared with who the player is now: a name that is corrected takes the flag away, and brings it', async () => {
    const player = await addPerson('Rya', 'Okafor');
    const { id } = await desk.stage([row(player.card, 'Ray|Okafor')]);
    const flags = async () => (await desk.queue({ importId: id })).map(doubtsOf);
    const rename = (first: string) => stack.sql`update public.player set first_name = ${first} where id = ${player.id}`;
    expect(await flags()).toEqual([['name_differs']]);
    await rename('Ray');
    expect(await flags()).toEqual([[]]);
    await rename('Bea');
    await stack.sql`update public.player set birth_date = '1980-01-01' where id = ${player.id}`;
    expect(await flags()).toEqual([['name_differs', 'birth_date_differs']]);
  });

  it('is asked again where something else comes up after it was confirmed', async () => {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, 'Bea|Lang')]);
    await desk.confirmedIdentity(await rowIdsOf(id));
    expect(await desk.queue({ importId: id, identityUnconfirmed: true })).toEqual([]);
    await stack.sql`update public.player set birth_date = '1980-01-01' where id = ${player.id}`;
    expect(await desk.queue({ importId: id, identityUnconfirmed: true })).toMatchObject([
      { would: { code: 'IDENTITY_UNCONFIRMED' } },
    ]);
  });
});

describe('one card for several people in a file', () => {
  it('makes nobody a player before somebody says whose it is: the other’s 90,000 points are not theirs', async () => {
    const [shared, own] = [newCard(), newCard()];
    const { id } = await desk.stage([
      row(shared, 'Ana|Luz', { Points: '10' }),
      row(shared.toLowerCase(), 'Bea|Lang', { Points: '90000' }),
      row(own, 'Cy|Moe'),
      row(own, 'Moe|Cy', { Tier: 'Silver' }),
      row(own, '|', { Tier: 'Silver', 'Date of Birth': '' }),
    ]);
    expect((await desk.queue({ importId: id, duplicateInFile: true })).map(({ rowNumber }) => rowNumber)).toEqual([
      2, 3,
    ]);
    expect((await desk.getImport(id)).enrolment).toEqual({
      ...{ peopleCount: 1, rowCount: 2, unconfirmedCount: 2, unnamedCount: 1, namesakeCount: 0 },
    });
    expect(await desk.enrolled(id)).toMatchObject({
      enrolledCount: 1,
      matchedCount: 3,
      leftCount: 2,
      unconfirmedCount: 2,
    });
    const rows = await desk.listRows(id);
    expect(rows.map(({ playerId }) => playerId === null)).toEqual([true, true, false, false, false]);

    const [ana = '', bea = ''] = rows.map((one) => one.id);
    expect(await desk.getRow(bea)).toMatchObject({ sameCard: [{ rowId: ana, rowNumber: 2, name: 'Ana Luz' }] });
    await desk.confirmedIdentity([bea]);
    expect(await desk.enrolled(id)).toMatchObject({
      enrolledCount: 1,
      matchedCount: 2,
      leftCount: 0,
      unconfirmedCount: 0,
    });
    const [anaNow, beaNow] = await desk.queue({ importId: id });
    expect(beaNow).toMatchObject({ player: { name: 'Bea Lang' }, would: { outcome: 'applied' } });
    // Whoever else the file has the card for is another person than its holder now.
    expect(anaNow && doubtsOf(anaNow)).toEqual(['name_differs', 'duplicate_in_file']);
    expect(anaNow?.would).toEqual({ outcome: 'skipped', code: 'IDENTITY_UNCONFIRMED' });
    await desk.applied({ filter: { importId: id } });
    expect(await standingOf(stack.sql, { id: beaNow?.player.id ?? '' })).toMatchObject({
      startingBalance: { points: 90_000 },
    });
    await expectTrueCounts(stack.sql);
  });

  it('is found across the pieces in which a file arrives, by birth dates too, and when the columns are said anew', async () => {
    const card = newCard();
    const filler = Array.from({ length: 5100 }, () => row(newCard(), 'Cy|Moe'));
    const { id } = await desk.stage([
      row(card, 'Ana|Luz'),
      ...filler,
      row(card, 'Ana|Luz', { 'Date of Birth': '1999-01-01' }),
    ]);
    const duplicates = async () =>
      (await desk.queue({ importId: id, duplicateInFile: true })).map(({ rowNumber }) => rowNumber);
    expect(await duplicates()).toEqual([2, 5103]);
    const { mapping } = await desk.getImport(id);
    const { birthDate: _, ...columns } = mapping.columns;
    await desk.mapped(id, { ...mapping, columns });
    expect(await duplicates()).toEqual([]);
    await desk.mapped(id, mapping);
    expect(await duplicates()).toEqual([2, 5103]);
  });
});

describe('somebody of this name and birth date who is a player already under another card', () => {
  it('is said before the enrolment, and the flag comes and goes with the player', async () => {
    const [name, before, after] = [`Zed${newId().slice(-6)}`, await addPerson('Una', 'Zorn', '1961-01-01'), newCard()];
    const { id } = await desk.stage([
      row(newCard(), 'Zorn|Una', { 'Date of Birth': '1961-01-01' }),
      row(before.card, 'Una|Zorn', { 'Date of Birth': '1961-01-01' }),
      row(newCard(), 'Una|Zorn', { 'Date of Birth': '1961-01-02' }),
      row(after, `Ada|${name}`),
      row(newCard(), `Ada|${name}`),
    ]);
    const namesakes = async () =>
      (await desk.queue({ importId: id, namesake: true })).map(({ rowNumber }) => rowNumber);
    expect(await namesakes()).toEqual([2]);
    const [{ id: rowId = '' } = {}] = await desk.listRows(id);
    expect((await desk.read<ReconciliationDetail>(`/reconciliation-rows/${rowId}`)).namesakes).toEqual([
      { id: before.id, name: 'Una Zorn', loyaltyId: before.card, birthDate: '1961-01-01' },
    ]);
    expect((await desk.getImport(id)).enrolment).toMatchObject({ peopleCount: 4, namesakeCount: 1 });
    await addPerson('Ada', name, BORN, after);
    expect(await namesakes()).toEqual([2, 6]);
    expect((await desk.getImport(id)).enrolment).toMatchObject({ namesakeCount: 2 });
  });
});

describe('somebody under the casino’s minimum age', () => {
  it('is not enrolled by a file: the row is an error that says so, with the age and the column, and the others are', async () => {
    const child = `${new Date().getUTCFullYear() - 10}-01-01`;
    const { id } = await desk.stage([
      row(newCard(), 'Kit|Young', { 'Date of Birth': child }),
      row(newCard(), 'Kit|Older', { 'Date of Birth': BORN }),
    ]);
    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 1, leftCount: 0 });
    const [young, older] = await desk.listRows(id);
    expect(young).toMatchObject({
      status: 'error',
      playerId: null,
      errors: [{ column: 'Date of Birth', code: 'UNDER_AGE', message: 'A player must be at least 21 years old.' }],
    });
    expect(older).toMatchObject({ status: 'pending', playerId: expect.any(String), errors: [] });
    const players = await stack.sql`select id from public.player where first_name = 'Kit' and last_name = 'Young'`;
    expect([...players]).toEqual([]);
    await expectTrueCounts(stack.sql);
  });
});

describe('confirming', () => {
  it('says what was confirmed once, who did it and when; rows without a doubt stay as they are', async () => {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, 'Bea|Lang'), row(player.card, 'Ray|Okafor')]);
    const rowIds = await rowIdsOf(id);
    const key = newId();
    const first = await desk.confirmedIdentity(rowIds, { key, note: ' Married last year ' });
    expect(first).toMatchObject({ isExisting: false, confirmedCount: 2, note: 'Married last year' });
    expect(await desk.confirmedIdentity(rowIds, { key, note: 'Married last year' })).toEqual({
      ...first,
      isExisting: true,
    });
    expect(await desk.confirmedIdentity(rowIds)).toMatchObject({ confirmedCount: 0, rows: [] });
    expect(await desk.queue({ importId: id })).toMatchObject([
      { identityConfirmedBy: 'Harbor Loyalty Manager', identityConfirmedAt: expect.any(String) },
      { identityConfirmedBy: 'Harbor Loyalty Manager' },
    ]);
    const audits = await stack.sql`
      select a.after, s.email as who from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.entity_id = ${id} and a.action = 'imports.confirm_identity' order by a.at, a.id`;
    expect(audits).toMatchObject([
      { who: MANAGER, after: { confirmed_count: 2, note: 'Married last year' } },
      { who: MANAGER, after: { confirmed_count: 0 } },
    ]);
    await expectRefused(stack.sql, 'IDEMPOTENCY_KEY_REUSED', () =>
      desk.confirmIdentity(rowIds, { key, note: 'Other' }),
    );
  });

  it('is refused as a whole: none, unknown, of another casino, of an import that is not ready, to who may not', async () => {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, 'Bea|Lang')]);
    const [rowId = ''] = await rowIdsOf(id);
    const refused = (code: string, rowIds: string[], as: Email = MANAGER) =>
      expectRefused(stack.sql, code, () => desk.confirmIdentity(rowIds, { as }));
    await refused('VALIDATION_FAILED', []);
    await refused('VALIDATION_FAILED', ['no id']);
    await refused('IMPORT_ROW_NOT_FOUND', [rowId, newId()]);
    await refused('IMPORT_ROW_NOT_FOUND', [rowId], 'loyalty@summit.example');
    for (const role of ['pitboss', 'dealer', 'cashier', 'compliance'])
      await refused('FORBIDDEN', [rowId], `${role}@harbor.example` as Email);
    const long = { p_row_ids: [rowId], p_note: 'x'.repeat(501), p_idempotency_key: newId() };
    expect((await stack.rpc(MANAGER, 'rpc_confirm_import_identity', long)).body).toMatchObject({
      message: 'VALIDATION_FAILED',
    });
    await desk.discarded(id);
    await refused('IMPORT_ROW_NOT_FOUND', [rowId]);
  });

  it('against applying: the row is applied as confirmed or left as doubtful, never half', async () => {
    for (let round = 0; round < 6; round += 1) {
      const player = await addPerson();
      const { id } = await desk.stage([row(player.card, `Bea|Lang${round}`)]);
      const rowIds = await rowIdsOf(id);
      const [outcome] = await Promise.all([desk.applied({ rowIds }), desk.confirmedIdentity(rowIds)]);
      const [result] = outcome.results;
      expect(['applied', 'IDENTITY_UNCONFIRMED']).toContain(result?.code ?? result?.outcome);
      const { tier } = await standingOf(stack.sql, player);
      expect(tier).toBe(result?.outcome === 'applied' ? 'gold' : 'bronze');
    }
    await expectTrueCounts(stack.sql);
  });
});
