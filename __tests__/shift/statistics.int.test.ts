import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomNumbers } from '../../scripts/support/random.ts';
import { SEED } from '../support/seed';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

type Statistics = { median: number | null; mad: number | null; totalAd: number | null };

/** The statistics of many samples in one call, as the database computes them. */
async function statistics(samples: number[][]): Promise<Statistics[]> {
  return stack.sql<Statistics[]>`
    select app.median(h)::float8 as median, app.median_absolute_deviation(h)::float8 as mad, app.total_absolute_deviation(h)::float8 as "totalAd"
    from (
      select place, array(select value::numeric from jsonb_array_elements_text(sample) value) as h
      from jsonb_array_elements(${JSON.stringify(samples)}::text::jsonb) with ordinality s (sample, place)
    ) samples order by place`;
}

/** The definition: as many values at or below it as at or above, the middle of the two where two would do. */
function medianByHand(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

const distances = (values: number[]) => values.map((value) => Math.abs(value - medianByHand(values)));

const sample = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 15 });
/** Few different values, so that a deviation of 0 is common. */
const flatSample = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 9 });
const draw = <T>(arbitrary: fc.Arbitrary<T>, count: number) => fc.sample(arbitrary, { numRuns: count, seed: SEED });

describe(`median and deviations (seed ${SEED})`, () => {
  it('are what their definitions say', async () => {
    const samples = [...draw(sample, 400), ...draw(flatSample, 200)];
    const rows = await statistics(samples);
    for (const [index, values] of samples.entries()) {
      const away = distances(values);
      expect(rows[index]?.median, String(values)).toBe(medianByHand(values));
      expect(rows[index]?.mad, String(values)).toBe(medianByHand(away));
      expect(rows[index]?.totalAd, String(values)).toBe(away.reduce((sum, distance) => sum + distance, 0));
    }
  });

  it('don’t depend on the order', async () => {
    const samples = draw(sample, 200);
    expect(await statistics(samples.map((values) => [...values].reverse()))).toEqual(await statistics(samples));
    expect(await statistics(samples.map((values) => [...values].sort()))).toEqual(await statistics(samples));
  });

  it('move with the values, and the deviations stay', async () => {
    const samples = draw(sample, 200);
    const rows = await statistics(samples);
    const moved = await statistics(samples.map((values) => values.map((value) => value + 1_234)));
    expect(moved.map(({ median }) => median)).toEqual(rows.map(({ median }) => (median as number) + 1_234));
    expect(moved.map(({ mad, totalAd }) => [mad, totalAd])).toEqual(rows.map(({ mad, totalAd }) => [mad, totalAd]));
  });

  it('grow with the scale, the deviations never below zero', async () => {
    const samples = draw(sample, 200);
    const rows = await statistics(samples);
    const scaled = await statistics(samples.map((values) => values.map((value) => value * -4)));
    for (const [index, { median, mad, totalAd }] of scaled.entries()) {
      expect(median).toBe((rows[index]?.median as number) * -4 + 0);
      expect(mad).toBe((rows[index]?.mad as number) * 4);
      expect(totalAd).toBe((rows[index]?.totalAd as number) * 4);
    }
  });

  it('are null for no values, exact for cents beyond a double, and blind to one wild value', async () => {
    expect(await statistics([[]])).toEqual([{ median: null, mad: null, totalAd: null }]);
    const [row] = await stack.sql<{ median: string }[]>`
      select app.median('{9223372036854775806, 9223372036854775807}')::text as median`;
    expect(row?.median).toBe('9223372036854775806.5');
    expect(await statistics([[10, 11, 12, 13, 14, 15, 9_999_999]])).toMatchObject([{ median: 13, mad: 2 }]);
  });

  it('tell a deviation of 0 in most values from one in all', async () => {
    expect(await statistics([[5, 5, 5, 5, 5, 9, 1]])).toMatchObject([{ median: 5, mad: 0, totalAd: 8 }]);
    expect(await statistics([[5, 5, 5]])).toEqual([{ median: 5, mad: 0, totalAd: 0 }]);
  });
});

type Case = {
  value: number;
  history: number[];
  /** In tenths, so that the test computes in whole numbers. */
  multiplier: number;
  fallbackPercent: number;
  minChange: number;
  minChangePercent: number;
  minHistory: number;
  direction: 'up' | 'both';
  isStale: boolean;
};
type Verdict = { method: string; n: number; isFiring: boolean; readiness: string };

/** Many judgements in one call. */
async function judge(cases: Case[]): Promise<Verdict[]> {
  return stack.sql<Verdict[]>`
    select (v).method, (v).n, (v).is_firing as "isFiring", (v).readiness
    from (
      select place, app.judge_against_baseline((c -> 'value')::numeric,
        array(select h::numeric from jsonb_array_elements_text(c -> 'history') h), (c -> 'multiplier')::numeric / 10,
        (c -> 'fallbackPercent')::numeric, (c -> 'minChange')::numeric, (c -> 'minChangePercent')::numeric,
        (c -> 'minHistory')::integer, c ->> 'direction', (c -> 'isStale')::boolean) as v
      from jsonb_array_elements(${JSON.stringify(cases)}::text::jsonb) with ordinality s (c, place)
    ) verdicts order by place`;
}

