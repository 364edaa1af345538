import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { dataOf } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { addPlayer, expectRefused, expectTrueCounts, standingOf } from '../reconciliation/reconcile-world';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk } from './imports-desk';

const OTHER_MANAGER: Email = 'loyalty@summit.example';

let stack: TestStack;
let desk: ImportsDesk;
beforeAll(async () => {
  stack = await startTestStack({ connections: 6 });
  desk = createImportsDesk(stack);
});
// What one test says of columns is remembered for the next file.
afterEach(async () => {
  await stack.sql`delete from public.player_import_memory`;
});
afterAll(() => stack.dispose());

const newCard = () => `NEW-${newId()}`;

/** A file with these columns and one row, which nobody sent before. */
const fileOf = (headers: string, cells = headers.replaceAll(/[^,]+/g, 'x')) => `${headers}\n${cells}\n${newId()}\n`;

describe('how columns are read', () => {
  it('is suggested by their names, however they are written', async () => {
    const { mapping, status } = await desk.uploaded(
      fileOf('Notes,SURNAME,given_name,D.O.B.,Club Level,"Point Balance",Last Trip,PLAYERS CARD #,Pitside ID'),
    );
    expect(status).toBe('ready');
    expect(mapping).toEqual({
      columns: {
        lastName: 1,
        firstName: 2,
        birthDate: 3,
        tier: 4,
        pointsBalance: 5,
        lastActivityAt: 6,
        loyaltyId: 7,
        playerId: 8,
      },
      dateOrder: 'mdy',
      tiers: [],
    });
  });

  it.each([
    'PLAYER_NO,FIRST_NAME,LAST_NAME,CARD LEVEL,PTS,LAST_TRIP_DT',
    'Acct #,First,Last,Tier Lvl,Pts Bal,Last Play Dt',
    'CUST_NUM,FName,LName,CARD_COLOR,AVAIL_PTS,Last-Rated',
    'Nº de Jugador,Nombre,Apellidos,Categoría,Saldo de puntos,Última visita',
    'Karten-Nr.,Vorname,Nachname,Stufe,Punkte,Letzter Besuch',
    '会员号,名,姓,会员等级,积分,最近到访日期',
  ])('knows what other systems call them: %s', async (headers) => {
    const columns = { loyaltyId: 0, firstName: 1, lastName: 2, tier: 3, pointsBalance: 4, lastActivityAt: 5 };
    expect((await desk.uploaded(fileOf(headers))).mapping.columns).toEqual(columns);
  });

  it('is left to people where a column has what was earned in a year or a lifetime, or a whole name', async () => {
    const { mapping } = await desk.uploaded(fileOf('Player,Lifetime Points,YTD Points,Comp Balance,Card Status'));
    expect(mapping.columns).toEqual({});
  });

  it('is suggested by names that each stand for one field', async () => {
    const known = await stack.sql<{ name: string; fields: number; key: string }[]>`
      select name, count(*)::int as fields, min(app.header_key(name)) as key
      from app.import_fields() f, unnest(f.names) name group by name`;
    expect(known.length).toBeGreaterThan(200);
    for (const { name, fields, key } of known) expect([name, fields, key]).toEqual([name, 1, name]);
  });

  it('has dates as they are written where the casino is', async () => {
    const { mapping } = await desk.uploaded(fileOf('Card,Tier'), { as: OTHER_MANAGER });
    expect(mapping.dateOrder).toBe('dmy');
  });

  it('takes the first of several columns of one name, and the likeliest of several names', async () => {
    expect((await desk.uploaded(fileOf('Tier,Tier,Account,Card,Card'))).mapping.columns).toEqual({
      tier: 0,
      loyaltyId: 3,
    });
  });

  it('is to be said where names do not tell: until then rows wait, and are nobody', async () => {
    const player = await addPlayer(stack.sql);
    const waiting = await desk.stage([{ A: player.card, B: 'Gold' }]);
    expect(waiting).toMatchObject({ status: 'mapping', isMapped: false, stagedCount: 1, pendingCount: 0 });
    expect(await desk.listRows(waiting.id)).toMatchObject([{ status: 'staged', playerId: null, importedTier: null }]);
    const mapping = { ...waiting.mapping, columns: { loyaltyId: 0, tier: 1 } };
    expect(await desk.mapped(waiting.id, mapping)).toMatchObject({ status: 'ready', stagedCount: 0, pendingCount: 1 });
    expect(await desk.listRows(waiting.id)).toMatchObject([
      { status: 'pending', playerId: player.id, importedTier: 'Gold', tierCode: 'gold' },
    ]);
  });

  it('can be corrected: every row is read anew, and its cells stay as they came', async () => {
    const { id, mapping } = await desk.stage([
      { Card: newCard(), Tier: 'Gold', Points: '12.5', Theo: '70' },
      { Card: newCard(), Tier: 'Gold', Points: '5', Theo: 'none' },
    ]);
    const read = async () =>
      (await desk.listRows(id)).map(({ status, importedPointsBalance: points, raw }) => [status, points, raw.slice(2)]);
    const before = [
      ['pending', null, ['12.5', '70']],
      ['pending', 5, ['5', 'none']],
    ];
    expect(await read()).toEqual(before);
    const other = { ...mapping, columns: { ...mapping.columns, pointsBalance: 3 } };
    expect(await desk.mapped(id, other)).toMatchObject({ status: 'ready', errorCount: 0, pendingCount: 2 });
    expect(await read()).toEqual([
      ['pending', 70, ['12.5', '70']],
      ['pending', null, ['5', 'none']],
    ]);
    await desk.mapped(id, mapping);
    expect(await read()).toEqual(before);
    await expectTrueCounts(stack.sql);
  });

  it('tells which tier a spelling stands for that is none of the casino', async () => {
    const { id, mapping } = await desk.stage(
      ['Diamond', 'diamond', ' GOLD ', 'silver', 'Onyx'].map((Tier) => ({ Card: newCard(), Tier })),
    );
    const unknown = (await desk.getImport(id)).unknownTiers.reduce((sum, { rows }) => sum + rows, 0);
    expect(unknown).toBe(3);
    await desk.mapped(id, { ...mapping, tiers: [{ text: 'Diamond', tier: 'platinum' }] });
    expect((await desk.listRows(id)).map((row) => row.tierCode)).toEqual([
      'platinum',
      'platinum',
      'gold',
      'silver',
      null,
    ]);
    expect((await desk.getImport(id)).unknownTiers).toEqual([{ text: 'Onyx', rows: 1 }]);
  });

  it.each([
    ['a column that the file has not', { columns: { loyaltyId: 0, tier: 3 } }, 'VALIDATION_FAILED'],
    ['one column twice', { columns: { loyaltyId: 0, tier: 0 } }, 'VALIDATION_FAILED'],
    ['nobody', { columns: { tier: 1, pointsBalance: 2 } }, 'VALIDATION_FAILED'],
    ['neither tier nor points', { columns: { loyaltyId: 0, lastName: 1 } }, 'VALIDATION_FAILED'],
    ['a field that there is not', { columns: { loyaltyId: 0, tier: 1, theo: 2 } }, 'VALIDATION_FAILED'],
    ['an order that there is not', { dateOrder: 'ydm' }, 'VALIDATION_FAILED'],
    ['a tier that there is not', { tiers: [{ text: 'Onyx', tier: 'onyx' }] }, 'UNKNOWN_TIER'],
  ])('is refused with %s', async (_, change, code) => {
    const { id, mapping } = await desk.uploaded(fileOf('Card,Tier,Points'));
    await expectRefused(stack.sql, code, () => desk.map(id, { ...mapping, ...change }));
  });

  it('is refused with anything in it that nobody knows: it would be read out to everybody', async () => {
    const { id, mapping } = await desk.uploaded(fileOf('Card,Tier'));
    for (const tier of [{ text: 'x', tier: 'silver', note: 'y' }, { text: 'x', tier: 5 }, { text: 'x' }, 'x']) {
      const p_mapping = { columns: { loyalty_id: 0, tier: 1 }, date_order: mapping.dateOrder, tiers: [tier] };
      const call = { p_import_id: id, p_idempotency_key: newId(), p_mapping };
      const { status, body } = await stack.rpc(MANAGER, 'rpc_map_player_import', call);
      expect([status, body]).toMatchObject([422, { message: 'VALIDATION_FAILED' }]);
    }
  });

  it('reads a birth year of two digits as that of somebody who may play', async () => {
    const { id } = await desk.uploaded('Card,DOB,Tier\nD-1,03/04/45,gold\nD-2,03/04/12,gold\nD-3,03/04/99,gold\n');
    const read = await stack.sql`
      select imported_birth_date::text as born from public.player_import_row where import_id = ${id} order by row_number`;
    expect(read.map(({ born }) => born)).toEqual(['1945-03-04', '1912-03-04', '1999-03-04']);
  });

  it('can no longer be changed once a row was reconciled by it', async () => {
    const player = await addPlayer(stack.sql);
    const { id, mapping } = await desk.stage([{ Card: player.card, Tier: 'Gold' }]);
    await desk.applied({ filter: { importId: id }, confirm: true });
    const answer = await expectRefused(stack.sql, 'IMPORT_IN_USE', () => desk.map(id, mapping));
    expect(answer.body.details).toEqual({ reconciled: 1 });
  });
});

