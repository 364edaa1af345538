import { describe, expect, it } from 'vitest';
import { entryPatronName, looksText, notCountedText, patronName, standingText } from '@/components/mtl/mtl-words';
import type { MtlEntry, MtlTotals, UnknownPatron } from '@/services/mtl/dtos';

const TOTALS: MtlTotals = {
  gamingDay: '2026-11-20',
  cashInCents: 1_024_000,
  cashOutCents: 960_050,
  level: 'ctr',
  cashInLevel: 'ctr',
  cashOutLevel: 'near_ctr',
  nearCtrPercent: 95,
};

describe('what an entry makes of a gaming day', () => {
  it('is said of its own direction, whatever the other one has come to', () => {
    expect(standingText('in', TOTALS, 'USD')).toBe('This entry makes $10,240 in: a CTR is due.');
    expect(standingText('out', TOTALS, 'USD')).toBe('This entry makes $9,600.50 out: past 95 % of the CTR line.');
  });

  it('is a sum alone below the log floor, and no advice at any level', () => {
    const at = (cashInLevel: MtlTotals['cashInLevel']) => standingText('in', { ...TOTALS, cashInLevel }, 'USD');
    expect(at('none')).toBe('This entry makes $10,240 in.');
    expect(at('watchlist')).toBe('This entry makes $10,240 in: the log floor is reached.');
  });

  it('is nothing for what does not count, with the reason', () => {
    expect(notCountedText('cheque')).toBe('Only currency counts toward a CTR.');
    expect(notCountedText('currency')).toBe('This kind does not count toward a CTR.');
  });
});

describe('a patron', () => {
  const looks: UnknownPatron = {
    id: 'u',
    description: 'Grey suit',
    sex: 'male',
    ageRange: '40',
    hair: null,
    height: null,
    clothing: 'hat',
    tableId: 't',
    tableLabel: 'BJ-01',
    seat: 3,
    gamingDay: '2026-11-20',
    playerId: null,
    playerName: null,
  };

  it('is called by name, or by how they looked', () => {
    expect(patronName({ playerName: 'Ray Okafor', description: null })).toBe('Ray Okafor');
    expect(patronName({ playerName: null, description: 'Grey suit' })).toBe('Grey suit');
    expect(looksText(looks)).toBe('male · 40 · hat · BJ-01, seat 3');
  });

  it('who turned out to be a player is called by both', () => {
    const entry = { playerName: null, unknownPatron: { ...looks, playerId: 'p', playerName: 'Ray Okafor' } };
    expect(entryPatronName(entry as MtlEntry)).toBe('Ray Okafor (entered as: Grey suit)');
    expect(entryPatronName({ ...entry, unknownPatron: looks } as MtlEntry)).toBe('Grey suit');
  });
});
