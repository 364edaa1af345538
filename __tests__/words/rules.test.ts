import { expect, test } from 'vitest';
import { namedFields } from '@/components/forms/save-outcome';
import { fieldWords } from '@/components/ui/error-text';
import { ApiError, toApiError } from '@/lib/client/api';
import { readRule, rule } from '@/lib/shared/rules';
import { readSchemas } from '@/supabase/embedded/schemas';
import { rules } from '@/words/en/rules';

test('a rule goes through a text and comes back with its figures', () => {
  expect(readRule(rule('wholeBetween', { lowest: 1, highest: 1_000 }))).toEqual({
    rule: 'wholeBetween',
    params: { lowest: 1, highest: 1_000 },
  });
  expect(readRule('Enter an amount.')).toBeNull();
});

test('a field says the words of its rule, with figures as a person writes them', () => {
  expect(fieldWords(rule('atMost', { highest: 10_000 }))).toBe('Give at most 10,000.');
  expect(fieldWords('Enter an amount.')).toBe('Enter an amount.');
});

test('what the server says of a field is said by its rule, and a rule that only a newer server knows in general words', () => {
  const fields = { points: 'Give whole points.', seat: 'This table has seats 1 to 6.', other: 'Of another kind.' };
  const rules = { points: { rule: 'wholePoints' }, seat: { rule: 'seats', params: { highest: 6 } } };
  const body = { ok: false, code: 'VALIDATION_FAILED', details: { fields, rules } };
  const refused = toApiError(422, null, body);
  expect(refused).toBeInstanceOf(ApiError);
  const said = namedFields(refused.refusal).map(({ path, message }) => [path, fieldWords(message)]);
  expect(Object.fromEntries(said)).toEqual(fields);
  expect(fieldWords('rule:{"rule":"ofTomorrow"}')).toBe('Something in the request is not right.');
});

test('every rule that the database names has words, so that nobody reads "Something in the request is not right"', () => {
  const source = readSchemas()
    .map(({ text }) => text)
    .join('\n');
  const named = [...source.matchAll(/app\.invalid\(\s*[^,()]+,\s*'(\w+)'/g)].map(([, name = '']) => name);
  expect(named).toContain('wholeBetween');
  expect(named.filter((name) => !(name in rules))).toEqual([]);
});
