import { MutationObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { intentMutationOptions } from '@/hooks/intent-mutation';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { makeKeyKeeper } from '@/lib/client/intents/key-keeper';
import { makeQueryClient } from '@/lib/client/query-client';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function attempt(errors: Error[]) {
  const keys: string[] = [];
  const send = (_input: { ratingSlipId: string }, idempotencyKey: string) => {
    keys.push(idempotencyKey);
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve('done');
  };
  const observer = new MutationObserver(makeQueryClient(), intentMutationOptions(makeKeyKeeper('pause-slip'), send));
  const result = observer
    .mutate({ input: { ratingSlipId: 'slip-1' }, idempotencyKey: 'key-1' })
    .catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return { keys, result: await result };
}

const lost = () => new NoAnswerError(new Error('lost'));

test('an unanswered request is repeated with its key', async () => {
  expect(await attempt([lost(), lost(), lost()])).toEqual({
    keys: ['key-1', 'key-1', 'key-1', 'key-1'],
    result: 'done',
  });
});

test('an unanswered request is given up after three repetitions', async () => {
  const { keys, result } = await attempt([lost(), lost(), lost(), lost(), lost()]);
  expect(keys).toHaveLength(4);
  expect(result).toBeInstanceOf(NoAnswerError);
});

test('without a network an unanswered request is not repeated: it is said at once', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { keys, result } = await attempt([lost()]);
  expect(keys).toHaveLength(1);
  expect(result).toMatchObject({ name: 'NoAnswerError', isOffline: true });
});

test('a refused request is not repeated', async () => {
  const { keys, result } = await attempt([new ApiError('SLIP_NOT_OPEN', 409)]);
  expect(keys).toHaveLength(1);
  expect(result).toBeInstanceOf(ApiError);
});
