import { expect, test } from 'vitest';
import { identityLines, identityQuestion } from '@/components/reconcile/reconcile-identity';
import { aRow, aStranger } from './support/rows';

const named = (...cells: [string | null, string][]) =>
  identityLines(aRow({ cells: cells.map(([column, value]) => ({ column, value })) }))[0];

test('the same person is the same in every line', () => {
  expect(identityLines(aRow()).map(({ term, match }) => [term, match])).toEqual([
    ['name', 'same'],
    ['loyaltyId', 'same'],
    ['birthDate', 'same'],
  ]);
});

test('the name is read from the columns that names usually stand in, in any order', () => {
  expect(named(['Player Name', 'OKAFOR, Ray'])).toMatchObject({ inFile: 'OKAFOR, Ray', match: 'same' });
  expect(named(['surname', ' Okafor '], ['first_name', 'Ray'])).toMatchObject({ inFile: 'Okafor Ray', match: 'same' });
  expect(named(['First Name', 'Roy'], ['Last Name', 'Okafor'])).toMatchObject({ match: 'differs' });
});

test('the columns that the mapping says hold the name are believed before any heading', () => {
  const cells = [
    ['Vorname', ' Ray '],
    ['Nachname', 'Okafor'],
    ['Host Surname', 'Urban'],
  ] as const;
  const row = aRow({ cells: cells.map(([column, value]) => ({ column, value })) });
  expect(identityLines(row, { firstName: 0, lastName: 1 })[0]).toMatchObject({ inFile: 'Ray Okafor', match: 'same' });
  expect(identityLines(row, { firstName: 0, lastName: 2 })[0]).toMatchObject({ inFile: 'Ray Urban', match: 'differs' });
  expect(identityLines(row, { firstName: 0 })[0]).toMatchObject({ inFile: null, match: 'unknown' });
});

test('columns that only sound like a name, and empty ones, say nothing', () => {
  expect(named(['Host Name', 'Ray Okafor'], [null, 'Ray'], ['First Name', ' '])).toEqual({
    term: 'name',
    inFile: null,
    onRecord: 'Ray Okafor',
    match: 'unknown',
  });
});

test('another birth date is marked, and one that is not there is not', () => {
  const birthDate = (facts: Parameters<typeof aRow>[0]) => identityLines(aRow(facts))[2]?.match;
  expect(birthDate({ playerBirthDate: '1970-01-02' })).toBe('differs');
  expect(birthDate({ birthDate: null })).toBe('unknown');
  expect(birthDate({ playerBirthDate: null })).toBe('unknown');
});

test("of somebody unknown only the file's side is filled, with the name that the server read there", () => {
  expect(identityLines(aStranger({ cells: [] }))).toEqual([
    { term: 'name', inFile: 'Ray Okafor', onRecord: null, match: 'unknown' },
    { term: 'loyaltyId', inFile: 'H105661', onRecord: null, match: 'unknown' },
    { term: 'birthDate', inFile: '1970-02-01', onRecord: null, match: 'unknown' },
  ]);
});

test('names that the server has read differ when it says so, and not by a rule of the screen', () => {
  const read = { firstName: 'Roy', lastName: 'Okafor' };
  const cells = [{ column: 'First Name', value: 'Roy' }];
  expect(identityLines(aRow({ ...read, cells }))[0]).toMatchObject({ match: 'same' });
  expect(identityLines(aRow({ ...read, cells, flags: ['name_differs'] }))[0]).toMatchObject({ match: 'differs' });
});

test('a doubtful row asks whether it is the player, or whose card it is; one that is sure asks nothing', () => {
  expect(identityQuestion(aRow())).toBeNull();
  expect(identityQuestion(aStranger({ flags: ['missing_canonical', 'namesake'] }))).toBeNull();
  expect(identityQuestion(aRow({ flags: ['birth_date_differs'] }))?.confirm).toBe('It is the same person');
  expect(identityQuestion(aStranger({ flags: ['duplicate_in_file'] }))?.title).toBe('Whose loyalty id is it?');
});
