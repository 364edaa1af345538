import { expect, test } from 'vitest';
import { isPostingRequest } from '@/hooks/loyalty/posting-request';

const correction = { kind: 'correction', playerId: 'p-1', input: { playerId: 'p-1', points: 500, note: 'Wrong bet' } };
const reversal = { kind: 'reversal', playerId: 'p-1', input: { entryId: 'e-1', note: 'Wrong player' } };
const settlement = { kind: 'settlement', playerId: 'p-1', input: { ratingSlipId: 's-1', note: 'Seen' } };

test('a correction, a reversal and a settlement are taken up again after a reload', () => {
  expect(isPostingRequest(JSON.parse(JSON.stringify(correction)))).toBe(true);
  expect(isPostingRequest(JSON.parse(JSON.stringify(reversal)))).toBe(true);
  expect(isPostingRequest(JSON.parse(JSON.stringify(settlement)))).toBe(true);
});

test('a kept posting that would post something else, or nothing, is not taken up again', () => {
  for (const strange of [
    null,
    7,
    { ...correction, kind: 'bonus' },
    { ...correction, playerId: 'p-2' },
    { ...correction, input: { ...correction.input, points: '500' } },
    { ...correction, input: reversal.input },
    { ...reversal, input: correction.input },
    { ...reversal, input: { entryId: 'e-1' } },
    { ...settlement, input: reversal.input },
  ]) {
    expect(isPostingRequest(strange)).toBe(false);
  }
});
