import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betStepCents,
  countPlayers,
  findSeatedSlip,
  isDue,
  isSameReading,
  listDue,
  listFreeSeats,
  type Pit,
} from '@/components/floor/floor-model';
import type { FloorSlip, FloorTable } from '@/services/floor/dtos';
import { AS_OF, makeSlip } from './floor-slip';

const NOW = Date.parse(AS_OF);

function makePit(slips: (FloorSlip | null)[]): Pit {
  const table: FloorTable = {
    id: 'table-1',
    label: 'BJ-01',
    gameType: 'blackjack',
    gameName: 'Blackjack',
    status: 'open',
    minBetCents: 2_500,
    maxBetCents: 100_000,
    seats: slips.map((slip, index) => ({ seat: index + 1, slip })),
  };
  return { id: 'pit-1', name: 'Main', tables: [table] };
}

describe('due for recognition', () => {
  it('begins at an hour of play', () => {
    expect(isDue(makeSlip({ playSeconds: 3_599 }), NOW)).toBe(false);
    expect(isDue(makeSlip({ playSeconds: 3_599 }), NOW + 1_000)).toBe(true);
    expect(isDue(makeSlip(), NOW)).toBe(true);
  });

  it('ends with a reward, and waits while the slip is paused', () => {
    const lastReward = { points: 100, reason: 'promotion', rewardName: null, coupon: null, createdAt: AS_OF } as const;
    expect(isDue(makeSlip({ lastReward }), NOW)).toBe(false);
    expect(isDue(makeSlip({ status: 'paused', pausedAt: AS_OF }), NOW)).toBe(false);
  });

  it('lists who has waited longest first', () => {
    const pit = makePit([
      makeSlip({ id: 'short', playSeconds: 100 }),
      makeSlip({ id: 'long', playSeconds: 4_000 }),
      null,
      makeSlip({ id: 'longest', playSeconds: 9_000 }),
    ]);
    expect(listDue([pit], NOW).map(({ slip }) => slip.id)).toEqual(['longest', 'long']);
  });
});

describe('the floor', () => {
  const pit = makePit([makeSlip(), null, null]);

  it('counts players and free seats', () => {
    expect(countPlayers([pit])).toBe(1);
    expect(pit.tables.flatMap(listFreeSeats)).toEqual([2, 3]);
  });

  it('finds a slip with its place, or nothing', () => {
    const floor = { gamingDay: '2026-11-20', asOf: AS_OF, pits: [pit] };
    expect(findSeatedSlip(floor, 'slip-1')?.table.label).toBe('BJ-01');
    expect(findSeatedSlip(floor, 'gone')).toBeNull();
    expect(findSeatedSlip(floor, null)).toBeNull();
  });
});

describe('two readings of one seat', () => {
  it('are the same news while the slip only goes on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
        const later = makeSlip({
          asOf: new Date(NOW + seconds * 1_000).toISOString(),
          playSeconds: 3_600 + seconds,
          theoCents: 10_500 + seconds,
        });
        expect(isSameReading(makeSlip(), later)).toBe(true);
      }),
    );
  });

  it.each<Partial<FloorSlip>>([
    { averageBetCents: 20_000 },
    { status: 'paused', pausedAt: AS_OF },
    { balance: 12_730 },
    { tier: 'platinum', tierName: 'Platinum' },
    { seat: 2 },
    { tableId: 'table-2' },
    { playerName: 'Ray O’Kafor' },
    { playSeconds: 3_000 },
    { lastReward: { points: 250, reason: 'promotion', rewardName: null, coupon: null, createdAt: AS_OF } },
  ])('differ after %o', (change) => {
    expect(isSameReading(makeSlip(), makeSlip(change))).toBe(false);
  });

  it('differ when the last reward is another comp at the same price', () => {
    const comp = (rewardName: string) =>
      makeSlip({ lastReward: { points: -400, reason: 'redemption', rewardName, coupon: null, createdAt: AS_OF } });
    expect(isSameReading(comp('Cocktail'), comp('Coffee'))).toBe(false);
    expect(isSameReading(comp('Cocktail'), comp('Cocktail'))).toBe(true);
  });

  it('differ when the last coupon is worth something else', () => {
    const given = (faceValueCents: number) => {
      const coupon = { promoType: 'match_play', faceValueCents } as const;
      return makeSlip({ lastReward: { points: null, reason: null, rewardName: null, coupon, createdAt: AS_OF } });
    };
    expect(isSameReading(given(5_000), given(10_000))).toBe(false);
    expect(isSameReading(given(5_000), given(5_000))).toBe(true);
  });
});

describe('the step of an average bet', () => {
  it('grows with the bet and stays a part of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 10_000_000 }), fc.integer({ min: 500, max: 10_000_000 }), (a, b) => {
        expect(betStepCents(Math.min(a, b))).toBeLessThanOrEqual(betStepCents(Math.max(a, b)));
        expect(betStepCents(a)).toBeLessThanOrEqual(a);
      }),
    );
  });
});
