import { expect, test } from 'vitest';
import { closedText } from '@/components/floor/closed-words';
import type { ClosedSlipResult } from '@/services/floor/dtos';

const TIERS = [{ code: 'gold', name: 'Gold' }];
const accrual = (changes: Partial<ClosedSlipResult['accrual']>) => ({
  status: 'none' as const,
  why: null,
  points: null,
  balance: null,
  tierUpgrade: null,
  ...changes,
});
const textOf = (changes: Partial<ClosedSlipResult['accrual']>) => closedText('Ray Okafor', accrual(changes), TIERS);

test('a closed slip says once that it is closed, what it earned, and that what is pending follows', () => {
  expect(textOf({ status: 'posted', points: 332 })).toEqual({
    title: 'Slip of Ray Okafor closed',
    earned: '332 points earned',
  });
  expect(textOf({ status: 'posted', points: 1 }).earned).toBe('1 point earned');
  expect(textOf({ status: 'pending' }).earned).toBe('The points follow by themselves');
});

test('a tier that was reached is what is said first, and then that the slip is closed', () => {
  const upgrade = { status: 'posted' as const, points: 332, tierUpgrade: { from: 'silver', to: 'gold' } };
  expect(textOf(upgrade).title).toBe('Ray Okafor has reached Gold');
  expect(textOf(upgrade).earned).toBe('The slip is closed. 332 points earned');
});

test('a slip that earned nothing says so, and why only where earning is off', () => {
  expect(textOf({ why: 'NO_POINTS', points: 0 }).earned).toBe('No points for this slip');
  expect(textOf({ why: 'EARNING_OFF', points: 0 }).earned).toBe('Earning is switched off');
});
