import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Page } from '@/lib/shared/schemas';
import type { ListedPlayer, PlayerResult } from '@/services/floor/dtos';
import { OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

type Named = { firstName: string; lastName: string; loyaltyId?: string; birthDate?: string };

async function enrol(input: Named, as = PIT_BOSS): Promise<PlayerResult> {
  return dataOf<PlayerResult>(await desk.post('/players', input, newId(), as));
}

async function page(query: Record<string, string>, as = PIT_BOSS): Promise<Page<ListedPlayer>> {
  return dataOf(await stack.http(as, 'GET', `/players?${new URLSearchParams(query)}`));
}

async function readAll(query: Record<string, string>): Promise<ListedPlayer[]> {
  const found: ListedPlayer[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: Page<ListedPlayer> = await page({ ...query, ...(cursor && { cursor }) });
    found.push(...next.items);
    cursor = next.nextCursor;
  }
  return found;
}

const ids = (players: { id: string }[]) => players.map(({ id }) => id);

describe('the search finds', () => {
  it.each([
    ['Jose', { firstName: 'José', lastName: 'Quiroga' }],
    ['jose', { firstName: 'José'.normalize('NFD'), lastName: 'Quiroga' }],
    ['José', { firstName: 'Jose', lastName: 'Quiroga' }],
    ['Nunez', { firstName: 'Xara', lastName: 'Nuñez' }],
    ['NÚÑEZ', { firstName: 'Xara', lastName: 'nunez' }],
    ["O'Brien", { firstName: 'Xara', lastName: 'O’Brien' }],
    ['o’brien', { firstName: 'Xara', lastName: "O'Brien" }],
    ['obrien', { firstName: 'Xara', lastName: 'O’Brien' }],
    ['Abara, Bruno', { firstName: 'Bruno', lastName: 'Abara' }],
    ['bruno abara', { firstName: 'Bruno', lastName: 'Abara' }],
    ['bruno  abara ', { firstName: 'Bruno', lastName: 'Abara' }],
    ['aba bru', { firstName: 'Bruno', lastName: 'Abara' }],
    ['abara\u00a0bruno', { firstName: 'Bruno', lastName: 'Abara' }],
    ['cruz maria', { firstName: 'María José', lastName: 'de la Cruz' }],
    ['de la cruz', { firstName: 'María José', lastName: 'de la Cruz' }],
    ['Lopez Garcia', { firstName: 'Xara', lastName: 'García-López' }],
    ['Straße', { firstName: 'Xara', lastName: 'Strasse' }],
    ['soren', { firstName: 'Søren', lastName: 'Xylander' }],
    ['山田', { firstName: '太郎', lastName: '山田' }],
    ['елкин', { firstName: 'Xara', lastName: 'Ёлкин' }],
    ['elmi', { firstName: 'Wilhelmina', lastName: 'Xylander' }],
    ['100%', { firstName: '100% Ada', lastName: 'Xylander' }],
    ['%s xyl', { firstName: '%s', lastName: 'Xylander' }],
    ['under_', { firstName: 'Under_score', lastName: 'Xylander' }],
    ['back\\', { firstName: 'Back\\slash', lastName: 'Xylander' }],
    ['$1 x', { firstName: '$1', lastName: 'Xylander' }],
  ])('the player of that name by %s', async (typed, name) => {
    const player = await enrol(name);
    expect(ids(await readAll({ q: typed, limit: '200' }))).toContain(player.id);
  });

  it.each([
    ['whole', (card: string) => card],
    ['in small letters', (card: string) => card.toLowerCase()],
    ['from its middle', (card: string) => card.slice(3, 9)],
    ['by two of its characters', (card: string) => card.slice(5, 7)],
    ['as a spreadsheet writes it', (card: string) => `="${card}"`],
    ['with invisible characters', (card: string) => `\u200b${card}\ufeff`],
    ['behind an apostrophe', (card: string) => `'${card}`],
    ['with the name', (card: string) => `xylander ${card.slice(0, 6)}`],
  ])('whose card it is, by a loyalty id %s', async (_, typed) => {
    const card = `KZ${newId().slice(-10).toUpperCase()}`;
    const player = await enrol({ firstName: 'Card', lastName: 'Xylander', loyaltyId: card });
    expect(ids(await readAll({ q: typed(card), limit: '200' }))).toContain(player.id);
  });

  it('nobody by words that no one player has together, nor by punctuation alone', async () => {
    await enrol({ firstName: 'Solveig', lastName: 'Aabakken' });
    for (const q of ['solveig abara', 'aabakken x solveig', ',', "'", '...'])
      expect(await page({ q })).toEqual({ items: [], nextCursor: null });
  });
});

describe('the best match comes first', () => {
  it('whose card it is, whose name is the word, whose name or card begins so, then who has it anywhere', async () => {
    const word = 'Vexler';
    const inside = await enrol({ firstName: 'Ada', lastName: `Ter${word.toLowerCase()}` });
    const cardBegins = await enrol({ firstName: 'Ada', lastName: 'Zelle', loyaltyId: `${word}-2` });
    const firstBegins = await enrol({ firstName: `${word}ina`, lastName: 'Zelle' });
    const lastBegins = await enrol({ firstName: 'Ada', lastName: `${word}son` });
    const firstName = await enrol({ firstName: word, lastName: 'Zelle' });
    const lastNames = [
      await enrol({ firstName: 'Bea', lastName: word }),
      await enrol({ firstName: 'Ada', lastName: word }),
    ];
    const card = await enrol({ firstName: 'Ada', lastName: 'Zelle', loyaltyId: word.toUpperCase() });
    const expected = ids([card, ...lastNames.reverse(), firstName, lastBegins, firstBegins, cardBegins, inside]);
    for (const limit of ['1', '2', '3', '50']) expect(ids(await readAll({ q: word, limit }))).toEqual(expected);
  });

  it('a last name of several words counts as a whole', async () => {
    const whole = await enrol({ firstName: 'Zoltan', lastName: 'van der Vexhof' });
    const other = await enrol({ firstName: 'Ada', lastName: 'Der Vexhof van Zijl' });
    expect(ids((await page({ q: 'Van der Vexhof' })).items)).toEqual(ids([whole, other]));
  });
});

/** What the search has to answer, by looking at everybody. `others` is the order of those whose names don't begin so. */
async function byHand(query: string, others: 'by name' | 'by lot' = 'by name'): Promise<string[]> {
  const rows = await stack.sql<{ id: string }[]>`
    with query as (select app.read_player_query(${query}) as typed),
    found as (
      select p.id, app.player_place(p, typed) as place from public.player p join public.casino c on c.id = p.casino_id cross join query
      where c.slug = 'harbor' and not exists (select from unnest((typed).terms) term where strpos(p.search_text, term) = 0))
    select id from found
    order by (place).rank, case when (place).rank = 8 and ${others} = 'by lot' then uuid_hash(id) end, place`;
  return ids([...rows]);
}

describe('pages', () => {
  it('meet without a gap or a repetition, whichever way a page was found', async () => {
    const word = fc.constantFrom('a', 'an', 'ana', 'na', 'nan', 'ann', 'anan', 'b', 'ba', 'bana', 'x', 'n');
    await stack.sql`
      insert into public.player (casino_id, first_name, last_name, loyalty_id)
      select c.id, f.name, l.name, case when n = 1 then 'ANA-' || f.name || l.name end
      from public.casino c
      cross join unnest(array['Ana','Anna','Nan','Banana','Ban','Anan','Bo','Xana']) f (name)
      cross join unnest(array['Ana','Banan','Anand','Nanna','Ba Na','Xanan','Na']) l (name)
      cross join generate_series(1, 2) n
      where c.slug = 'harbor'`;
    await stack.sql`select app.enrol_player(p.casino_id, p.id) from public.player p
      where not exists (select from public.player_loyalty l where l.casino_id = p.casino_id and l.player_id = p.id)`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 7, max: 60 }),
        async (terms, limit) => {
          const q = terms.join(' ');
          expect(ids(await readAll({ q, limit: String(limit) }))).toEqual(await byHand(q));
        },
      ),
      { numRuns: 12, seed: 19 },
    );
  });

  it('hold whom looking at everybody finds, whatever part of a name, a card or several of them is typed', async () => {
    const names: Named[] = [
      { firstName: 'Ångström', lastName: 'Çelik-Ørsted', loyaltyId: 'PART-40417' },
      { firstName: '太郎', lastName: '山田', loyaltyId: '４０４17X' },
      { firstName: 'Ольга', lastName: 'Ёлкина' },
      { firstName: '100%', lastName: 'O’Under_score', loyaltyId: '40-417' },
      { firstName: 'Back\\slash', lastName: 'de la Cruz Ångström' },
    ];
    for (const name of names) await enrol(name);
    const part = fc
      .tuple(fc.constantFrom(...names.flatMap((name) => Object.values(name))), fc.nat(), fc.integer({ min: 1, max: 4 }))
      .map(([text, from, length]) =>
        [...text]
          .slice(from % text.length)
          .slice(0, length)
          .join('')
          .trim(),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 2 }), async (parts) => {
        const q = parts.join(' ').trim();
        fc.pre(/[\p{L}\p{N}]/u.test(q));
        expect(ids(await readAll({ q, limit: '200' }))).toEqual(await byHand(q));
      }),
      { numRuns: 30, seed: 19 },
    );
  });

  it('are the same when there are too many to sort: those whose names begin so by name, the others by lot', async () => {
    await stack.sql`
      with added as (
        insert into public.player (casino_id, first_name, last_name)
        select id, 'Qorro ' || n % 7, case when n % 3 = 0 then 'Wuthe' else 'Zewuthe' end from public.casino cross join generate_series(1, 6000) n
        where slug = 'harbor' or n <= 60 returning casino_id, id)
      insert into public.player_loyalty (casino_id, player_id, tier) select casino_id, id, 'bronze' from added`;
    for (const q of ['qorro wuthe', 'uthe']) {
      const found = ids(await readAll({ q, limit: '200' }));
      expect(found).toHaveLength(6000);
      expect(found).toEqual(await byHand(q, 'by lot'));
    }
  });
});

