import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test } from 'vitest';
import { Voucher } from '@/components/promo/voucher';
import type { Me } from '@/services/casino/dtos';
import type { PromoCoupon, PromoCouponStatus } from '@/services/promo/dtos';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

/** The words of a voucher, as they are printed. */
function print(status: PromoCouponStatus = 'issued', changes: Partial<PromoCoupon> = {}): string {
  const coupon = {
    id: '018f2b6a-0000-7000-8000-0000abcd1234',
    programName: 'Weekday match play',
    rewardName: null,
    promoType: 'match_play',
    faceValueCents: 2_500,
    requiredMatchWagerCents: 2_500,
    validationNumber: '7KQ2M9XR4TBD',
    status,
    playerName: 'Maria Lopez Garcia',
    issuedAt: '2026-11-20T17:30:00.000Z',
    expiresAt: '2026-11-21T17:30:00.000Z',
    ...changes,
  } as PromoCoupon;
  const settings = { currency: 'USD', timeZone: 'America/New_York' } as Me['settings'];
  const html = renderToStaticMarkup(createElement(Voucher, { coupon, casinoName: 'Harbor', settings }));
  return html.replaceAll(/<[^>]*>/g, '\n');
}

describe('a voucher is printed in the language of whoever prints it', () => {
  test.each([
    [
      'en',
      'Match play',
      '$25',
      'Match play: required match wager $25',
      'Good until Sat 21 Nov 2026, 12:30',
      'For Maria G.',
      'VOID',
    ],
    [
      'es',
      'Match play',
      '$25',
      'Match play: requiere apuesta de contrapartida de $25',
      'Válido hasta sáb 21 nov 2026, 12:30',
      'Para Maria G.',
      'ANULADO',
    ],
    [
      'zh-Hans',
      '配对券',
      'US$25',
      '配对券：需配对下注 US$25',
      '有效至 2026年11月21日 周六 12:30',
      '玩家：Maria G.',
      '作废',
    ],
  ] as const)('which is %s', (language, type, value, wager, expiry, player, stamp) => {
    speak(language);
    const lines = print().split('\n');
    expect(lines).toEqual(expect.arrayContaining(['Harbor', type, value, wager, expiry, player]));
    expect(lines).not.toContain(stamp);
    expect(print('voided').split('\n')).toContain(stamp);
  });
});

describe('a voucher has one headline value, which is the coupon’s own', () => {
  const platinum = { programName: 'Match play $50', faceValueCents: 10_000, requiredMatchWagerCents: 10_000 };

  test.each([
    ['of a reward by tier', { ...platinum, rewardName: 'Daily match play' }, 'Daily match play'],
    ['of a program whose name tells another amount', { ...platinum, rewardName: null }, 'Match play'],
  ])('%s', (_, coupon, title) => {
    const lines = print('issued', coupon).split('\n');
    expect(lines).toEqual(expect.arrayContaining([title, '$100', 'Match play: required match wager $100']));
    expect(lines.join()).not.toContain('$50');
  });
});