describe('what people said of columns', () => {
  it("is remembered for the casino's next file, wherever its columns are, and for nobody else's", async () => {
    const { id } = await desk.uploaded(fileOf('Key,Card,Grade,Points,Comp Points'));
    const said = {
      columns: { loyaltyId: 0, tier: 2, pointsBalance: 4 },
      dateOrder: 'ymd' as const,
      tiers: [{ text: 'Top', tier: 'platinum' }],
    };
    await desk.mapped(id, said);

    // By another person, in another order, in other letters; the column `Card`, which nobody wanted, is left alone.
    const next = await desk.uploaded(fileOf('COMP-POINTS,points,card,grade,Last Visit,key'), { as: ADMIN });
    expect(next).toMatchObject({ status: 'ready', isMapped: true });
    expect(next.mapping).toEqual({
      ...said,
      columns: { loyaltyId: 5, tier: 3, pointsBalance: 0, lastActivityAt: 4 },
    });

    const theirs = await desk.uploaded(fileOf('Key,Card,Grade,Points,Comp Points'), { as: OTHER_MANAGER });
    expect(theirs.mapping).toEqual({ columns: { loyaltyId: 1, pointsBalance: 3 }, dateOrder: 'dmy', tiers: [] });
  });

  it('is what they said last', async () => {
    const { id, mapping } = await desk.uploaded(fileOf('Card,Account,Tier'));
    await desk.mapped(id, { ...mapping, columns: { loyaltyId: 1, tier: 2 } });
    expect((await desk.uploaded(fileOf('Card,Account,Tier'))).mapping.columns).toEqual({ loyaltyId: 1, tier: 2 });
    await desk.mapped(id, { ...mapping, columns: { loyaltyId: 0, tier: 2 } });
    expect((await desk.uploaded(fileOf('Card,Account,Tier'))).mapping.columns).toEqual({ loyaltyId: 0, tier: 2 });
  });
});

