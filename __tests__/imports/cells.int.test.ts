import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { addPlayer } from '../reconciliation/reconcile-world';
import { startTestStack, type TestStack } from '../support/stack';
import { createImportsDesk, type ImportsDesk } from './imports-desk';

let stack: TestStack;
let desk: ImportsDesk;
beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
// What one test says of columns is remembered for the next file.
afterEach(async () => {
  await stack.sql`delete from public.player_import_memory`;
});
afterAll(() => stack.dispose());

/** What nobody sees, and blanks that are not the usual one. */
const AROUND = [
  '\ufeff',
  '\u200b',
  '\u200c',
  '\u200e',
  '\u200f',
  '\u2060',
  '\u00ad',
  '\u00a0',
  '\u2009',
  '\u202f',
  '\u3000',
];

/** A card as copies, spreadsheets and keyboards change it. */
const spellingsOf = (card: string) => [
  ...AROUND.map((sign) => `${sign}${card}${sign}`),
  `'${card}`,
  `’${card}`,
  `="${card}"`,
  `\u200b="${card}" `,
  card.toLowerCase(),
  Array.from(card, (sign) => (/[!-~]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign)).join(''),
];

describe('one card is one player', () => {
  it('whatever stands unseen round its number, and however a spreadsheet quotes it', async () => {
    const player = await addPlayer(stack.sql);
    const spellings = spellingsOf(player.card);
    const { id, unmatchedCount } = await desk.stage(spellings.map((Card) => ({ Card, Tier: 'Gold' })));
    const read = (await desk.listRows(id)).map(({ playerId }, n) => [spellings[n], playerId]);
    expect(read).toEqual(spellings.map((spelling) => [spelling, player.id]));
    expect(unmatchedCount).toBe(0);
  });

  it('also when nobody knows it yet: it is enrolled once, by the clean number', async () => {
    const card = `Card-${newId().slice(-12)}`;
    const names = { 'First Name': 'Ana', 'Last Name': 'Luz', Tier: 'Gold' };
    const { id } = await desk.stage(spellingsOf(card).map((Card) => ({ Card, ...names })));
    expect(await desk.enrolled(id)).toMatchObject({ enrolledCount: 1, leftCount: 0 });
    expect(new Set((await desk.listRows(id)).map(({ playerId }) => playerId)).size).toBe(1);
    const made =
      await stack.sql`select loyalty_id as card from public.player where lower(loyalty_id) = ${card.toLowerCase()}`;
    expect(made).toEqual([{ card }]);
  });

  it('beside a player id written the same way', async () => {
    const player = await addPlayer(stack.sql);
    const { id } = await desk.stage([
      { 'Pitside ID': `="${player.id}"`, Card: player.card.toLowerCase(), Tier: 'Gold' },
      { 'Pitside ID': `\u200b${player.id}`, Card: '', Tier: 'Gold' },
    ]);
    expect((await desk.listRows(id)).map(({ playerId, errors }) => [playerId, errors])).toEqual([
      [player.id, []],
      [player.id, []],
    ]);
  });

  it('and is found in the queue however the number or name is typed', async () => {
    const card = `Q-${newId().slice(-12)}`;
    const { id } = await desk.stage([{ Card: card, 'First Name': 'Zoë', 'Last Name': 'D’Okafor', Tier: 'Gold' }]);
    const [row] = await desk.listRows(id);
    for (const search of [
      ...spellingsOf(card).map((s) => s.trim()),
      card.slice(0, -2),
      'zoe dokafor',
      "D'OKAFOR",
      'ZOË D‘Okafor',
    ])
      expect([search, (await desk.queue({ importId: id, search })).map(({ rowId }) => rowId)]).toEqual([
        search,
        [row?.id],
      ]);
    expect(await desk.queue({ importId: id, search: '\u200b–' })).toEqual([]);
  });
});

