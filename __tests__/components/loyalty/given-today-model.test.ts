import { afterEach, describe, expect, it } from 'vitest';
import { givenText, listGiven } from '@/components/loyalty/given-today-model';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const TODAY = '2026-11-20';
const HERE = { ratingSlipId: 'slip-1', visitId: 'visit-1' };

function entry(id: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id,
    points: 100,
    reason: 'promotion',
    rewardName: null,
    reinstatesEntryId: null,
    reversedByEntryId: null,
    ratingSlipId: null,
    staffName: null,
    createdAt: '2026-11-20T18:00:00.000Z',
    ...changes,
  } as LedgerEntry;
}

function coupon(id: string, changes: Partial<PromoCoupon> = {}): PromoCoupon {
  return {
    id,
    programName: 'High limit match',
    rewardName: null,
    faceValueCents: 20_000,
    status: 'issued',
    gamingDay: TODAY,
    visitId: 'visit-1',
    issuedAt: '2026-11-20T19:00:00.000Z',
    issuedByStaffName: null,
    replacementCouponId: null,
    replacesCouponId: null,
    ...changes,
  } as PromoCoupon;
}

const ids = (read: { entries?: LedgerEntry[]; coupons?: PromoCoupon[] }) =>
  listGiven({ entries: [], coupons: [], ...read }, TODAY, HERE, 'USD').map(({ id }) => id);

describe('what a player was given today', () => {
  it('is of every kind, newest first, and says what was given here', () => {
    const entries = [
      entry('bonus', { ratingSlipId: 'slip-1', points: 250 }),
      entry('comp', {
        points: -1_500,
        reason: 'redemption',
        rewardName: 'Dinner at the grill',
        createdAt: '2026-11-20T20:00:00.000Z',
      }),
    ];
    const coupons = [coupon('coupon'), coupon('by-tier', { rewardName: 'Daily match play', visitId: null })];
    const read = { entries, coupons };
    expect(
      listGiven(read, TODAY, HERE, 'USD').map(({ figure, what, isHere }) => `${figure} ${what} ${isHere}`),
    ).toEqual([
      '−1,500 Dinner at the grill false',
      '$200 High limit match true',
      '$200 Daily match play false',
      '+250 Promotion true',
    ]);
    expect(givenText(read, TODAY, 'USD')).toBe('250 points · 1 comp · 2 coupons, $400');
    speak('es');
    expect(givenText(read, TODAY, 'USD')).toBe('250 puntos · 1 cortesía · 2 cupones, $400');
  });

  it('is neither what play earned, nor what was taken back, nor what a correction took away', () => {
    const entries = [
      entry('earned', { reason: 'session_accrual' }),
      entry('taken-back', { reversedByEntryId: 'reversal' }),
      entry('reversal', { reason: 'reversal', points: -100 }),
      entry('correction', { reason: 'correction', points: -40 }),
      entry('given'),
    ];
    expect(ids({ entries })).toEqual(['given']);
    expect(givenText({ entries: entries.slice(0, 4), coupons: [] }, TODAY, 'USD')).toBe('');
  });

  it('has a coupon once whose paper was replaced, and none that was voided in the end or is of another day', () => {
    const coupons = [
      coupon('torn', { status: 'replaced', replacementCouponId: 'new' }),
      coupon('new', { replacesCouponId: 'torn' }),
      coupon('wrong', { status: 'replaced', replacementCouponId: 'wrong-too' }),
      coupon('wrong-too', { status: 'voided', replacesCouponId: 'wrong' }),
      coupon('voided', { status: 'voided' }),
      coupon('yesterday', { gamingDay: '2026-11-19' }),
      coupon('played', { status: 'cleared' }),
    ];
    expect(ids({ coupons })).toEqual(['torn', 'played']);
  });

  it('is nowhere “here” where neither slip nor visit is looked at', () => {
    const nowhere = { ratingSlipId: null, visitId: null };
    const read = { entries: [entry('bonus')], coupons: [coupon('desk', { visitId: null })] };
    expect(listGiven(read, TODAY, nowhere, 'USD').map(({ isHere }) => isHere)).toEqual([false, false]);
  });
});
