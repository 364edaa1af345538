import { expect, test } from 'vitest';
import { rowErrorWords } from '@/components/domain/row-error-words';
import { withSentence } from '@/lib/server/import-row-errors';
import { importErrorSchema } from '@/services/imports/dtos';
import { readSchemas } from '@/supabase/embedded/schemas';
import { compileRooms, ROOMS } from '@/words/compile';

const SQL = readSchemas()
  .filter(({ path }) => path.includes('_imports/'))
  .map(({ text }) => text)
  .join('\n');
const CODES = [...SQL.matchAll(/jsonb_build_object\('(?:field', '\w+', ')?code', '([A-Z_]+)'/g)].map(
  ([, code = '']) => code,
);
const ENGLISH = compileRooms('en', ROOMS);

const error = (facts: Record<string, unknown>) => importErrorSchema.parse(withSentence({ column: 'Card', ...facts }));

test('a screen says an error by its code and figures, in the words that the API has in English', () => {
  const tooLong = error({ code: 'ROW_TOO_LARGE', max: 65_536 });
  expect(tooLong).toMatchObject({ message: 'The row is longer than 64 KB.', params: { max: 64 } });
  const odd = error({ code: 'CELL_COUNT', expected: 3, found: 1204 });
  expect(odd.message).toMatch(/^The row has 1,204 cells, the header has 3:/);
  for (const said of [tooLong, odd]) expect(rowErrorWords({ ...said, message: '' })).toBe(said.message);
});

test('a code that only a newer server knows is said in that server’s words', () => {
  expect(rowErrorWords({ column: null, code: 'UNHEARD_OF', message: 'The row is of another age.' })).toBe(
    'The row is of another age.',
  );
});

test('every code that the database gives a row has words', () => {
  expect(CODES).toContain('TOO_MANY_POINTS');
  expect(CODES.filter((code) => !(`rowErrors.${code}` in ENGLISH))).toEqual([]);
});