describe('a cell is read as a person sees it', () => {
  it.each(AROUND)('with %j before and after it', async (sign) => {
    const around = (text: string) => `${sign}${text}${sign}`;
    const { id } = await desk.stage([
      {
        Card: around(newId()),
        'First Name': around('Ana'),
        'Last Name': around('’t Hooft'),
        'Date of Birth': around('1970-02-28'),
        Tier: around('Gold'),
        Points: around('1234'),
        'Last Visit': around('2024-07-04 12:00'),
      },
    ]);
    const [row] = await stack.sql`
      select imported_first_name as first, imported_last_name as last, imported_birth_date::text as born, imported_tier as tier, tier_code as code,
        imported_points_balance::int as points, imported_last_activity_at at time zone 'America/New_York' = '2024-07-04 12:00' as "isNoon"
      from public.player_import_row where import_id = ${id}`;
    expect(row).toEqual({
      ...{ first: 'Ana', last: '’t Hooft', born: '1970-02-28', tier: 'Gold', code: 'gold', points: 1234, isNoon: true },
    });
  });

  it('when a spreadsheet wrote it as ="text"', async () => {
    const { id } = await desk.stage([
      {
        Card: '="00712"',
        'First Name': '="Ana"',
        'Last Name': '="Luz"',
        Tier: '="Gold"',
        Points: '="1,234"',
        'Last Visit': '="2024-07-04"',
      },
    ]);
    expect(await desk.listRows(id)).toMatchObject([
      { importedLoyaltyId: '00712', playerName: 'Ana Luz', tierCode: 'gold', importedPointsBalance: 1234, errors: [] },
    ]);
  });

  it('and kept as it came', async () => {
    const cells = { Card: `\u200b'${newId()}`, Tier: '\u3000Gold\ufeff' };
    const { id } = await desk.stage([cells]);
    expect(await desk.listRows(id)).toMatchObject([{ raw: Object.values(cells) }]);
  });

  it('in the header too, whatever script it is in: what was said of it is remembered', async () => {
    const suggested = await desk.stage([
      { '\ufeffCard\u00a0Number': newId(), 'Tïer\u200b': 'Gold', 'Last\u3000Visit': '' },
    ]);
    expect(suggested.mapping.columns).toEqual({ loyaltyId: 0, tier: 1, lastActivityAt: 2 });
    const foreign = { 会員番号: newId(), ステータス: 'Gold', Größe: 'x', Уровень: 'Gold' };
    const { id, mapping, status } = await desk.stage([foreign]);
    expect(status).toBe('mapping');
    await desk.mapped(id, { ...mapping, columns: { loyaltyId: 0, tier: 3 } });
    const next = await desk.stage([{ ...foreign, 会員番号: newId() }]);
    expect(next).toMatchObject({ status: 'ready', mapping: { columns: { loyaltyId: 0, tier: 3 } } });
  });

  it('in spellings of tiers: one is told of once', async () => {
    const { id, mapping } = await desk.stage(
      ['Élite', 'ELITE', 'elite\u200b', '="Elite"', 'Platínum', 'p l'].map((Tier) => ({ Card: newId(), Tier })),
    );
    await desk.mapped(id, { ...mapping, tiers: [{ text: 'elite', tier: 'gold' }] });
    expect((await desk.listRows(id)).map(({ tierCode }) => tierCode)).toEqual([
      ...['gold', 'gold', 'gold', 'gold', 'platinum', null],
    ]);
  });
});

describe('an id that a spreadsheet has shortened', () => {
  it.each(['7.01234E+11', '7,01234E+11', '7.0e+11', '7E+11', '-1.5E+10', '7.01234E11', '="7.01234E+11"'])(
    '%s is nobody: the row says how to mend it',
    async (card) => {
      const { id, errorCount } = await desk.stage([
        { Card: card, 'First Name': 'Ana', 'Last Name': 'Luz', Tier: 'Gold' },
      ]);
      expect(errorCount).toBe(1);
      expect(await desk.listRows(id)).toMatchObject([
        {
          status: 'error',
          playerId: null,
          errors: [{ column: 'Card', code: 'ID_IN_SCIENTIFIC_NOTATION', message: expect.stringContaining('as text') }],
        },
      ]);
    },
  );

  it.each(['12E4', 'E100', '7E11', '1.234', 'B7.5E2'])('%s is not one', async (card) => {
    const { id } = await desk.stage([{ Card: card, Tier: 'Gold' }]);
    expect(await desk.listRows(id)).toMatchObject([{ status: 'pending', importedLoyaltyId: card }]);
  });
});
