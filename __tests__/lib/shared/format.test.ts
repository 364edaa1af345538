import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gameLabel, reasonLabel, roleLabel } from '@/components/labels';
import {
  currencySymbol,
  formatAgo,
  formatDate,
  formatDateTime,
  formatDateTimeWithYear,
  formatDay,
  formatDuration,
  formatGamingDay,
  formatGamingDayWithYear,
  formatHours,
  formatMoney,
  formatMoneyInColumn,
  formatMoneyInput,
  formatMoneyRange,
  formatMoneyRounded,
  formatPoints,
  formatSignedPoints,
  formatTime,
  formatUntil,
  initials,
  parseMoney,
  parsePoints,
} from '@/lib/shared/format';
import { staffRoleSchema } from '@/services/casino/dtos';
import { loyaltyReasonSchema } from '@/services/loyalty/dtos';

describe('money', () => {
  it.each([
    [15_000, 'USD', '$150'],
    [15_050, 'USD', '$150.50'],
    [123_456_700, 'GBP', '£1,234,567'],
    [5, 'USD', '$0.05'],
    [-2_550, 'USD', '-$25.50'],
    [0, 'EUR', '€0'],
  ])('%i cents of %s reads %s', (cents, currency, expected) => {
    expect(formatMoney(cents, currency)).toBe(expected);
  });

  it('keeps every cent of the largest amount the product allows', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'USD')).toBe('$90,071,992,547,409.91');
  });

  it('shows cents in a column, where amounts stand under one another', () => {
    expect([15_050, 15_000, 0, -5].map((cents) => formatMoneyInColumn(cents, 'USD'))).toEqual([
      '$150.50',
      '$150.00',
      '$0.00',
      '-$0.05',
    ]);
  });

  it('rounds an estimate to whole units', () => {
    expect(formatMoneyRounded(19_649, 'USD')).toBe('$196');
    expect(formatMoneyRounded(19_650, 'USD')).toBe('$197');
  });

  it('names the currency of a range once', () => {
    expect(formatMoneyRange(2_500, 100_000, 'USD')).toBe('$25–1,000');
    expect(formatMoneyRange(50, 1_050, 'GBP')).toBe('£0.50–£10.50');
  });

  it('gives the sign of a currency', () => {
    expect(currencySymbol('USD')).toBe('$');
    expect(currencySymbol('GBP')).toBe('£');
  });

  it('reads back whatever it wrote into a field', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), (cents) => {
        expect(parseMoney(formatMoneyInput(cents))).toBe(cents);
        expect(parseMoney(formatMoney(cents, 'USD').slice(1))).toBe(cents);
      }),
    );
  });

  it.each(['', ' ', '-5', '1.234', '12a', '1e3', '.', '$5', '1234567890', '1000000000.01'])(
    'refuses %j as money',
    (text) => {
      expect(parseMoney(text)).toBeNull();
    },
  );

  it.each(['12,50', '1,25', '1,2500', '1250,500', ',250', '1,,250', '1,250,', '1.250,50', '12,50.00'])(
    'refuses %j, in which a comma sets off no thousands',
    (text) => {
      expect(parseMoney(text)).toBeNull();
    },
  );

  it('takes grouping, spaces and one decimal', () => {
    expect(parseMoney(' 1,250.5 ')).toBe(125_050);
    expect(parseMoney('1,250')).toBe(125_000);
    expect(parseMoney('1,250.50')).toBe(125_050);
    expect(parseMoney('1,000,000,000')).toBe(100_000_000_000);
  });
});

describe('points', () => {
  it('groups and signs', () => {
    expect(formatPoints(12_480)).toBe('12,480');
    expect(formatPoints(-1_420)).toBe('−1,420');
    expect(formatSignedPoints(250)).toBe('+250');
    expect(formatSignedPoints(-1_050)).toBe('−1,050');
    expect(formatSignedPoints(0)).toBe('0');
  });

  it('takes whole numbers above zero and nothing else', () => {
    expect(parsePoints('250')).toBe(250);
    expect(parsePoints(' 1,000 ')).toBe(1_000);
    for (const text of ['', '0', '2.5', '-1', 'ten', '1e3', '1234567890', '12,50', '1,00'])
      expect(parsePoints(text)).toBeNull();
  });
});

