import { expect, test } from 'vitest';
import { type CouponRequest, makeCouponIntents } from '@/hooks/promo/coupon-intents';
import { outcomeOfFailure } from '@/hooks/promo/coupon-outcome';
import { ApiError, NoAnswerError } from '@/lib/client/api';

const KEY = 'pitside-coupon-intents:casino:staff';

function makeStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const request: CouponRequest = { kind: 'issue', input: { promoProgramId: 'program-1', playerId: 'player-1' } };
const intentOf = (place: string, idempotencyKey: string) => ({
  place,
  idempotencyKey,
  request,
  title: 'Match play $25',
});

test('a second tap finds the first one under way and does nothing', () => {
  const intents = makeCouponIntents(null, KEY);
  expect(intents.begin(intentOf('desk', 'key-1'))).toBe(true);
  expect(intents.begin(intentOf('desk', 'key-2'))).toBe(false);
  intents.settle('key-1', { status: 'unanswered' });
  expect(intents.begin(intentOf('desk', 'key-3'))).toBe(false);
  expect(intents.getSnapshot()).toEqual([{ ...intentOf('desk', 'key-1'), status: 'unanswered' }]);
});

test('another place is not held up, and a refused intent makes way', () => {
  const intents = makeCouponIntents(null, KEY);
  intents.begin(intentOf('desk', 'key-1'));
  expect(intents.begin(intentOf('visit:1', 'key-2'))).toBe(true);
  intents.settle('key-1', { status: 'refused', refusal: { code: 'PROGRAM_ENDED' } });
  expect(intents.begin(intentOf('desk', 'key-3'))).toBe(true);
  expect(intents.getSnapshot().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-2', 'key-3']);
});

test('an intent without an answer comes back after a reload with its key and its request', () => {
  const storage = makeStorage();
  makeCouponIntents(storage, KEY).begin(intentOf('desk', 'key-1'));
  const reloaded = makeCouponIntents(storage, KEY);
  expect(reloaded.find('desk')).toEqual({ ...intentOf('desk', 'key-1'), status: 'unanswered' });
});

test('an answered or discarded intent does not come back', () => {
  const storage = makeStorage();
  const intents = makeCouponIntents(storage, KEY);
  intents.begin(intentOf('desk', 'key-1'));
  intents.begin(intentOf('visit:1', 'key-2'));
  intents.settle('key-1', { status: 'refused', refusal: { code: 'PROGRAM_ENDED' } });
  intents.forget('key-2');
  expect(storage.kept.size).toBe(0);
  expect(makeCouponIntents(storage, KEY).getSnapshot()).toEqual([]);
});

test('storage that is full, broken or not ours costs the reload and nothing else', () => {
  const broken = {
    getItem: () => '[{"place":"desk"},7,null',
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {},
  };
  const intents = makeCouponIntents(broken, KEY);
  expect(intents.getSnapshot()).toEqual([]);
  expect(intents.begin(intentOf('desk', 'key-1'))).toBe(true);
  const strange = { ...broken, getItem: () => '[{"place":"desk"},7,null]' };
  expect(makeCouponIntents(strange, KEY).getSnapshot()).toEqual([]);
});

test('whoever looks is told of every change', () => {
  const intents = makeCouponIntents(null, KEY);
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

test('only a refusal of the request itself settles it', () => {
  const refusedAs = (error: unknown, wasUnanswered: boolean) => outcomeOfFailure(error, wasUnanswered).status;
  expect(refusedAs(new NoAnswerError(new Error('lost')), false)).toBe('unanswered');
  expect(refusedAs(new ApiError('UNAVAILABLE', 503), false)).toBe('unanswered');
  expect(refusedAs(new ApiError('INTERNAL', 500), false)).toBe('unanswered');
  expect(refusedAs(new ApiError('PROGRAM_ENDED', 409), false)).toBe('refused');
  expect(refusedAs(new ApiError('PROGRAM_ENDED', 409), true)).toBe('refused');
});

test('a refusal from before the key is looked up leaves an earlier attempt open', () => {
  for (const [code, status] of [
    ['UNAUTHENTICATED', 401],
    ['FORBIDDEN', 403],
    ['RATE_LIMITED', 429],
  ] as const) {
    expect(outcomeOfFailure(new ApiError(code, status), true).status).toBe('unanswered');
    expect(outcomeOfFailure(new ApiError(code, status), false).status).toBe('refused');
  }
});
