import { describe, expect, test } from 'vitest';
import {
  activityWords,
  delimiterLabel,
  encodingLabel,
  enrolledText,
  enrolmentText,
  errorSentence,
  fileProblem,
  findDuplicate,
  IMPORT_MAX_BYTES,
  importState,
  isReadingDoubtful,
  listCounts,
  listStatuses,
  otherFileProblem,
  readingWords,
  refusalText,
  sizeText,
  sumText,
} from '@/components/imports/import-words';
import { errorWords } from '@/components/ui/error-text';
import { MAX_CSV_BYTES } from '@/lib/server/csv/spool';
import { CSV_DELIMITERS, CSV_ENCODINGS } from '@/lib/shared/csv-form';
import type { ImportMapping, PlayerImport } from '@/services/imports/dtos';
import { anImport } from './support/imports';

const NEW_YORK = 'America/New_York';
const NOW_MS = Date.parse('2026-11-20T15:01:00.000Z');

test('the limit that is said is the one the server keeps', () => {
  expect(IMPORT_MAX_BYTES).toBe(MAX_CSV_BYTES);
  expect(sizeText(IMPORT_MAX_BYTES)).toBe('100 MB');
});

test.each([
  [1, '1 byte'],
  [412, '412 bytes'],
  [34_400, '34 KB'],
  [13_002_342, '12.4 MB'],
  [2 * 1024 * 1024, '2 MB'],
  [250 * 1024 * 1024, '250 MB'],
])('%i bytes read %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

test('encoding and delimiter are said in words', () => {
  expect(CSV_DELIMITERS.map(delimiterLabel)).toEqual(['comma', 'semicolon', 'tab', 'bar']);
  expect(CSV_ENCODINGS.map(encodingLabel)).toEqual(['UTF-8', 'UTF-16', 'UTF-16, big end first', 'Windows-1252']);
});

test('an interrupted file says how it was read, so that it is read so again', () => {
  const read = { encoding: 'windows-1252', delimiter: ',', headerRow: 4, sheet: null } as const;
  expect(readingWords(read)).toBe('header in row 4, comma between cells, Windows-1252');
  expect(readingWords({ ...read, sheet: 'Players' })).toBe('sheet Players, header in row 4');
});

describe('the files that are sent', () => {
  test('are one, of a size that the server takes', () => {
    expect(fileProblem([{ size: 1 }])).toBeNull();
    expect(fileProblem([{ size: IMPORT_MAX_BYTES }])).toBeNull();
  });
  test('are not several, nor an empty one or one too large', () => {
    expect(fileProblem([{ size: 1 }, { size: 1 }])).toMatch(/^Those are 2 files\./);
    expect(fileProblem([])).toMatch(/no file/);
    expect(fileProblem([{ size: 0 }])).toBe('The file is empty.');
    expect(fileProblem([{ size: 120 * 1024 * 1024 }])).toMatch(/^The file has 120 MB, and 100 MB is the most\./);
  });
});

test('an import stands where its status and its counts say', () => {
  const stateOf = (facts: Parameters<typeof anImport>[0]) => importState(anImport(facts), NOW_MS);
  expect(stateOf({})).toBe('waiting');
  expect(stateOf({ status: 'mapping' })).toBe('mapping');
  expect(stateOf({ status: 'checking' })).toBe('checking');
  expect(stateOf({ status: 'discarded' })).toBe('discarded');
  expect(stateOf({ pendingCount: 0, appliedCount: 8 })).toBe('done');
  expect(stateOf({ pendingCount: 0, errorCount: 10 })).toBe('unusable');
  expect(stateOf({ status: 'staging', updatedAt: '2026-11-20T15:00:40.000Z' })).toBe('reading');
  expect(stateOf({ status: 'staging', updatedAt: '2026-11-20T15:00:10.000Z' })).toBe('interrupted');
});

test('the counts visibly add up', () => {
  const counts = { rowCount: 1204, blankCount: 3, pendingCount: 1150, errorCount: 54 };
  expect(sumText(anImport(counts))).toBe('1,204 rows = 1,150 waiting + 54 in error; 3 blank lines left out.');
  const done = { rowCount: 1, blankCount: 0, pendingCount: 0, errorCount: 0, appliedCount: 1 };
  expect(sumText(anImport(done))).toBe('1 row = 0 in error + 1 applied.');
  expect(listStatuses(anImport({ stagedCount: 4, pendingCount: 0 }))).toEqual(['staged', 'error']);
});

test('a list says what counts of an import', () => {
  const listed = (facts?: Partial<PlayerImport>) => listCounts(anImport(facts));
  expect(listed().replaceAll('\u00a0', ' ')).toBe('10 rows · 2 in error · 3 not matched · 8 waiting');
  expect(listed().split(' · ')).toHaveLength(4);
  const done = { errorCount: 0, unmatchedCount: 0, pendingCount: 0, keptCount: 6, appliedCount: 4 };
  expect(listed(done)).toBe('10\u00a0rows · 10\u00a0done');
});

test('a day alone is said as a day, by the clock of the casino', () => {
  expect(activityWords('2026-11-20T05:00:00.000Z', '2026-11-20', NEW_YORK)).toEqual({
    day: 'Fri 20 Nov 2026',
    time: null,
  });
  expect(activityWords('2026-11-20T15:30:00.000Z', null, NEW_YORK)).toEqual({ day: 'Fri 20 Nov 2026', time: '10:30' });
});

describe('an error', () => {
  const sentence = (column: string | null, raw: string[], columns: ImportMapping['columns'] = { pointsBalance: 6 }) => {
    const item = anImport();
    return errorSentence({ column, code: 'X', message: 'No.' }, raw, {
      ...item,
      mapping: { ...item.mapping, columns },
    });
  };
  const raw = ['L1', 'Ana', 'Moss', 'Gold', 'x', '', ' ninety '];
  test('names its column and what stands there', () => {
    expect(sentence('Points', raw)).toBe('Points “ninety”: No.');
    expect(sentence('Tier', raw, { tier: 4 })).toBe('Tier “x”: No.');
    expect(sentence('Points', [...raw.slice(0, 6), '9'.repeat(41)])).toBe(`Points “${'9'.repeat(40)} …”: No.`);
  });
  test('names the column alone where the cell is empty, missing, or one of two', () => {
    expect(sentence('Points', [...raw.slice(0, 6), ' '])).toBe('Points: No.');
    expect(sentence('Points', raw.slice(0, 3))).toBe('Points: No.');
    expect(sentence('Tier', raw, { tier: 3, pointsBalance: 4 })).toBe('Tier: No.');
  });
  test('of the whole row names no column', () => {
    expect(sentence(null, raw)).toBe('No.');
    expect(sentence('', raw)).toBe('No.');
  });
});

describe('refusals of a file', () => {
  const exists = {
    code: 'IMPORT_EXISTS' as const,
    details: { importId: 'import-9', fileName: 'a.csv', uploadedAt: '2026-11-20T15:00:00Z', uploadedBy: 'Dana' },
  };
  test('a file that was imported before leads to that import, and says who and when', () => {
    expect(findDuplicate(exists)).toBe('import-9');
    expect(refusalText(exists, NEW_YORK).remedy).toBe('It was imported as a.csv, Fri 20 Nov, 10:00, by Dana.');
    expect(findDuplicate({ code: 'FILE_EMPTY' })).toBeNull();
  });
  test('a size is said in the words of files', () => {
    expect(refusalText({ code: 'PAYLOAD_TOO_LARGE' }, NEW_YORK).title).toBe('The file is too large.');
  });
  test('a mapping that is not right is refused with the sentence of its field', () => {
    const details = { fields: { columns: 'Use each column for one field only.' } };
    expect(refusalText({ code: 'VALIDATION_FAILED', details }, NEW_YORK)).toEqual({
      title: 'Use each column for one field only.',
      remedy: '',
    });
    expect(refusalText({ code: 'UNKNOWN_TIER', details: { tier: 'opal' } }, NEW_YORK).title).toMatch(/opal/);
  });
  test.each([
    ['headerTooFar', 'The names of the columns stand too far down.'],
    ['tooManyColumns', 'The file has too many columns.'],
    ['noRows', 'The file has no header with rows under it.'],
  ])('a file without a header that can be used says why: %s', (reason, title) => {
    expect(refusalText({ code: 'CSV_UNREADABLE', details: { row: 101, reason } }, NEW_YORK).title).toBe(title);
  });
  test('of any other kind keep the words of their code', () => {
    expect(refusalText({ code: 'CSV_UNREADABLE' }, NEW_YORK)).toEqual(errorWords('CSV_UNREADABLE'));
  });
});

test('a file that was refused by how it was read can be read differently, and no other', () => {
  expect(isReadingDoubtful({ code: 'CSV_UNREADABLE', details: { row: 1, reason: 'noRows' } })).toBe(true);
  expect(isReadingDoubtful({ code: 'VALIDATION_FAILED', details: { fields: { headerRow: 'Row 2 is blank.' } } })).toBe(
    true,
  );
  expect(isReadingDoubtful({ code: 'VALIDATION_FAILED', details: { fields: { fileName: 'Too long.' } } })).toBe(false);
  expect(isReadingDoubtful({ code: 'FILE_NOT_CSV' })).toBe(false);
});

test('a file of another length is not the one that was imported', () => {
  expect(otherFileProblem({ size: 412 }, 412)).toBeNull();
  expect(otherFileProblem({ size: 413 }, 412)).toBe('That is another file: it has 413 bytes, the imported one 412.');
});

test('enrolling says what it did, and what it could not do', () => {
  expect(enrolledText({ enrolledCount: 18, matchedCount: 20, leftCount: 3, unconfirmedCount: 2 })).toEqual({
    title: '18 players enrolled',
    sentence:
      '20 rows name a player now. 1 row names nobody still: loyalty id or a name is missing. 2 rows wait for somebody to confirm who they are: see Reconcile.',
  });
  expect(enrolledText({ enrolledCount: 1, matchedCount: 1, leftCount: 0, unconfirmedCount: 0 }).sentence).toBe(
    '1 row names a player now.',
  );
});

test('what enrolling would do is counted in people, and says who waits', () => {
  const enrolment = { peopleCount: 412, rowCount: 430, unconfirmedCount: 7, unnamedCount: 0, namesakeCount: 0 };
  expect(enrolmentText({ enrolment })).toBe(
    '412 people from 430 rows. 7 rows wait for somebody to confirm who they are.',
  );
  expect(
    enrolmentText({ enrolment: { ...enrolment, unconfirmedCount: 0, unnamedCount: 1, namesakeCount: 1 } }),
  ).toMatch(/1 of them has the name and birth date of a player .* 1 row lacks a loyalty id or a name\.$/);
});
