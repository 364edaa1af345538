import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEasyPin } from '@/lib/shared/pins';

const step = (pin: string, at: number) => (Number(pin[at + 1]) - Number(pin[at]) + 10) % 10;

test('easy is what goes on by the same step of none, one up or one down, and nothing else', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6}$/), (pin) => {
      const steps = new Set([0, 1, 2, 3, 4].map((at) => step(pin, at)));
      const isStraight = steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? -1);
      expect(isEasyPin(pin)).toBe(isStraight);
    }),
  );
});

test.each([...Array(10).keys()])('all thirty easy ones are known: those that begin with %i', (first) => {
  for (const by of [0, 1, 9]) {
    const pin = [0, 1, 2, 3, 4, 5].map((place) => (first + by * place) % 10).join('');
    expect(isEasyPin(pin), pin).toBe(true);
  }
});
