import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleMarks, startingHour, toHourBars } from '@/components/shift/chart-model';
import type { PromoRollup } from '@/services/promo/dtos';

const RULE = { madMultiplier: 3, minChange: 5, minChangePercent: 25 };
const DAY_START = Date.parse('2026-11-20T11:00:00Z');

type Hour = PromoRollup['byHour'][number];

function makeHour(hour: number, changes: Partial<Hour> = {}): Hour {
  return {
    hour,
    startsAt: new Date(DAY_START + hour * 3_600_000).toISOString(),
    issuedCount: 0,
    issuedFaceValueCents: 0,
    baselineMedian: 2,
    baselineMad: 1,
    ...changes,
  };
}

const only = (hour: Hour, asOf = '2026-11-20T12:00:00Z') => {
  const [bar] = toHourBars([hour], asOf, RULE);
  if (!bar) throw new Error('An hour makes a bar.');
  return bar;
};

describe('toHourBars', () => {
  it('puts the band the multiplier times the scaled MAD around the median, never below zero', () => {
    const bar = only(makeHour(0));
    expect(bar.high).toBeCloseTo(2 + 3 * 1.4826);
    expect(bar.low).toBe(0);
  });

  it('has no band without history', () => {
    const bar = only(makeHour(0, { baselineMedian: null, baselineMad: null, issuedCount: 50 }));
    expect([bar.median, bar.low, bar.high, bar.isAboveUsual]).toEqual([null, null, null, false]);
  });

  it('tells the running hour from those before and after it', () => {
    const bars = toHourBars([makeHour(0), makeHour(1), makeHour(2)], '2026-11-20T12:59:59Z', RULE);
    expect(bars.map(({ phase }) => phase)).toEqual(['past', 'current', 'future']);
    expect(bars[1]?.endsAt).toBe('2026-11-20T13:00:00.000Z');
  });

  it('calls an hour above usual only when the change passes both floors', () => {
    expect(only(makeHour(0, { baselineMedian: 0, baselineMad: 0, issuedCount: 4 })).isAboveUsual).toBe(false);
    expect(only(makeHour(0, { baselineMedian: 0, baselineMad: 0, issuedCount: 5 })).isAboveUsual).toBe(true);
    expect(only(makeHour(0, { baselineMedian: 40, baselineMad: 1, issuedCount: 49 })).isAboveUsual).toBe(false);
    expect(only(makeHour(0, { baselineMedian: 40, baselineMad: 1, issuedCount: 50 })).isAboveUsual).toBe(true);
  });
});

describe('scaleMarks', () => {
  it('is whole, even, from zero, and covers every bar and band', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.nat(500), fc.nat(50)), { maxLength: 25 }), (hours) => {
        const bars = toHourBars(
          hours.map(([issuedCount, baselineMedian, baselineMad], hour) =>
            makeHour(hour, { issuedCount, baselineMedian, baselineMad }),
          ),
          '2026-11-20T12:00:00Z',
          RULE,
        );
        const marks = scaleMarks(bars);
        const [zero = -1, step = 0] = marks;
        const top = marks.at(-1) ?? 0;
        expect(zero).toBe(0);
        expect(marks).toEqual(marks.map((_, index) => index * step));
        expect(Number.isInteger(step)).toBe(true);
        expect(marks.length).toBeLessThanOrEqual(5);
        for (const bar of bars) expect(top).toBeGreaterThanOrEqual(Math.max(bar.issuedCount, bar.high ?? 0));
      }),
    );
  });

  it('has marks for an empty day too', () => {
    expect(scaleMarks([])).toEqual([0, 1, 2, 3]);
  });
});

describe('startingHour', () => {
  it('is the running hour, the last of a day that is over, and the first of one to come', () => {
    const hours = [makeHour(0), makeHour(1), makeHour(2)];
    const at = (asOf: string) => startingHour(toHourBars(hours, asOf, RULE));
    expect([at('2026-11-20T12:30:00Z'), at('2026-11-21T12:00:00Z'), at('2026-11-19T00:00:00Z')]).toEqual([1, 2, 0]);
  });
});
