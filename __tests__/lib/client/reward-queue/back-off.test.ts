import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from '@/lib/client/reward-queue/back-off';

const attempts = fc.integer({ min: 1, max: 10_000 });
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('the wait before a reward is sent again stays between zero and a ceiling that doubles from 1 s up to 30 s, in whole milliseconds', () => {
  fc.assert(
    fc.property(attempts, fraction, (attempt, random) => {
      const wait = backOffMs(attempt, () => random);
      const ceiling = Math.min(30_000, 1_000 * 2 ** Math.min(attempt - 1, 20));
      return Number.isInteger(wait) && wait >= 0 && wait < ceiling;
    }),
  );
});

test('the wait before a reward is sent again uses its whole range', () => {
  expect(backOffMs(1, () => 0)).toBe(0);
  expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => backOffMs(attempt, () => 0.999_999_9))).toEqual([
    999, 1_999, 3_999, 7_999, 15_999, 29_999, 29_999,
  ]);
});