describe('time', () => {
  it.each([
    [0, '0 min'],
    [59, '0 min'],
    [2_880, '48 min'],
    [3_599, '59 min'],
    [3_600, '1 h 00'],
    [6_720, '1 h 52'],
    [14_460, '4 h 01'],
    [-5, '0 min'],
  ])('%i seconds read %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });

  it('says how long ago', () => {
    const now = Date.parse('2026-11-20T20:00:00Z');
    expect(formatAgo('2026-11-20T19:59:30Z', now)).toBe('just now');
    expect(formatAgo('2026-11-20T19:48:00Z', now)).toBe('12 min ago');
    expect(formatAgo('2026-11-20T17:55:00Z', now)).toBe('2 h 05 ago');
    expect(formatAgo('2026-11-20T20:05:00Z', now)).toBe('just now');
  });

  it('uses the casino clock, across daylight saving', () => {
    expect(formatTime('2026-11-20T02:42:00Z', 'America/New_York')).toBe('21:42');
    expect(formatTime('2026-07-20T01:42:00Z', 'America/New_York')).toBe('21:42');
    expect(formatTime('2026-11-20T05:00:00Z', 'America/New_York')).toBe('00:00');
    expect(formatDateTime('2026-11-20T02:42:00Z', 'America/New_York')).toBe('Thu 19 Nov, 21:42');
    expect(formatDateTime(Date.parse('2026-11-20T02:42:00Z'), 'Europe/London')).toBe('Fri 20 Nov, 02:42');
    expect(formatDateTimeWithYear('2027-01-01T02:42:00Z', 'America/New_York')).toBe('Thu 31 Dec 2026, 21:42');
    expect(formatDateTimeWithYear('2027-01-01T02:42:00Z', 'Europe/London')).toBe('Fri 1 Jan 2027, 02:42');
  });

  it('never shifts a gaming day', () => {
    expect(formatGamingDay('2026-11-20')).toBe('Fri 20 Nov');
    expect(formatGamingDay('2026-01-01')).toBe('Thu 1 Jan');
    expect(formatGamingDayWithYear('2025-11-20')).toBe('Thu 20 Nov 2025');
    expect(formatDate('1966-04-26')).toBe('26 Apr 1966');
  });
});

describe('words', () => {
  it('has a label for every code', () => {
    for (const reason of loyaltyReasonSchema.options) expect(reasonLabel(reason)).toMatch(/^[A-Z]/);
    for (const role of staffRoleSchema.options) expect(roleLabel(role)).toMatch(/^[A-Z]/);
  });

  it('calls the usual games by its own words, and those of a casino’s own as the casino does', () => {
    expect(gameLabel({ gameType: 'pai_gow', gameName: 'PG' })).toBe('Pai gow');
    expect(gameLabel({ gameType: 'casino_war', gameName: 'Casino War' })).toBe('Casino War');
  });

  it('makes a mark from a name', () => {
    expect(initials('Ray Okafor')).toBe('RO');
    expect(initials('Ana Maria de Souza')).toBe('AS');
    expect(initials('cher')).toBe('C');
    expect(initials('')).toBe('');
  });
});

describe('what is still to come', () => {
  const now = Date.parse('2026-11-20T15:00:00Z');

  it.each([
    ['2026-11-20T14:00:00Z', 'now'],
    ['2026-11-20T15:00:00Z', 'now'],
    ['2026-11-20T15:00:30Z', 'in 1 min'],
    ['2026-11-20T15:59:59Z', 'in 59 min'],
    ['2026-11-20T16:00:00Z', 'in 1 h'],
    ['2026-11-22T14:59:59Z', 'in 47 h'],
    ['2026-11-22T15:00:00Z', 'in 2 days'],
  ])('%s reads %s', (instant, text) => {
    expect(formatUntil(instant, now)).toBe(text);
  });

  it('writes how long a coupon is good for', () => {
    expect([1, 24, 36, 48, 168, 8_784].map(formatHours)).toEqual([
      '1 h',
      '24 h',
      '36 h',
      '2 days',
      '7 days',
      '366 days',
    ]);
  });

  it('writes the day at the casino', () => {
    expect(formatDay('2026-11-21T03:00:00Z', 'America/New_York')).toBe('Fri 20 Nov');
  });
});
