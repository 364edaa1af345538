import { describe, expect, it } from 'vitest';
import { editedTable, tableFormSchema, tableValues } from '@/components/house/table-model';
import type { House } from '@/services/house/dtos';

const PIT = '0192f5b6-0000-7000-8000-000000000001';
const house: House = {
  gamingDay: '2030-01-01',
  pits: [{ id: PIT, name: 'Main', sortOrder: 1, updatedAt: '2030-01-01T00:00:00.000Z' }],
  tables: [],
  games: [{ id: PIT, gameType: 'casino_war', name: 'Casino War', houseEdge: 0.03, decisionsPerHour: 60, rates: [] }],
};
const typed = {
  pitId: PIT,
  label: ' BJ-07 ',
  gameType: 'casino_war',
  seatCount: '7',
  minBetCents: '25',
  maxBetCents: '1,000.50',
};
const read = (values: object) => tableFormSchema.safeParse({ ...typed, ...values });

describe('a table as it is typed', () => {
  it('is read as what it means', () => {
    expect(read({}).data).toEqual({
      pitId: PIT,
      label: 'BJ-07',
      gameType: 'casino_war',
      seatCount: 7,
      minBetCents: 2500,
      maxBetCents: 100_050,
    });
  });

  it('comes back as it was', () => {
    const content = read({}).data ?? null;
    expect(tableFormSchema.parse(tableValues(content, house))).toEqual(content);
  });

  it.each([
    [{ label: ' ' }, 'label'],
    [{ seatCount: '21' }, 'seatCount'],
    [{ seatCount: 'six' }, 'seatCount'],
    [{ minBetCents: '' }, 'minBetCents'],
    [{ minBetCents: '0' }, 'minBetCents'],
    [{ maxBetCents: '24.99' }, 'maxBetCents'],
  ])('is refused at its field: %o', (values, field) => {
    expect(read(values).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it('stands in the first pit and deals the first game when it is new', () => {
    expect(tableValues(null, house)).toMatchObject({ pitId: PIT, gameType: 'casino_war', label: '' });
  });
});

it('says what others changed of it in the words of the house', () => {
  const { factText } = editedTable(house, 'USD');
  expect(factText('pitId', PIT)).toBe('Main');
  expect(factText('gameType', 'casino_war')).toBe('Casino War');
  expect(factText('maxBetCents', 100_050)).toBe('$1,000.50');
});
