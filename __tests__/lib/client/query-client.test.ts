import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { makeQueryClient } from '@/lib/client/query-client';

afterEach(() => {
  vi.unstubAllGlobals();
});

async function countAttempts(error: Error): Promise<number> {
  const client = makeQueryClient();
  let attempts = 0;
  const queryFn = () => {
    attempts += 1;
    return Promise.reject(error);
  };
  await client
    .fetchQuery({ queryKey: ['x'], queryFn, retry: client.getDefaultOptions().queries?.retry, retryDelay: 0 })
    .catch(() => {});
  return attempts;
}

describe('reads', () => {
  test.each([
    ['no answer', new NoAnswerError(new Error('lost')), 3],
    ['a failure of the server', new ApiError('UNAVAILABLE', 503), 3],
    ['a refusal', new ApiError('FORBIDDEN', 403), 1],
    ['a rate limit', new ApiError('RATE_LIMITED', 429, undefined, 1), 1],
    ['a bug of ours', new TypeError('x is not a function'), 1],
  ])('are tried again or given up after %s, as that is worth it', async (_name, error, attempts) => {
    expect(await countAttempts(error)).toBe(attempts);
  });
});

describe('an answer that came with the page', () => {
  test.each([
    ['just now', 0, false],
    ['by a clock some seconds ahead of the device’s', 5_000, false],
    ['by a clock hours ahead of the device’s', 3 * 3_600_000, true],
    ['by a clock hours behind the device’s', -3 * 3_600_000, true],
  ])('%s is asked for again or not, as its age is known or not', async (_name, aheadMs, isAskedAgain) => {
    const client = makeQueryClient();
    client.setQueryData(['x'], 'of the page', { updatedAt: Date.now() + aheadMs });
    const answer = client.fetchQuery({ queryKey: ['x'], queryFn: () => Promise.resolve('of the server') });
    expect(await answer).toBe(isAskedAgain ? 'of the server' : 'of the page');
  });
});

test('reads are not tried again without a network: it is said at once', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(await countAttempts(new NoAnswerError(new Error('lost')))).toBe(1);
});

function stubLocation(pathname: string, search = '') {
  const replace = vi.fn<(url: string) => void>();
  vi.stubGlobal('window', { location: { pathname, search, replace } });
  return replace;
}

describe('a request of somebody who is not signed in', () => {
  const unauthenticated = new ApiError('UNAUTHENTICATED', 401);

  test('leads to the sign-in screen and back, once, for reads and writes together', async () => {
    const replace = stubLocation('/pit', '?pit=main');
    const client = makeQueryClient();
    const fail = () => Promise.reject(unauthenticated);
    await client.fetchQuery({ queryKey: ['a'], queryFn: fail }).catch(() => {});
    await client.fetchQuery({ queryKey: ['b'], queryFn: fail }).catch(() => {});
    await client
      .getMutationCache()
      .build(client, { mutationFn: fail })
      .execute(undefined)
      .catch(() => {});
    expect(replace.mock.calls).toEqual([['/login?next=%2Fpit%3Fpit%3Dmain&ended=1']]);
  });

  test('leads nowhere from the sign-in screen itself, nor for other refusals', async () => {
    const replace = stubLocation('/login');
    const client = makeQueryClient();
    await client.fetchQuery({ queryKey: ['a'], queryFn: () => Promise.reject(unauthenticated) }).catch(() => {});
    const replaceOnPit = stubLocation('/pit');
    const queryFn = () => Promise.reject(new ApiError('SLIP_NOT_FOUND', 404));
    await client.fetchQuery({ queryKey: ['b'], queryFn }).catch(() => {});
    expect(replace).not.toHaveBeenCalled();
    expect(replaceOnPit).not.toHaveBeenCalled();
  });

  test('leads away from a screen that may no longer be read, but not for a write that the role lacks', async () => {
    const replace = stubLocation('/pit');
    const client = makeQueryClient();
    const forbidden = () => Promise.reject(new ApiError('FORBIDDEN', 403));
    await client
      .getMutationCache()
      .build(client, { mutationFn: forbidden })
      .execute(undefined)
      .catch(() => {});
    expect(replace).not.toHaveBeenCalled();
    await client.fetchQuery({ queryKey: ['c'], queryFn: forbidden }).catch(() => {});
    expect(replace.mock.calls).toEqual([['/login?next=%2F&ended=1']]);
  });
});

test('who is asked for a second factor in the middle of work is led to it, by a write as by a read, and back', async () => {
  const asked = () => Promise.reject(new ApiError('SECOND_FACTOR_NEEDED', 403));
  const replace = stubLocation('/pit', '?slip=1');
  const client = makeQueryClient();
  await client
    .getMutationCache()
    .build(client, { mutationFn: asked })
    .execute(undefined)
    .catch(() => {});
  await client.fetchQuery({ queryKey: ['a'], queryFn: asked }).catch(() => {});
  expect(replace.mock.calls).toEqual([['/second-factor?next=%2Fpit%3Fslip%3D1']]);

  const there = stubLocation('/second-factor');
  await makeQueryClient()
    .fetchQuery({ queryKey: ['a'], queryFn: asked })
    .catch(() => {});
  expect(there).not.toHaveBeenCalled();
});
