import { expect, test } from 'vitest';
import { ApiError } from '@/lib/client/api';
import { keptOutcomeOfFailure, makeKeptIntents } from '@/lib/client/intents/kept-intents';
import type { IntentStorage } from '@/lib/client/intents/session-store';

const KEY = 'pitside-reward-intents:casino:staff';

function makeStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

type Wish = { rewardId: string };
const isWish = (value: unknown): value is Wish => typeof value === 'object' && value !== null && 'rewardId' in value;
const makeIntents = (storage: IntentStorage | null) => makeKeptIntents<Wish, { balance: number }>(storage, KEY, isWish);

const request: Wish = { rewardId: 'reward-1' };
const intentOf = (place: string, idempotencyKey: string) => ({
  place,
  idempotencyKey,
  request,
  title: 'Dinner at the grill for Ray Okafor',
});

test('a second tap finds the first one under way and does nothing', () => {
  const intents = makeIntents(null);
  expect(intents.begin(intentOf('desk', 'key-1'))).toBe(true);
  expect(intents.begin(intentOf('desk', 'key-2'))).toBe(false);
  intents.settle('key-1', { status: 'unanswered' });
  expect(intents.begin(intentOf('desk', 'key-3'))).toBe(false);
  expect(intents.getSnapshot()).toEqual([{ ...intentOf('desk', 'key-1'), status: 'unanswered' }]);
});

