import { describe, expect, test } from 'vitest';
import { balanceScale, linePath, stepAt, toBalanceSteps } from '@/components/player/balance-model';
import type { BalanceHistory } from '@/services/loyalty/dtos';

const HISTORY: BalanceHistory = {
  fromGamingDay: '2026-03-01',
  toGamingDay: '2026-03-11',
  openingBalance: 100,
  items: [
    { gamingDay: '2026-03-03', balance: 600 },
    { gamingDay: '2026-03-08', balance: 400 },
  ],
};

describe('the balance as steps', () => {
  test('each balance holds from its day until the next that moved it, the last until today', () => {
    expect(toBalanceSteps(HISTORY)).toEqual([
      { gamingDay: '2026-03-01', balance: 100, change: null, from: 0, to: 0.2 },
      { gamingDay: '2026-03-03', balance: 600, change: 500, from: 0.2, to: 0.7 },
      { gamingDay: '2026-03-08', balance: 400, change: -200, from: 0.7, to: 1 },
    ]);
  });

  test('a player whose balance never moved has one step, over the whole stretch', () => {
    const steps = toBalanceSteps({ ...HISTORY, openingBalance: 0, items: [] });
    expect(steps).toEqual([{ gamingDay: '2026-03-01', balance: 0, change: null, from: 0, to: 1 }]);
  });

  test('a tap chooses the balance that held there, also beyond either end', () => {
    const steps = toBalanceSteps(HISTORY);
    expect([-0.2, 0, 0.19, 0.2, 0.69, 0.7, 1, 1.4].map((place) => stepAt(steps, place))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2,
    ]);
  });
});

describe('the scale', () => {
  const scaleOf = (...balances: number[]) =>
    balanceScale(balances.map((balance) => ({ gamingDay: '2026-03-01', balance, change: null, from: 0, to: 1 })));

  test('begins at zero for what grew from little', () => {
    expect(scaleOf(100, 600, 400)).toEqual({ marks: [0, 200, 400, 600], low: 0, high: 600 });
  });

  test('goes below zero for a debt', () => {
    const { low, high, marks } = scaleOf(-250, 900);
    expect(low).toBeLessThanOrEqual(-250);
    expect(high).toBeGreaterThanOrEqual(900);
    expect(marks).toContain(0);
  });

  test('closes in on a balance that hardly moves, far above zero', () => {
    const { low, high } = scaleOf(310_000, 310_600);
    expect([low, high]).toEqual([310_000, 310_600]);
  });

  test.each([[[0]], [[7]], [[1_000_000]], [[-40]], [[99, 101]], [[1, 999_999_999]], [[-1, 0]]])(
    'holds every balance of %j between its first and its last mark, evenly apart',
    (balances) => {
      const { marks, low, high } = scaleOf(...balances);
      expect(low).toBeLessThanOrEqual(Math.min(...balances));
      expect(high).toBeGreaterThanOrEqual(Math.max(...balances));
      expect(high).toBeGreaterThan(low);
      expect([marks[0], marks.at(-1)]).toEqual([low, high]);
      const gaps = new Set(marks.slice(1).map((mark, index) => mark - (marks[index] ?? 0)));
      expect(gaps.size).toBe(1);
      expect(marks.length).toBeLessThanOrEqual(6);
    },
  );
});

test('the line goes along each balance and jumps to the next, the highest mark on top', () => {
  const steps = toBalanceSteps(HISTORY);
  expect(linePath(steps, { marks: [], low: 0, high: 600 })).toBe('M0 83.33H20V0H70V33.33H100');
});
