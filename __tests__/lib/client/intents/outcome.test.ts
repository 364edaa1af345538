import { expect, test } from 'vitest';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { outcomeOfFailure } from '@/lib/client/intents/outcome';

const statusOf = (error: unknown, wasUnanswered: boolean) => outcomeOfFailure(error, wasUnanswered).status;

test('silence and a failure of the server leave it open whether it was carried out; a refusal does not', () => {
  for (const wasUnanswered of [false, true]) {
    expect(statusOf(new NoAnswerError(new Error('lost')), wasUnanswered)).toBe('unanswered');
    expect(statusOf(new ApiError('UNAVAILABLE', 503), wasUnanswered)).toBe('unanswered');
    expect(statusOf(new ApiError('INTERNAL', 500), wasUnanswered)).toBe('unanswered');
    expect(statusOf(new ApiError('PROGRAM_ENDED', 409), wasUnanswered)).toBe('refused');
  }
});

test('what a proxy answers in the place of the server leaves it open, whatever its status', () => {
  expect(statusOf(new ApiError('INTERNAL', 408), false)).toBe('unanswered');
});

test.each([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['NOT_FOUND', 404],
  ['PAYLOAD_TOO_LARGE', 413],
  ['RATE_LIMITED', 429],
] as const)('%s comes before the key is looked up, and leaves an earlier attempt open', (code, status) => {
  expect(statusOf(new ApiError(code, status), true)).toBe('unanswered');
  expect(statusOf(new ApiError(code, status), false)).toBe('refused');
});

test('a refusal keeps its facts and the wait that the server named', () => {
  const refused = new ApiError('RATE_LIMITED', 429, { limit: 30 }, 12);
  expect(outcomeOfFailure(refused, false)).toEqual({
    status: 'refused',
    refusal: { code: 'RATE_LIMITED', details: { limit: 30 }, retryAfterSeconds: 12 },
  });
});
