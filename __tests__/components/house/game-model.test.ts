import { describe, expect, it } from 'vitest';
import { readRate } from '@/components/domain/game-rates';
import { edgeInput, edgeText, gameTypeOf, rateToCome, usualGamesLeft } from '@/components/house/game-model';
import type { Game } from '@/services/house/dtos';

const rate = (fromGamingDay: string, houseEdge = 0.05) => ({
  fromGamingDay,
  houseEdge,
  decisionsPerHour: 40,
  setByStaffName: null,
  setAt: '2030-01-01T00:00:00.000Z',
});
const game = (gameType: string, rates = [rate('2020-01-01')]): Game => ({
  id: `id of ${gameType}`,
  gameType,
  name: gameType,
  houseEdge: 0.05,
  decisionsPerHour: 40,
  rates,
});

describe('a house edge', () => {
  it.each([
    ['5.26', 0.0526],
    ['1.057', 0.01057],
    ['0,5', 0.005],
    ['2.9', 0.029],
    ['99.999', 0.99999],
  ])('typed as %s is %d', (typed, houseEdge) => {
    expect(readRate(typed, '40')).toEqual({ houseEdge, decisionsPerHour: 40 });
  });

  it('comes back as it was typed, whatever the fraction: every thousandth of a percent', () => {
    for (let thousandths = 1; thousandths < 100_000; thousandths += 7) {
      const houseEdge = thousandths / 100_000;
      expect(readRate(edgeInput(houseEdge), '40')).toEqual({ houseEdge, decisionsPerHour: 40 });
    }
  });

  it.each(['', '0', '0.0', '-1', '100', '1.2345', 'abc', '5.2.6'])('of %j is none', (typed) => {
    expect(readRate(typed, '40')).toEqual({ wrong: 'edge' });
  });

  it('shows all of its decimals', () => {
    expect(edgeText(0.0526)).toBe('5.26\u00a0%');
    expect(edgeText(0.01057)).toBe('1.057\u00a0%');
    expect(edgeText(0.01)).toBe('1\u00a0%');
  });
});

it.each(['', '0', '1001', '4.5', 'fast'])('a pace of %j is none', (typed) => {
  expect(readRate('5', typed)).toEqual({ wrong: 'pace' });
});

it('the next rate to come is the nearest day after today’s', () => {
  const rates = [rate('2030-03-01'), rate('2030-02-01'), rate('2030-01-10'), rate('2020-01-01')];
  expect(rateToCome(game('a', rates), '2030-01-10')?.fromGamingDay).toBe('2030-02-01');
  expect(rateToCome(game('a', rates), '2030-03-01')).toBeNull();
});

it('the usual games are offered until the casino deals them', () => {
  const house = { gamingDay: '2030-01-01', pits: [], tables: [], games: [game('blackjack'), game('casino_war')] };
  expect(usualGamesLeft(house)).not.toContain('blackjack');
  expect(usualGamesLeft(house)).toContain('roulette');
});

it.each([
  ['Casino War', 'casino_war'],
  ['  Punto & Banco! ', 'punto_banco'],
  ['Café Póker 21', 'cafe_poker_21'],
  ['21 + 3', ''],
  ['牌九', ''],
])('a game called %j goes by %j', (name, gameType) => {
  expect(gameTypeOf(name)).toBe(gameType);
});
