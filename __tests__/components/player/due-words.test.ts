import { expect, test } from 'vitest';
import { duePlay, dueText, rateText } from '@/components/player/due-words';

const SLIP = {
  tableLabel: 'BJ-01',
  startedAt: '2026-11-21T00:05:00Z',
  endedAt: '2026-11-21T02:10:00Z',
  playSeconds: 7_500,
};

test('a slip that waits says where and when it was played, in the casino’s time, and what it is due', () => {
  expect(duePlay(SLIP, 'America/New_York')).toBe('BJ-01, Fri 20 Nov, 19:05–21:10 · 2 h 05');
  expect([700, 1, 0].map((duePoints) => dueText({ duePoints }))).toEqual([
    '700 points due',
    '1 point due',
    'Nothing due',
  ]);
});

test('whoever settles it reads by which tier it is paid, where that of its closing was given by mistake', () => {
  const tiers = [{ code: 'gold', name: 'Gold' }];
  expect(rateText({ tierCorrected: null }, tiers)).toBe(
    'With the rates of when the slip was closed. It is posted once.',
  );
  expect(rateText({ tierCorrected: { from: 'gold', to: 'bronze' } }, tiers)).toBe(
    'With the rates of when the slip was closed, as Bronze: Gold was given by mistake and taken back since. It is posted once.',
  );
});
