import { expect, test } from 'vitest';
import { slipTotalsText, tierNameOf } from '@/components/domain/loyalty-words';

const entry = (
  points: number,
  reason: 'mid_session_bonus' | 'redemption' | 'reversal',
  reversedByEntryId: string | null = null,
) => ({
  points,
  reason,
  reversedByEntryId,
});

test('what was given and what was spent are two figures', () => {
  expect(slipTotalsText([])).toBe('');
  expect(slipTotalsText([entry(250, 'mid_session_bonus'), entry(100, 'mid_session_bonus')])).toBe('350 points given');
  expect(slipTotalsText([entry(-1_500, 'redemption')])).toBe('1,500 points spent');
  expect(slipTotalsText([entry(250, 'mid_session_bonus'), entry(-1_500, 'redemption')])).toBe('250 given, 1,500 spent');
});

test('what was taken back counts as neither, and nor does the taking back', () => {
  const takenBack = [entry(-1_500, 'redemption', 'entry-2'), entry(1_500, 'reversal'), entry(50, 'mid_session_bonus')];
  expect(slipTotalsText(takenBack)).toBe('50 points given');
});

test('a tier is told by its name, and by its code while the names are not known', () => {
  expect(tierNameOf('gold', [{ code: 'gold', name: 'Gold Circle' }])).toBe('Gold Circle');
  expect(tierNameOf('black_card', undefined)).toBe('Black card');
});