describe('players whom a file names and nobody knows', () => {
  const countPlayers = async () => Number((await stack.sql`select count(*) as n from public.player`)[0]?.n);
  const named = (card: string, more = {}) => ({
    ...{ Card: card, 'First Name': 'Imported', 'Last Name': 'Player', 'Date of Birth': '1970-02-28', Tier: 'Gold' },
    ...{ Points: '500', ...more },
  });

  it('are made when somebody says so and not before: once each, by loyalty id and both names', async () => {
    const [twice, once, known] = [newCard(), newCard(), await addPlayer(stack.sql)];
    const before = await countPlayers();
    const { id } = await desk.stage([
      named(twice),
      named(twice, { Tier: 'Silver' }),
      named(once),
      named(newCard(), { 'First Name': '' }),
      named(newCard(), { 'Last Name': ' ' }),
      named('7.1E+11'),
      named(known.card),
    ]);
    expect(await countPlayers()).toBe(before);
    expect((await desk.getImport(id)).unmatchedCount).toBe(5);

    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 2, matchedCount: 3, leftCount: 2 });
    expect(await countPlayers()).toBe(before + 2);
    const rows = await desk.listRows(id);
    expect(rows.map((row) => row.playerId !== null)).toEqual([true, true, true, false, false, false, true]);
    expect(rows[0]?.playerId).toBe(rows[1]?.playerId);
    expect(rows[6]?.playerId).toBe(known.id);
    const [made] = await stack.sql`
      select first_name as first, last_name as last, birth_date::text as born, loyalty_id as card
      from public.player where id = ${rows[2]?.playerId ?? null}`;
    expect(made).toEqual({ first: 'Imported', last: 'Player', born: '1970-02-28', card: once });
    expect((await desk.getImport(id)).unmatchedCount).toBe(2);
    await expectTrueCounts(stack.sql);
  });

  it('begin with the lowest tier and no points: what the file says waits to be applied', async () => {
    const { id } = await desk.stage([named(newCard())]);
    await desk.enrolled(id);
    const [row] = await desk.listRows(id);
    expect(await standingOf(stack.sql, { id: row?.playerId ?? '' })).toMatchObject({
      ...{ tier: 'bronze', lifetimePoints: 0, startingBalance: null },
    });
    expect(row?.status).toBe('pending');
    expect(await desk.applied({ filter: { importId: id }, confirm: true })).toMatchObject({ applied: 1 });
    expect(await standingOf(stack.sql, { id: row?.playerId ?? '' })).toMatchObject({ tier: 'gold', lifetimePoints: 0 });
  });

  it('are named by every row of their card, also where the batch before had no names for it; the record says who', async () => {
    const lines = Array.from({ length: 1000 }, (_, at) => `${at === 0 ? 'SPLIT-1' : `BARE-${at}`},,,gold`);
    const { id } = await desk.uploaded(`Card,First Name,Last Name,Tier\n${lines.join('\n')}\nSPLIT-1,Ann,Lee,gold\n`);
    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 1, matchedCount: 2, leftCount: 999 });
    const rows = (await desk.listRows(id)).filter(({ importedLoyaltyId }) => importedLoyaltyId === 'SPLIT-1');
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 1002]);
    const [player, ...others] = new Set(rows.map(({ playerId }) => playerId));
    expect([typeof player, others]).toEqual(['string', []]);
    const [audit] = await stack.sql`
      select after from public.audit_log where entity_id = ${id} and action = 'imports.enrol_import_players'
      order by at desc, id desc limit 1`;
    expect(audit?.after).toMatchObject({ enrolled_ids: [player] });
  });

  it('are made once, however often it is said', async () => {
    const { id } = await desk.stage([named(newCard()), named(newCard())]);
    const key = newId();
    const before = await countPlayers();
    const first = dataOf(await desk.enrol(id, { key }));
    expect(dataOf(await desk.enrol(id, { key }))).toEqual({ ...(first as object), isExisting: true });
    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 0, matchedCount: 0, leftCount: 0 });
    expect(await countPlayers()).toBe(before + 2);
  });
});

describe('the report', () => {
  it('has no cell that a spreadsheet would run, whatever the file and its name say', async () => {
    const formulas = ['=1+1', '+1', '-2+3', '@SUM(A1:A9)', '=HYPERLINK("http://127.0.0.1";"x")', '\t=1', '＝1'];
    const { id } = await desk.stage(
      formulas.map((formula, n) => ({ Card: `${formula}#${n}`, Tier: formula })),
      { fileName: '=cmd.csv' },
    );
    const rows = await desk.reportRows({ importId: id });
    expect(rows).toHaveLength(formulas.length);
    for (const row of rows) {
      expect(row).toMatchObject({
        loyalty_id: expect.stringMatching(/^'/),
        imported_tier: expect.stringMatching(/^'/),
      });
      expect(row.file_name).toBe("'=cmd.csv");
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }
  });
});