describe('the filters', () => {
  it('by tier, presence and last visit', async () => {
    const mark = `Filt${newId().slice(-6)}`;
    const [gone, here, long] = [
      await enrol({ firstName: 'Gone', lastName: mark }),
      await enrol({ firstName: 'Here', lastName: mark }),
      await enrol({ firstName: 'Long', lastName: mark }),
    ];
    await enrol({ firstName: 'Never', lastName: mark });
    await desk.post('/visits', { playerId: here.id });
    await stack.sql`
      insert into public.visit (casino_id, player_id, gaming_day, started_at, ended_at)
      select p.casino_id, p.id, app.gaming_day(p.casino_id) - ago, now() - make_interval(days => ago), now() - make_interval(days => ago)
      from public.player p join (values (${gone.id}::uuid, 6), (${long.id}::uuid, 60)) v (id, ago) on v.id = p.id`;
    await stack.sql`update public.player_loyalty set tier = 'gold' where player_id = any (${[gone.id, long.id]}::uuid[])`;
    const names = async (query: Record<string, string>) =>
      (await readAll({ q: mark, limit: '2', ...query })).map(({ firstName }) => firstName);
    expect(await names({})).toEqual(['Gone', 'Here', 'Long', 'Never']);
    expect(await names({ tier: 'gold' })).toEqual(['Gone', 'Long']);
    expect(await names({ inHouse: 'true' })).toEqual(['Here']);
    expect(await names({ inHouse: 'false' })).toEqual(['Gone', 'Long', 'Never']);
    expect(await names({ visitedWithinDays: '1' })).toEqual(['Here']);
    expect(await names({ visitedWithinDays: '6' })).toEqual(['Here']);
    expect(await names({ visitedWithinDays: '7' })).toEqual(['Gone', 'Here']);
    expect(await names({ notVisitedForDays: '30' })).toEqual(['Long', 'Never']);
    expect(await names({ notVisitedForDays: '7', tier: 'gold' })).toEqual(['Long']);
    expect((await readAll({ q: mark })).map(({ lastVisitAt }) => lastVisitAt === null)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('hold without words too, and everybody in the house comes once', async () => {
    const here = await readAll({ inHouse: 'true', limit: '9' });
    expect(here.every(({ openVisitId }) => openVisitId !== null)).toBe(true);
    const [row] = await stack.sql`
      select count(*)::int as here from public.visit v join public.casino c on c.id = v.casino_id where c.slug = 'harbor' and v.ended_at is null`;
    expect(new Set(ids(here)).size).toBe(row?.here);
    expect(here).toHaveLength(row?.here);
  });

  it.each([
    ['tier=brass', 'UNKNOWN_TIER'],
    ['inHouse=maybe', 'VALIDATION_FAILED'],
    ['visitedWithinDays=0', 'VALIDATION_FAILED'],
    ['notVisitedForDays=3651', 'VALIDATION_FAILED'],
  ])('refuse %s', async (query, code) => {
    expect(await stack.http(PIT_BOSS, 'GET', `/players?${query}`)).toMatchObject({ status: 422, body: { code } });
  });

  it.each([{ p_visited_within_days: 0 }, { p_not_visited_for_days: 3651 }])(
    'refuse %o at the database',
    async (args) => {
      expect(await stack.rpc(PIT_BOSS, 'rpc_search_players', args)).toMatchObject({
        status: 422,
        body: { message: 'VALIDATION_FAILED' },
      });
    },
  );
});

describe('another casino’s players', () => {
  it('are found neither by name nor by card, by no filter, and count for nothing', async () => {
    const player = await enrol({ firstName: 'Foreign', lastName: 'Overthere', loyaltyId: 'OVER-1' }, OTHER_PIT_BOSS);
    await desk.post('/visits', { playerId: player.id }, newId(), OTHER_PIT_BOSS);
    for (const q of ['foreign', 'overthere', 'OVER-1', 'over there', 'verth', 'foreign over', 'ov'])
      for (const inHouse of ['', 'true', 'false'])
        expect(ids(await readAll({ q, limit: '200', ...(inHouse && { inHouse }) }))).not.toContain(player.id);
    expect(ids((await page({ q: 'over-1', inHouse: 'true' }, OTHER_PIT_BOSS)).items)).toEqual([player.id]);
  });
});
