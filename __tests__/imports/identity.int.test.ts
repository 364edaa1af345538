import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ApplyPreview, ReconciliationDetail, ReconciliationItem } from '@/services/reconciliation/dtos';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { daysAgo, expectRefused, expectTrueCounts, standingOf } from '../reconciliation/reconcile-world';
import { type Email, startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from './imports-desk';

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

describe('a row that somebody confirmed', () => {
  /** Somebody saw `Bea Lang` in the file beside Ray Okafor on record, and said that they are one person. */
  async function confirmed() {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, 'Bea|Lang')]);
    const [rowId = ''] = await rowIdsOf(id);
    await desk.confirmedIdentity([rowId]);
    const becomes = (now: { first?: string; last?: string; born?: string | null; card?: string }) => stack.sql`
      update public.player set first_name = ${now.first ?? 'Ray'}, last_name = ${now.last ?? 'Okafor'},
        birth_date = ${now.born === undefined ? BORN : now.born}, loyalty_id = ${now.card ?? player.card}
      where id = ${player.id}`;
    const isAsked = async () => (await desk.getRow(rowId)).isIdentityUnconfirmed;
    return { player, id, rowId, becomes, isAsked };
  }

  const OTHERS: [string, Parameters<Awaited<ReturnType<typeof confirmed>>['becomes']>[0]][] = [
    ['another name', { first: 'Zoe', last: 'Quinn' }],
    ['a name more', { first: 'Ray Bo' }],
    ['no birth date any more', { born: null }],
    ['another card', { card: `OTHER-${process.pid}` }],
  ];
  it.each(OTHERS)('is asked again once the holder has %s, and nobody is raised by it', async (_, now) => {
    const { player, id, rowId, becomes, isAsked } = await confirmed();
    expect(await isAsked()).toBe(false);
    await becomes(now);
    expect(await desk.getRow(rowId)).toMatchObject({
      isIdentityUnconfirmed: true,
      identityConfirmedBy: 'Harbor Loyalty Manager',
      would: { outcome: 'skipped', code: 'IDENTITY_UNCONFIRMED' },
    });
    const skipped = [{ rowId, code: 'IDENTITY_UNCONFIRMED' }];
    expect((await desk.applied({ filter: { importId: id } })).results).toMatchObject(skipped);
    expect((await desk.applied({ rowIds: [rowId] })).results).toMatchObject(skipped);
    expect(await standingOf(stack.sql, player)).toMatchObject({ tier: 'bronze', startingBalance: null });

    // What was seen then is no answer to who comes back either.
    await becomes({});
    expect(await isAsked()).toBe(true);
    await desk.confirmedIdentity([rowId]);
    expect(await desk.applied({ rowIds: [rowId] })).toMatchObject({ applied: 1 });
  });

  it('stays confirmed when the holder’s name is only written otherwise, or somebody else’s changes', async () => {
    const [{ becomes, isAsked }, other] = [await confirmed(), await addPerson('Cy', 'Moe')];
    await becomes({ first: 'OKÁFOR', last: 'ray' });
    await stack.sql`update public.player set last_name = 'More' where id = ${other.id}`;
    expect(await isAsked()).toBe(false);
  });

  it('and applied is asked again after a revert, once the holder is another', async () => {
    const { player, rowId, becomes, isAsked } = await confirmed();
    await desk.applied({ rowIds: [rowId] });
    await becomes({ last: 'Quinn' });
    const [done] = await stack.sql`select id from public.loyalty_reconciliation where player_id = ${player.id}`;
    await desk.reverted(done?.id);
    expect(await isAsked()).toBe(true);
    expect((await desk.applied({ rowIds: [rowId] })).results).toMatchObject([{ code: 'IDENTITY_UNCONFIRMED' }]);
  });

  it('as the card’s person is asked again when the card has gone to somebody less known meanwhile', async () => {
    const [card, both] = [newCard(), { Points: '10' }];
    const { id } = await desk.stage([row(card, 'Ana|Luz', both), row(card, 'Bea|Lang', both)]);
    const [ana = '', bea = ''] = await rowIdsOf(id);
    await desk.confirmedIdentity([bea]);
    // Enrolled by hand, of the same name, and nobody knows born when.
    dataOf(await desk.floor.post('/players', { firstName: 'Bea', lastName: 'Lang', loyaltyId: card }));
    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 0 });
    for (const rowId of [ana, bea]) expect(await desk.getRow(rowId)).toMatchObject({ isIdentityUnconfirmed: true });
    expect((await desk.applied({ filter: { importId: id } })).applied).toBe(0);
    await desk.confirmedIdentity([bea]);
    expect((await desk.applied({ filter: { importId: id } })).applied).toBe(1);
  });

  it('in one file is not confirmed in the next one of the same rows', async () => {
    const { player } = await confirmed();
    const { id } = await desk.stage([row(player.card, 'Bea|Lang')], { allowDuplicate: true });
    expect(await desk.queue({ importId: id, identityUnconfirmed: true })).toHaveLength(1);
  });
});

