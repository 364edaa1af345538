import { expect, test } from 'vitest';
import { stretchMarks } from '@/components/floor/stretch-words';
import type { SlipStretch } from '@/services/floor/dtos';

const STRETCH: SlipStretch = {
  averageBetCents: 5_000,
  gameType: 'blackjack',
  tableLabel: 'BJ-01',
  startedAt: '2026-11-20T19:00:00Z',
  playSeconds: 60,
  theoCents: 58,
  correctedFromCents: null,
  confirmedAboveMaximumCents: null,
};

test('an ordinary stretch has no mark, a corrected one says what was typed', () => {
  expect(stretchMarks(STRETCH, 'USD')).toEqual([]);
  expect(stretchMarks({ ...STRETCH, correctedFromCents: 50_000 }, 'USD')).toEqual(['Corrected from $500']);
});
