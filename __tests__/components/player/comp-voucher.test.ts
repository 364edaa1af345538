import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test } from 'vitest';
import { CompVoucher } from '@/components/player/comp-voucher';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const settings = { timeZone: 'America/New_York', currency: 'USD' };

/** The lines of a comp's voucher, as they are printed. */
function print(changes: Partial<LedgerEntry> = {}): string[] {
  const entry = {
    id: '018f2b6a-0000-7000-8000-0000abcd1234',
    entryNo: 1_204,
    points: -1_500,
    rewardName: 'Dinner at the grill',
    staffName: 'Ray Okafor',
    amountCents: null,
    reversedByEntryId: null,
    createdAt: '2026-11-20T17:30:00.000Z',
    ...changes,
  } as LedgerEntry;
  const voucher = { entry, playerName: 'Maria Lopez Garcia', casinoName: 'Harbor', settings };
  const html = renderToStaticMarkup(createElement(CompVoucher, voucher));
  return html.split(/<[^>]*>/).filter((line) => line !== '');
}

describe('the voucher of a comp', () => {
  test('says what was given, to whom, by whom and when, and an amount only where it is for one', () => {
    expect(print()).toEqual([
      'Harbor',
      'Dinner at the grill',
      'For Maria G.',
      'Given Fri 20 Nov 2026, 12:30 by Ray Okafor',
      'Good once. Not redeemable for cash.',
      'Comp 1,204 · abcd1234',
    ]);
    expect(print({ amountCents: 12_050 })).toContain('Worth $120.50');
    expect(print({ staffName: null })).toContain('Given Fri 20 Nov 2026, 12:30');
  });

  test.each([
    ['en', 'VOID'],
    ['es', 'ANULADO'],
    ['zh-Hans', '作废'],
  ] as const)('is stamped once the comp was taken back, in %s', (language, stamp) => {
    speak(language);
    expect(print()).not.toContain(stamp);
    expect(print({ reversedByEntryId: 'entry-9' })).toContain(stamp);
  });
});
