import { expect, test } from 'vitest';
import { othersText, previewHeadline } from '@/components/rewards/reward-preview-words';
import { en } from '@/words/en';

test.each([
  ['NOT_ELIGIBLE', 'does not meet the conditions', 'do not meet the conditions'],
  ['PLAYER_NOT_ENROLLED', 'is not enrolled in the loyalty program', 'are not enrolled in the loyalty program'],
  ['INSUFFICIENT_POINTS', 'has too few points', 'have too few points'],
])('%s is said of one and of many', (code, one, many) => {
  expect(othersText(code, 1)).toBe(one);
  expect(othersText(code, 2)).toBe(many);
});

test('a reason without words of its own reads as its refusal', () => {
  expect(othersText('VISIT_ENDED', 3)).toBe(en.errors.VISIT_ENDED);
  expect(othersText('SOMETHING_NEW', 3)).toBe('SOMETHING_NEW');
});

test('the headline says of whom', () => {
  expect(previewHeadline({ playerCount: 1, isPartial: false })).toBe('of 1 player in the house');
  expect(previewHeadline({ playerCount: 66, isPartial: false })).toBe('of 66 players in the house');
  expect(previewHeadline({ playerCount: 500, isPartial: true })).toBe('of the last 500 players who came');
});