describe('confirming from a screen that has not kept up', () => {
  async function shown(name = 'Bea|Lang') {
    const player = await addPerson();
    const { id } = await desk.stage([row(player.card, name)]);
    const [item] = await desk.queue({ importId: id });
    const rowId = item?.rowId ?? '';
    const expected = { [rowId]: item?.identityVersion ?? '' };
    return { player, id, rowId, confirm: (seen = expected) => desk.confirmIdentity([rowId], { expected: seen }) };
  }

  it('is refused where the holder is another one now: who was seen is not who would be raised', async () => {
    const { player, rowId, confirm } = await shown();
    await stack.sql`update public.player set first_name = 'Zoe' where id = ${player.id}`;
    const refused = await expectRefused(stack.sql, 'IDENTITY_CHANGED', () => confirm());
    expect(refused.body).toMatchObject({ details: { rowIds: [rowId] } });
    expect(await desk.getRow(rowId)).toMatchObject({ isIdentityUnconfirmed: true, identityConfirmedBy: null });
    const { identityVersion } = await desk.getRow(rowId);
    expect(dataOf(await confirm({ [rowId]: identityVersion }))).toMatchObject({ confirmedCount: 1 });
  });

  it('is refused where the file is read differently by now, though the row reads the same', async () => {
    const { id, rowId, confirm } = await shown();
    const { mapping } = await desk.getImport(id);
    await desk.mapped(id, { ...mapping, dateOrder: 'dmy' });
    await expectRefused(stack.sql, 'IDENTITY_CHANGED', () => confirm());
    expect((await desk.getRow(rowId)).isIdentityUnconfirmed).toBe(true);
  });

  it('goes through once, also when it is asked twice, after the holder changed', async () => {
    const { player, rowId } = await shown();
    const key = newId();
    const { identityVersion } = await desk.getRow(rowId);
    const again = () => desk.confirmedIdentity([rowId], { key, expected: { [rowId]: identityVersion } });
    const first = await again();
    await stack.sql`update public.player set first_name = 'Zoe' where id = ${player.id}`;
    expect(await again()).toEqual({ ...first, isExisting: true });
    expect((await desk.getRow(rowId)).isIdentityUnconfirmed).toBe(true);
  });

  it('and the holder’s change at the same moment leave nobody confirmed who was not seen', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { player, rowId, confirm } = await shown();
      const [answer] = await Promise.all([
        confirm(),
        stack.sql`update public.player set last_name = ${`Quinn${round}`} where id = ${player.id}`,
      ]);
      expect([200, 201, 409]).toContain(answer.status);
      expect((await desk.getRow(rowId)).isIdentityUnconfirmed).toBe(true);
    }
  });

  it('names each row by what was shown of it', async () => {
    const { confirm } = await shown();
    await expectRefused(stack.sql, 'VALIDATION_FAILED', () => confirm({ 'no id': 'x' }));
    const asList = { p_row_ids: [newId()], p_expected: [], p_idempotency_key: newId() };
    expect((await stack.rpc(MANAGER, 'rpc_confirm_import_identity', asList)).body).toMatchObject({
      message: 'VALIDATION_FAILED',
    });
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
    expect((await desk.getImport(id)).cellErrors).toMatchObject([
      { column: 'Date of Birth', code: 'UNDER_AGE', message: 'A player must be at least 21 years old.' },
    ]);
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