test('another place is not held up, and a refused intent makes way', () => {
  const intents = makeIntents(null);
  intents.begin(intentOf('desk', 'key-1'));
  expect(intents.begin(intentOf('reward:1', 'key-2'))).toBe(true);
  intents.settle('key-1', { status: 'refused', refusal: { code: 'PROGRAM_ENDED' } });
  expect(intents.begin(intentOf('desk', 'key-3'))).toBe(true);
  expect(intents.getSnapshot().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-2', 'key-3']);
});

test('an intent without an answer comes back after a reload with its key and its request', () => {
  const storage = makeStorage();
  makeIntents(storage).begin(intentOf('desk', 'key-1'));
  const reloaded = makeIntents(storage);
  expect(reloaded.find('desk')).toEqual({ ...intentOf('desk', 'key-1'), status: 'unanswered' });
});

test('an answered or discarded intent does not come back', () => {
  const storage = makeStorage();
  const intents = makeIntents(storage);
  intents.begin(intentOf('desk', 'key-1'));
  intents.begin(intentOf('reward:1', 'key-2'));
  intents.settle('key-1', { status: 'refused', refusal: { code: 'PROGRAM_ENDED' } });
  intents.forget('key-2');
  expect(storage.kept.size).toBe(0);
  expect(makeIntents(storage).getSnapshot()).toEqual([]);
});

test('storage that is full, broken or not ours costs the reload and nothing else', () => {
  const broken = {
    getItem: () => '[{"place":"desk"},7,null',
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {},
  };
  const intents = makeIntents(broken);
  expect(intents.getSnapshot()).toEqual([]);
  expect(intents.begin(intentOf('desk', 'key-1'))).toBe(true);
  const strange = { ...broken, getItem: () => '[{"place":"desk"},7,null]' };
  expect(makeIntents(strange).getSnapshot()).toEqual([]);
});

test('what asks for something unknown is not taken up again, and the rest is', () => {
  const storage = makeStorage();
  const stale = { ...intentOf('desk', 'key-1'), request: { couponId: 'coupon-1' } };
  storage.setItem(KEY, JSON.stringify([stale, intentOf('reward:1', 'key-2')]));
  const intents = makeIntents(storage);
  expect(intents.getSnapshot()).toEqual([{ ...intentOf('reward:1', 'key-2'), status: 'unanswered' }]);
});

test('an answer that comes while it is asked again takes the place of the waiting, and of its keeping', () => {
  const storage = makeStorage();
  const intents = makeIntents(storage);
  intents.begin(intentOf('reward:1', 'key-1'));
  intents.settle('key-1', { status: 'unanswered' });
  intents.settle('key-1', { status: 'retrying' });
  expect(storage.kept.size).toBe(1);
  expect(intents.begin(intentOf('reward:1', 'key-2'))).toBe(false);
  intents.settle('key-1', { status: 'answered', answer: { balance: 80 } });
  expect(intents.find('reward:1')).toEqual({
    ...intentOf('reward:1', 'key-1'),
    status: 'answered',
    answer: { balance: 80 },
  });
  expect(storage.kept.size).toBe(0);
});

test('an answer to what was given up meanwhile changes nothing', () => {
  const intents = makeIntents(null);
  intents.begin(intentOf('reward:1', 'key-1'));
  intents.forget('key-1');
  intents.begin(intentOf('reward:1', 'key-2'));
  intents.settle('key-1', { status: 'answered', answer: { balance: 80 } });
  expect(intents.getSnapshot()).toEqual([{ ...intentOf('reward:1', 'key-2'), status: 'sending' }]);
});

test('whoever looks is told of every change', () => {
  const intents = makeIntents(null);
  let count = 0;
  const stop = intents.subscribe(() => {
    count += 1;
  });
  intents.begin(intentOf('desk', 'key-1'));
  intents.settle('key-1', { status: 'unanswered' });
  stop();
  intents.forget('key-1');
  expect(count).toBe(2);
});

test('what is settled while its form shows is told by the form, and what is settled without one is untold', () => {
  const intents = makeIntents(null);
  const leaveForm = intents.showForm('reward:1');
  intents.begin(intentOf('reward:1', 'key-1'));
  intents.settle('key-1', { status: 'answered', answer: { balance: 80 } });
  expect(intents.findLate('reward:1')).toBeNull();
  leaveForm();
  expect(intents.findLate('reward:1')).toEqual({
    ...intentOf('reward:1', 'key-1'),
    status: 'answered',
    answer: { balance: 80 },
  });
  intents.forget('key-1');
  expect(intents.findLate('reward:1')).toBeNull();
});

test('what is under way or unanswered is not told to have come to anything', () => {
  const intents = makeIntents(null);
  intents.begin(intentOf('reward:1', 'key-1'));
  expect(intents.findLate('reward:1')).toBeNull();
  intents.settle('key-1', { status: 'unanswered' });
  expect(intents.findLate('reward:1')).toBeNull();
  intents.settle('key-1', { status: 'refused', refusal: { code: 'LIMIT_REACHED' } });
  expect(intents.findLate('reward:1')?.status).toBe('refused');
});

test('of two forms of a place, the one that is left still tells', () => {
  const intents = makeIntents(null);
  const leaveFirst = intents.showForm('reward:1');
  intents.showForm('reward:1');
  leaveFirst();
  intents.begin(intentOf('reward:1', 'key-1'));
  intents.settle('key-1', { status: 'refused', refusal: { code: 'LIMIT_REACHED' } });
  expect(intents.findLate('reward:1')).toBeNull();
});

test('a session that ended keeps the intent for after the sign-in, first attempt or not', () => {
  const signedOut = new ApiError('UNAUTHENTICATED', 401);
  expect(keptOutcomeOfFailure(signedOut, false)).toEqual({ status: 'unanswered' });
  expect(keptOutcomeOfFailure(signedOut, true)).toEqual({ status: 'unanswered' });
  const asked = new ApiError('SECOND_FACTOR_NEEDED', 403);
  expect(keptOutcomeOfFailure(asked, false)).toEqual({ status: 'unanswered' });
  expect(keptOutcomeOfFailure(new ApiError('FORBIDDEN', 403), false).status).toBe('refused');
});

test('paper with one number, asked for in two places, is told in both what became of it', () => {
  const intents = makeIntents(null);
  intents.begin(intentOf('desk', 'issue:1234'));
  intents.begin(intentOf('visit:1', 'issue:1234'));
  intents.settle('issue:1234', { status: 'answered', answer: { balance: 80 } });
  expect(intents.getSnapshot().map(({ place, status }) => [place, status])).toEqual([
    ['desk', 'answered'],
    ['visit:1', 'answered'],
  ]);
});
