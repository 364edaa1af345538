import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** A quoted text that tells an amount of money, with the sign before it or behind it. */
const NAMED_AMOUNT = /'[^'\n]*(?:[$£€]\s?\d|\d\s?[$£€])[^'\n]*'/g;

test('no name of the demo tells an amount, which holds in one currency and until the face value is edited', async () => {
  const demo = await readFile(new URL('../../supabase/seed/demo.sql', import.meta.url), 'utf8');
  expect(demo.match(NAMED_AMOUNT) ?? []).toEqual([]);
  expect("'Match play $25', 'Free play £ 20', 'Bono 10 €'".match(NAMED_AMOUNT)).toHaveLength(3);
});
