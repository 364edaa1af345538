import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleMarks, startingHour, toHourBars } from '@/components/shift/chart-model';
import type { PromoRollup } from '@/services/promo/dtos';

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
    low: 0,
    high: 6.4478,
    isAbove: false,
    method: 'mad',
    readiness: 'ready',
    ...changes,
  };
}

describe('the bars of the hours', () => {
  it('tell the running hour from those before and after it', () => {
    const bars = toHourBars([makeHour(0), makeHour(1), makeHour(2)], '2026-11-20T12:59:59Z');
    expect(bars.map(({ phase }) => phase)).toEqual(['past', 'current', 'future']);
    expect(bars[1]?.endsAt).toBe('2026-11-20T13:00:00.000Z');
  });
});

describe('the scale beside the bars', () => {
  it('is whole, even, from zero, and covers every bar and band', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.nat(500), fc.nat(50)), { maxLength: 25 }), (hours) => {
        const bars = toHourBars(
          hours.map(([issuedCount, baselineMedian, high], hour) =>
            makeHour(hour, { issuedCount, baselineMedian, high }),
          ),
          '2026-11-20T12:00:00Z',
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

describe('the hour that is chosen at first', () => {
  it('is the running hour, the last of a day that is over, and the first of one to come', () => {
    const hours = [makeHour(0), makeHour(1), makeHour(2)];
    const at = (asOf: string) => startingHour(toHourBars(hours, asOf));
    expect([at('2026-11-20T12:30:00Z'), at('2026-11-21T12:00:00Z'), at('2026-11-19T00:00:00Z')]).toEqual([1, 2, 0]);
  });
});
