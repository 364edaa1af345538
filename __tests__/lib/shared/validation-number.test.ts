import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUsableNumber, numberHint } from '@/components/promo/number-field';
import { formatValidationNumber, hasTypo, validationKey } from '@/lib/shared/validation-number';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const remainderOf = (body: string) => [...body].reduce((rest, sign) => (rest * 32 + ALPHABET.indexOf(sign)) % 37, 0);

/** Numbers as Pitside makes them: eleven characters, one of them a letter, and a check that the alphabet can write. */
const numbers = fc
  .string({ unit: fc.constantFrom(...ALPHABET), minLength: 11, maxLength: 11 })
  .filter((body) => /[A-Z]/.test(body) && remainderOf(body) < 32)
  .map((body) => body + ALPHABET.charAt(remainderOf(body)));
const indexes = fc.nat({ max: 11 });

function isOurs(key: string): boolean {
  return /[A-Z]/.test(key.slice(0, -1));
}

test('a number that Pitside made has no typing error, however it is copied', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const copies = [
        number,
        number.toLowerCase(),
        formatValidationNumber(number),
        ` ${number.replace(/.{4}/g, '$& ')}`,
      ];
      expect(copies.map(hasTypo)).toEqual([false, false, false, false]);
      const misread = number.replaceAll('0', 'O').replaceAll('1', 'l');
      expect(validationKey(misread)).toBe(number);
      expect(hasTypo(misread)).toBe(false);
    }),
  );
});

test('every single wrong character shows', () => {
  fc.assert(
    fc.property(numbers, indexes, fc.constantFrom(...ALPHABET), (number, at, sign) => {
      const wrong = number.slice(0, at) + sign + number.slice(at + 1);
      // Without a letter it looks like pre-printed stock, of which nothing is known.
      fc.pre(wrong !== number && isOurs(wrong));
      expect(hasTypo(wrong)).toBe(true);
    }),
  );
});

test('every swap of neighbours shows', () => {
  fc.assert(
    fc.property(numbers, fc.nat({ max: 10 }), (number, at) => {
      const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
      fc.pre(swapped !== number && isOurs(swapped));
      expect(hasTypo(swapped)).toBe(true);
    }),
  );
});

test('numbers of pre-printed stock that look otherwise are left alone', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{4,20}$/), (number) => {
      expect(hasTypo(number)).toBe(false);
      expect(formatValidationNumber(number)).toBe(number);
    }),
  );
  expect(['', 'MP-0042', 'PROMO-2026-000117', 'AAAABBBBCCCCD'].map(hasTypo)).toEqual([false, false, false, false]);
});

test('what is printed on a paper can be sent, whatever it looks like; a likely mistake is only remarked upon', () => {
  const stock = fc.tuple(fc.constantFrom('MP26', 'HARB', 'P'), fc.nat({ max: 99_999_999 }));
  fc.assert(
    fc.property(stock, ([prefix, count]) => {
      const number = prefix + String(count).padStart(12 - prefix.length, '0');
      expect(isUsableNumber(number)).toBe(true);
      expect(numberHint(number).includes('mistake')).toBe(hasTypo(number));
      if (hasTypo(number)) expect(formatValidationNumber(number)).toBe(number);
    }),
  );
  for (const number of ['MP2600001234', 'HARB00012345']) {
    expect(isUsableNumber(number)).toBe(true);
    expect(numberHint(number)).toMatch(/^Looks like a number of ours with a mistake/);
  }
  expect(isUsableNumber('M-1 2')).toBe(false);
  expect(numberHint('MP-0042')).toBe('Type it or scan it, as it is printed.');
});

test('a number is written in groups of four', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      expect(formatValidationNumber(number)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      expect(validationKey(formatValidationNumber(number))).toBe(number);
    }),
  );
  expect(formatValidationNumber('MP-0042')).toBe('MP-0042');
});

test('letters that are read wrongly count as what they look like', () => {
  expect(validationKey('o0-iIlL 1')).toBe('0011111');
});
