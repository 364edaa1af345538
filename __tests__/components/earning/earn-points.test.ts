import { expect, test } from 'vitest';
import { earnFormSchema, editedRates } from '@/components/earning/earn-form-schema';
import { type EarnRates, earnedPoints } from '@/components/earning/earn-points';
import { compareVersions } from '@/components/forms/facts';
import { fieldWords } from '@/components/ui/error-text';

const rates: EarnRates = {
  pointsPerTheo: 10,
  defaultPointMultiplier: 1,
  tierMultiplier: 1.25,
  roundingPolicy: 'floor',
};

test('points are theo dollars times every factor, rounded once, the way the casino rounds', () => {
  const earn = (theoCents: number, change: Partial<EarnRates> = {}) => earnedPoints(theoCents, { ...rates, ...change });
  // 42.37 x 10 x 1 x 1.25 = 529.625
  expect(earn(4_237)).toBe(529);
  expect(earn(4_237, { roundingPolicy: 'nearest' })).toBe(530);
  expect(earn(4_237, { roundingPolicy: 'ceil' })).toBe(530);
  // Exactly a half goes away from zero, a hair below it does not.
  expect(earn(105, { tierMultiplier: 1, roundingPolicy: 'nearest' })).toBe(11);
  expect(earn(104, { tierMultiplier: 1, roundingPolicy: 'nearest' })).toBe(10);
  // Rounded once: 0.99 x 1.1 x 1.1 per point would lose more on the way.
  expect(
    earn(99, { pointsPerTheo: 1, defaultPointMultiplier: 1.1, tierMultiplier: 1.1, roundingPolicy: 'nearest' }),
  ).toBe(1);
  expect(earn(0)).toBe(0);
  for (const roundingPolicy of ['floor', 'nearest', 'ceil'] as const)
    expect(earn(8_000, { roundingPolicy })).toBe(1_000);
});

test('no float decides: a product that floats get wrong is exact', () => {
  // 0.07 x 100 x 1.1 x 1 is 7.700000000000001 in floats; 0.29 x 100 is 28.999999999999996.
  expect(earnedPoints(29, { ...rates, pointsPerTheo: 100, tierMultiplier: 1 })).toBe(29);
  expect(
    earnedPoints(100, {
      ...rates,
      pointsPerTheo: 1_000,
      defaultPointMultiplier: 1.1,
      tierMultiplier: 1.1,
      roundingPolicy: 'ceil',
    }),
  ).toBe(1_210);
  expect(
    earnedPoints(100_000_000, {
      pointsPerTheo: 1_000_000,
      defaultPointMultiplier: 0.07,
      tierMultiplier: 1.15,
      roundingPolicy: 'ceil',
    }),
  ).toBe(80_500_000_000);
});

const typed = {
  pointsPerTheo: '1,000',
  defaultPointMultiplier: '1.25',
  roundingPolicy: 'nearest',
  isActive: true,
} as const;

test('rates are read by the rules of the server', () => {
  expect(earnFormSchema.parse(typed)).toEqual({ ...typed, pointsPerTheo: 1_000, defaultPointMultiplier: 1.25 });
  const messages = (change: object) =>
    earnFormSchema
      .safeParse({ ...typed, ...change })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${fieldWords(message)}`);
  expect(messages({ pointsPerTheo: '1.5' })).toEqual(['pointsPerTheo: Give a whole number.']);
  expect(messages({ pointsPerTheo: '' })).toEqual(['pointsPerTheo: Give a whole number.']);
  expect(messages({ defaultPointMultiplier: '1.255' })).toEqual(['defaultPointMultiplier: Give at most two decimals.']);
  expect(messages({ pointsPerTheo: '10,001' })).toEqual(['pointsPerTheo: Give at most 10,000.']);
  expect(messages({ defaultPointMultiplier: '10.01' })).toEqual(['defaultPointMultiplier: Give at most 10.']);
  expect(messages({ pointsPerTheo: '10,000', defaultPointMultiplier: '10' })).toBeUndefined();
});

test('of rates that two changed, mine hold where I changed them, and theirs where I did not', () => {
  const before = { pointsPerTheo: 10, defaultPointMultiplier: 1, roundingPolicy: 'floor', isActive: true } as const;
  const theirs = { ...before, pointsPerTheo: 12, isActive: false };
  const mine = { ...before, pointsPerTheo: 15, roundingPolicy: 'ceil' } as const;
  const edited = editedRates();
  expect(edited.merge(before, theirs, mine)).toEqual({
    ...before,
    pointsPerTheo: 15,
    roundingPolicy: 'ceil',
    isActive: false,
  });
  expect(compareVersions(edited, before, theirs, mine)).toEqual([
    { name: 'Points for a dollar of theo', theirs: '12', mine: '15', changedBy: 'both' },
    { name: 'Rounding', theirs: 'Down', mine: 'Up', changedBy: 'me' },
    { name: 'Earning', theirs: 'off', mine: 'on', changedBy: 'them' },
  ]);
});
