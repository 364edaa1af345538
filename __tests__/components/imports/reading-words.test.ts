import { expect, test } from 'vitest';
import {
  asFormatField,
  type ColumnReading,
  cellErrorText,
  listFormats,
  readingText,
  withFormat,
} from '@/components/imports/reading-words';
import { anImport } from './support/imports';

const { mapping } = anImport();

test.each<[ColumnReading, string]>([
  [
    { format: 'mdy', because: 'column', row: 12, text: '04/26/1966', cells: 840, cellsAgainst: 0 },
    'Read as month first: 11/30/2026. Its cells prove it: row 12 has “04/26/1966”. 840 cells say so, none says otherwise.',
  ],
  [
    { format: 'dmy', because: 'majority', row: 3, text: '26/04/1966', cells: 2, cellsAgainst: 1 },
    'Read as day first: 30/11/2026. Most cells prove it: row 3 has “26/04/1966”. 2 cells say so, 1 says otherwise and can’t be read.',
  ],
  [
    { format: 'dmy', because: 'dots', row: 2, text: '05.11.1966', cells: 7, cellsAgainst: 0 },
    'Read as day first: 30/11/2026. Dates with dots have the day first: row 2 has “05.11.1966”.',
  ],
  [
    {
      format: 'mdy',
      because: 'other_column',
      field: 'birth_date',
      row: 3,
      text: '04/26/1966',
      cells: 1,
      cellsAgainst: 0,
    },
    'Read as month first: 11/30/2026. Its own cells don’t tell; Birth date does: row 3 has “04/26/1966”.',
  ],
  [
    { format: 'point', because: 'whole', row: 5, text: '1,234', cells: 9, cellsAgainst: 0 },
    'Read as a point before the fraction: 1,234.50. Points are whole, so groups of three digits are thousands: row 5 has “1,234”.',
  ],
  [{ format: 'comma', because: 'person' }, 'Read as a comma before the fraction: 1.234,50. Somebody said so.'],
  [
    { format: 'mdy', because: 'default' },
    'Read as month first: 11/30/2026. No cell of the file proves it: check it, and pick another if it is wrong.',
  ],
  [
    { format: 'ymd', because: 'nothing' },
    'Read as year first only: 2026-11-30. Every cell can be read in one way only.',
  ],
])('how a column is read is said with its reason: %j', (reading, text) => {
  expect(readingText(reading)).toBe(text);
});

test('a format is said for one column and taken back, the others’ stay', () => {
  const said = withFormat(withFormat(mapping, 'birthDate', 'dmy'), 'pointsBalance', 'comma');
  expect(said.formats).toEqual({ birthDate: 'dmy', pointsBalance: 'comma' });
  expect(withFormat(said, 'birthDate', null).formats).toEqual({ pointsBalance: 'comma' });
  expect(withFormat(withFormat(mapping, 'birthDate', 'dmy'), 'birthDate', null)).not.toHaveProperty('formats');
});

test('dates and numbers have formats, names and ids have none', () => {
  expect(listFormats('birthDate').map(({ format }) => format)).toEqual(['mdy', 'dmy', 'ymd']);
  expect(listFormats('pointsBalance').map(({ format }) => format)).toEqual(['point', 'comma']);
  expect(asFormatField('lastActivityAt')).toBe('lastActivityAt');
  expect(asFormatField('tier')).toBeNull();
});

test('a cell that can’t be read is named with how many there are and where the first is', () => {
  const error = {
    column: 'Points',
    code: 'NOT_WHOLE_POINTS',
    message: 'As the API says it.',
    rows: 3,
    rowNumber: 7,
  };
  expect(cellErrorText({ ...error, text: 'ninety' })).toBe(
    'Points: 3 rows, the first is row 7, “ninety”. Points are whole numbers, such as 12500 or 12,500.',
  );
  expect(cellErrorText({ ...error, column: null, rows: 1, text: null })).toBe(
    'The row: 1 row, the first is row 7. Points are whole numbers, such as 12500 or 12,500.',
  );
});
