import { describe, expect, it } from 'vitest';
import {
  labelsFrom,
  readCasino,
  slugOf,
  stepOf,
  type TypedCasino,
  typedAtFirst,
} from '@/components/founding/founding-model';
import { fieldWords } from '@/components/ui/error-text';

const PEOPLE = [
  { name: 'First Admin', email: 'admin@riverside.example', role: 'admin' },
  { name: 'First Compliance', email: 'compliance@riverside.example', role: 'compliance' },
];
/** What is typed at least: a name, people and a label. */
function typed(changes: Partial<TypedCasino> = {}): TypedCasino {
  const first = typedAtFirst('America/Chicago');
  const [table] = first.pits[0]?.tables ?? [];
  if (!table) throw new Error('There is no table to begin with.');
  return {
    ...first,
    name: 'Riverside',
    pits: [{ name: 'Main', tables: [{ ...table, label: 'BJ-01' }] }],
    staff: PEOPLE,
    ...changes,
  };
}
const table = (changes: object = {}) =>
  ({ ...typed().pits[0]?.tables[0], ...changes }) as TypedCasino['pits'][number]['tables'][number];
const pit = (...tables: ReturnType<typeof table>[]) => ({ pits: [{ name: 'Main', tables }] });

function faultsOf(changes: Partial<TypedCasino>): Record<string, string> {
  const read = readCasino(typed(changes));
  if ('casino' in read) return {};
  return Object.fromEntries(read.faults.map(({ path, message }) => [path, fieldWords(message)]));
}

describe('a casino as it is typed', () => {
  it('is the document that makes it, with usual figures where nobody typed others', () => {
    const read = readCasino(typed());
    expect(read).toMatchObject({
      casino: {
        slug: 'riverside',
        name: 'Riverside',
        timeZone: 'America/Chicago',
        gamingDayStart: '06:00',
        currency: 'USD',
        pointsPerTheo: 10,
        centsPerThousandPoints: 1000,
        tiers: [{ code: 'classic', name: 'Classic', multiplier: 1, thresholdPoints: 0 }],
        pits: [
          {
            name: 'Main',
            tables: [{ label: 'BJ-01', gameType: 'blackjack', seatCount: 6, minBetCents: 2500, maxBetCents: 100_000 }],
          },
        ],
        staff: PEOPLE,
      },
    });
    if (!('casino' in read)) return;
    expect(read.casino.games?.map(({ gameType, houseEdge }) => [gameType, houseEdge])).toEqual([
      ['blackjack', 0.01],
      ['roulette', 0.0526],
      ['baccarat', 0.012],
      ['craps', 0.015],
    ]);
  });

  it('has as many tables as are said to be alike, whose labels count on', () => {
    const read = readCasino(typed(pit(table({ label: 'BJ-09', count: '3' }))));
    expect('casino' in read && read.casino.pits?.[0]?.tables.map(({ label }) => label)).toEqual([
      'BJ-09',
      'BJ-10',
      'BJ-11',
    ]);
    expect(labelsFrom('High', 2)).toEqual(['High', 'High-2']);
    expect(labelsFrom('T099', 2)).toEqual(['T099', 'T100']);
    expect(labelsFrom(' R1 ', 1)).toEqual(['R1']);
  });

  it('names each fault at the field where it was typed', () => {
    expect(Object.keys(faultsOf({ name: '' }))).toEqual(['name']);
    expect(Object.keys(faultsOf({ name: '123' }))).toEqual(['slug']);
    expect(Object.keys(faultsOf({ pointValue: 'ten', pointsPerTheo: '1.5' })).sort()).toEqual([
      'pointValue',
      'pointsPerTheo',
    ]);
    const [first] = typed().tiers;
    if (!first) throw new Error('There is no tier to begin with.');
    const tiersOf = (gold: object) => ({
      tiers: [first, { name: 'Gold', multiplier: '1', thresholdPoints: '1', ...gold }],
    });
    expect(Object.keys(faultsOf(tiersOf({ multiplier: 'x' })))).toEqual(['tiers.1.multiplier']);
    expect(Object.keys(faultsOf(tiersOf({ thresholdPoints: '0' })))).toEqual(['tiers.1.thresholdPoints']);
    // Of the games that are dealt, one stands after one that is not.
    const games = typed().games.map((game, place) => ({
      ...game,
      isDealt: place > 0,
      ...(place === 1 ? { edge: '0' } : {}),
    }));
    expect(Object.keys(faultsOf({ games, ...pit(table({ gameType: 'roulette' })) }))).toEqual(['games.1.edge']);
    // The second row of tables stands behind the three of the first.
    const rows = pit(table({ count: '3' }), table({ label: 'RO-01', seatCount: '0' }));
    expect(Object.keys(faultsOf(rows))).toEqual(['pits.0.tables.1.seatCount']);
    expect(faultsOf(pit(table({ minBet: '50', maxBet: '25' })))).toEqual({
      'pits.0.tables.0.maxBet': 'The most cannot be below the least.',
    });
    expect(Object.keys(faultsOf(pit(table({ count: '51' }))))).toEqual(['pits.0.tables.0.count']);
    expect(Object.keys(faultsOf({ staff: [{ name: '', email: 'none', role: 'admin' }, ...PEOPLE] })).sort()).toEqual([
      'staff.0.email',
      'staff.0.name',
    ]);
  });

  it('says what stands twice, also among the labels that are counted on to', () => {
    expect(faultsOf(pit(table({ count: '3' }), table({ label: 'bj-03' })))).toEqual({
      'pits.0.tables.1.label': 'Another table has this label, or one of those that it counts on to.',
    });
    const twice = { name: 'Day', startsAtLocal: '06:00' };
    expect(Object.keys(faultsOf({ shifts: [twice, twice] })).sort()).toEqual([
      'shifts.1.name',
      'shifts.1.startsAtLocal',
    ]);
    expect(
      Object.keys(
        faultsOf({ staff: [...PEOPLE, { name: 'Again', email: 'ADMIN@riverside.example', role: 'dealer' }] }),
      ),
    ).toEqual(['staff.2.email']);
  });

  it('has two people who can decide about rights', () => {
    expect(Object.keys(faultsOf({ staff: PEOPLE.slice(0, 1) }))).toEqual(['staff.root']);
    expect(Object.keys(faultsOf({ staff: PEOPLE.slice(1) }))).toEqual(['staff.root']);
    expect(faultsOf({ staff: PEOPLE })).toEqual({});
  });

  it('asks for a table’s game among those that are dealt', () => {
    expect(Object.keys(faultsOf(pit(table({ gameType: 'sic_bo' }))))).toEqual(['pits.0.tables.0.gameType']);
  });

  it('finds the step of each field', () => {
    expect(
      ['slug', 'tiers.1.name', 'games.0.edge', 'pits.0.tables.1.label', 'shifts.0.name', 'staff.root'].map(stepOf),
    ).toEqual(['casino', 'earning', 'games', 'tables', 'shifts', 'people']);
  });
});

describe('a short name', () => {
  it.each([
    ['The Riverside', 'the-riverside'],
    ['  Château d’Or ', 'chateau-d-or'],
    ['7 Seas', 'seas'],
    ['123', ''],
  ])('of %j is %j', (name, slug) => expect(slugOf(name)).toBe(slug));
});
