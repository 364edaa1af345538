import { expect, test } from 'vitest';
import { tierInUseText } from '@/components/earning/tier-in-use-words';

const facts = { tier: 'gold', tierName: 'Gold', players: 101, rewards: 1 };

test('a tier that was taken out: who uses it, and the way to have it back', () => {
  expect(tierInUseText(facts, [])).toEqual({
    title: 'Gold cannot be removed',
    sentence:
      'Nothing was saved: 101 players hold it and 1 reward names it. Nobody loses a tier, so one that is held stays.',
    action: 'Put Gold back',
  });
  expect(tierInUseText({ ...facts, players: 0 }, []).sentence).toContain('saved: 1 reward names it.');
});

test('a tier that was moved down: who holds it, what it cannot go below, and the way back', () => {
  const moved = { ...facts, rewards: 0, isMoved: true };
  expect(tierInUseText(moved, ['Silver'])).toEqual({
    title: 'Gold cannot move down',
    sentence: 'Nothing was saved. 101 players hold Gold: it can’t move below Silver.',
    action: 'Put the order back',
  });
  expect(tierInUseText({ ...moved, players: 1 }, ['Bronze', 'Silver']).sentence).toBe(
    'Nothing was saved. 1 player holds Gold: it can’t move below Bronze and Silver.',
  );
  expect(tierInUseText(moved, []).sentence).toContain('it can’t move below a tier that it stood above.');
});
