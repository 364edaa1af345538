import { describe, expect, test } from 'vitest';
import { changeFilter } from '@/components/player/ledger-filter';
import { correctionTitle, postingRefusal, reversalTitle } from '@/components/player/player-words';
import { type Standing, tierStanding } from '@/components/player/tier-model';

const TIERS = [
  { code: 'bronze', name: 'Bronze', multiplier: 1, thresholdPoints: 0, rank: 1 },
  { code: 'silver', name: 'Silver', multiplier: 1.1, thresholdPoints: 2_500, rank: 2 },
  { code: 'gold', name: 'Gold', multiplier: 1.25, thresholdPoints: 10_000, rank: 3 },
];
const SILVER: Standing = {
  playerId: '01a1fd6c-0000-7000-8000-000000000002',
  balance: 100,
  lifetimePoints: 3_120,
  tier: 'silver',
  tierName: 'Silver',
  tierProgress: 8,
  tierSource: null,
  startingBalance: null,
  updatedAt: '2026-11-20T21:42:07.125Z',
};

describe('the tier', () => {
  test('says how far it is to the next one', () => {
    expect(tierStanding(SILVER, TIERS)).toMatchObject({ words: '3,120 of 10,000 points to Gold', next: TIERS[2] });
  });

  test('that is the highest says so', () => {
    const standing = tierStanding({ ...SILVER, tier: 'gold', tierName: 'Gold' }, TIERS);
    expect(standing).toMatchObject({ words: 'Gold is the highest tier.', next: null });
  });

  test('that was seeded above the lifetime points counts on to the next one', () => {
    expect(tierStanding({ ...SILVER, lifetimePoints: 0 }, TIERS).words).toBe('0 of 10,000 points to Gold');
  });

  test('whose threshold was lowered below the points is promised, and no figure beyond it', () => {
    expect(tierStanding({ ...SILVER, lifetimePoints: 10_000 }, TIERS).words).toBe('Gold comes with the next points');
  });
});

describe('the filter of the ledger', () => {
  test('an empty choice takes its part away, so that no filter is the empty object', () => {
    expect(changeFilter({ reason: 'correction' }, 'reason', '')).toEqual({});
    expect(changeFilter({ reason: 'correction', from: '2026-11-01' }, 'from', '')).toEqual({ reason: 'correction' });
  });

  test('days keep their order: a first day after the last takes it along, and the other way round', () => {
    const days = { from: '2026-11-05', to: '2026-11-08' };
    expect(changeFilter(days, 'from', '2026-11-06')).toEqual({ from: '2026-11-06', to: '2026-11-08' });
    expect(changeFilter(days, 'from', '2026-11-10')).toEqual({ from: '2026-11-10', to: '2026-11-10' });
    expect(changeFilter(days, 'to', '2026-11-01')).toEqual({ from: '2026-11-01', to: '2026-11-01' });
  });
});

describe('a refused posting', () => {
  test('says what the balance is now', () => {
    const refusal = { code: 'INSUFFICIENT_POINTS', details: { balance: 300, points: -400 } } as const;
    expect(postingRefusal(refusal, 'UTC').title).toBe('The balance is 300 points now.');
  });

  test('says who took the entry back, and when, in the casino’s time', () => {
    const details = { entryId: 'x', at: '2026-11-20T21:42:00.000Z', staffName: 'Ray Okafor' };
    const refusal = { code: 'ENTRY_ALREADY_REVERSED', details } as const;
    expect(postingRefusal(refusal, 'America/New_York').title).toBe(
      'This entry was taken back already by Ray Okafor, Fri 20 Nov, 16:42.',
    );
  });

  test('keeps the sentence of its code where nothing else is known', () => {
    expect(postingRefusal({ code: 'ENTRY_NOT_REVERSIBLE' }, 'UTC').title).toBe(
      'What play earned does not come back by taking its reversal back.',
    );
  });
});

test('what was posted, or not, is named with its points, its player and its note', () => {
  expect(correctionTitle({ points: 500, note: 'Wrong bet' }, 'Ray Okafor')).toBe(
    'Correction of +500 points for Ray Okafor: Wrong bet',
  );
  expect(reversalTitle({ entryNo: 1200, points: -700 }, 'Wrong player', 'Ray Okafor')).toBe(
    'Take back entry #1,200 of Ray Okafor, +700 points: Wrong player',
  );
});
