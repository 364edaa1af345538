import { expect, test } from 'vitest';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { makeKeyKeeper } from '@/lib/client/intents/key-keeper';

const PROGRAM = { name: 'Weekend match', faceValueCents: 2_500 };

/** Confirms an input and has the server do this about it; answers the key it went under. */
async function confirm(keys: ReturnType<typeof makeKeyKeeper>, input: unknown, ...fates: (Error | 'answered')[]) {
  const key = keys.keyOf(input);
  for (const fate of fates) {
    const send = () => (fate === 'answered' ? Promise.resolve() : Promise.reject(fate));
    await keys.attempt(input, key, send).catch(() => {});
  }
  return key;
}

test.each([
  ['no answer came', new NoAnswerError(new Error('lost'))],
  ['the server broke off', new ApiError('INTERNAL', 500)],
  ['a proxy gave up waiting', new ApiError('UNAVAILABLE', 504)],
])('a program that is saved again after %s is made once', async (_what, error) => {
  const keys = makeKeyKeeper('create-promo-program');
  const first = await confirm(keys, PROGRAM, error);
  expect(await confirm(keys, PROGRAM, 'answered')).toBe(first);
  expect(await confirm(keys, PROGRAM)).not.toBe(first);
});

test('a note that is added by two taps in one moment is added once, and the same words later are another note', async () => {
  const keys = makeKeyKeeper('add-player-note');
  const answer = Promise.withResolvers<void>();
  const first = keys.keyOf(PROGRAM);
  const sent = keys.attempt(PROGRAM, first, () => answer.promise);
  expect(keys.keyOf(PROGRAM)).toBe(first);
  expect(keys.keyOf({ ...PROGRAM, name: 'Sunday match' })).not.toBe(first);
  answer.resolve();
  await sent;
  expect(keys.keyOf(PROGRAM)).not.toBe(first);
});

test('something else that is confirmed in between has a key of its own, and takes none away', async () => {
  const keys = makeKeyKeeper('create-promo-program');
  const first = await confirm(keys, PROGRAM, new NoAnswerError(new Error('lost')));
  expect(await confirm(keys, { ...PROGRAM, name: 'Sunday match' }, 'answered')).not.toBe(first);
  expect(await confirm(keys, PROGRAM)).toBe(first);
});

test('what the server refused is another intent when it is confirmed again', async () => {
  const keys = makeKeyKeeper('update-promo-program');
  const first = await confirm(keys, PROGRAM, new ApiError('PROGRAM_CHANGED', 409));
  expect(await confirm(keys, PROGRAM)).not.toBe(first);
});

test('a session that ends between two attempts does not settle what became of the first', async () => {
  const keys = makeKeyKeeper('create-promo-program');
  const lost = new NoAnswerError(new Error('lost'));
  const first = await confirm(keys, PROGRAM, lost, new ApiError('UNAUTHENTICATED', 401));
  expect(await confirm(keys, PROGRAM)).toBe(first);
});

test('a slip that was resumed meanwhile is paused anew', async () => {
  const keys = makeKeyKeeper('pause-slip', true);
  const slip = { ratingSlipId: 'slip-1' };
  const first = await confirm(keys, slip, new NoAnswerError(new Error('lost')));
  expect(await confirm(keys, slip)).not.toBe(first);
});