/** The rule of the decision record, in whole numbers: everything doubled, since a median may end in a half. */
function judgeByHand(one: Case): Verdict {
  const { history, multiplier } = one;
  const n = history.length;
  const readiness = one.isStale ? 'stale' : n < one.minHistory ? 'building' : 'ready';
  if (n === 0) return { method: 'fallback', n, isFiring: false, readiness };
  const median = 2 * medianByHand(history);
  const away = history.map((value) => Math.abs(2 * value - median));
  const mad = medianByHand(away);
  const sum = away.reduce((total, distance) => total + distance, 0);
  const signed = 2 * one.value - median;
  const change = one.direction === 'up' ? signed : Math.abs(signed);
  const isOverFloors = change >= 2 * one.minChange && 100 * change >= one.minChangePercent * Math.abs(median);
  const method = readiness !== 'ready' || sum === 0 ? 'fallback' : mad > 0 ? 'mad' : 'mean_ad';
  const isBeyond = {
    mad: 100_000 * change > multiplier * 14_826 * mad,
    mean_ad: 100_000 * n * change > multiplier * 12_533 * sum,
    fallback: 100 * change > one.fallbackPercent * Math.abs(median),
  }[method];
  return { method, n, isFiring: isBeyond && isOverFloors, readiness };
}

const caseArbitrary: fc.Arbitrary<Case> = fc.record({
  value: fc.integer({ min: 0, max: 200 }),
  history: fc.oneof(
    fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 10 }),
    fc.array(fc.constantFrom(40, 40, 40, 41), { maxLength: 10 }),
    fc.array(fc.constant(0), { maxLength: 10 }),
  ),
  multiplier: fc.integer({ min: 5, max: 60 }),
  fallbackPercent: fc.integer({ min: 1, max: 200 }),
  minChange: fc.integer({ min: 0, max: 30 }),
  minChangePercent: fc.integer({ min: 0, max: 60 }),
  minHistory: fc.integer({ min: 1, max: 7 }),
  direction: fc.constantFrom('up', 'both'),
  isStale: fc.boolean(),
});

describe(`the judgement (seed ${SEED})`, () => {
  it('is that of an independent calculation', async () => {
    const cases = draw(caseArbitrary, 3_000);
    const verdicts = await judge(cases);
    for (const [index, one] of cases.entries()) expect(verdicts[index], JSON.stringify(one)).toEqual(judgeByHand(one));
    for (const method of ['mad', 'mean_ad', 'fallback']) {
      const ofMethod = verdicts.filter((verdict) => verdict.method === method);
      expect(new Set(ofMethod.map(({ isFiring }) => isFiring)).size, method).toBe(2);
    }
  });

  it('allows exactly what the rule says: a mean of 5/6 is not rounded before it is multiplied', async () => {
    const [row] = await stack.sql<{ threshold: string; method: string }[]>`
      select v.threshold::text, v.method
      from app.judge_against_baseline(1, '{0,0,0,0,0,5}', 3, 100, 5, 25, 3, 'up', false) v`;
    expect(row).toMatchObject({ method: 'mean_ad' });
    expect(Number(row?.threshold)).toBe(3.13325);
  });

  it('without any spread and a median of 0 goes by the absolute floor alone', async () => {
    const quiet = { history: [0, 0, 0, 0], multiplier: 30, fallbackPercent: 100, minChangePercent: 25, minHistory: 3 };
    const cases = [4, 5].map((value): Case => ({ ...quiet, value, minChange: 5, direction: 'up', isStale: false }));
    expect((await judge(cases)).map(({ isFiring }) => isFiring)).toEqual([false, true]);
  });
});

/** A Poisson-distributed count, by the time until so many arrivals. */
function poisson(mean: number, random: () => number): number {
  let count = 0;
  const pause = () => -Math.log(1 - random());
  for (let time = pause(); time < mean; time += pause()) count += 1;
  return count;
}

describe('false alarms on ordinary days, n = 7', () => {
  const TRIALS = 4_000;
  const rate = async (
    mean: number,
    rule: Pick<Case, 'multiplier' | 'minChange' | 'minChangePercent' | 'direction'>,
  ) => {
    const random = randomNumbers(20_261_120);
    const cases = Array.from({ length: TRIALS }, (): Case => {
      const [value = 0, ...history] = Array.from({ length: 8 }, () => poisson(mean, random));
      return { ...rule, value, history, fallbackPercent: 100, minHistory: 3, isStale: false };
    });
    return (await judge(cases)).filter(({ isFiring }) => isFiring).length / TRIALS;
  };

  const bare = { minChange: 0, minChangePercent: 0 };
  const floors = { minChange: 5, minChangePercent: 25 };

  // The bands are three standard errors and more around what a much longer run gives; docs/alert-rules.md has the figures.
  it.each([
    ['an unscaled 3 x MAD, both ways', 40, { ...bare, multiplier: 30 / 1.4826, direction: 'both' }, 0.16, 0.24],
    ['scaled, both ways', 40, { ...bare, multiplier: 30, direction: 'both' }, 0.07, 0.115],
    ['scaled, upwards', 40, { ...bare, multiplier: 30, direction: 'up' }, 0.035, 0.065],
    ['scaled, both ways, with the floors', 40, { ...floors, multiplier: 30, direction: 'both' }, 0.035, 0.07],
    ['scaled, upwards, with the floors', 40, { ...floors, multiplier: 30, direction: 'up' }, 0.02, 0.05],
    [
      'scaled, both ways, with the floors, at a busy house',
      150,
      { ...floors, multiplier: 30, direction: 'both' },
      0,
      0.012,
    ],
  ] as const)('%s, %i a day', async (_, mean, rule, lowest, highest) => {
    const measured = await rate(mean, rule);
    expect(measured).toBeGreaterThanOrEqual(lowest);
    expect(measured).toBeLessThanOrEqual(highest);
  });
});
