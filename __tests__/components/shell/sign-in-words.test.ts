import { expect, test } from 'vitest';
import { signInFailureText } from '@/components/shell/sign-in-words';
import { toApiError } from '@/lib/client/api';

const refused = (code: string, retryAfter: string | null) =>
  signInFailureText(toApiError(429, retryAfter, { ok: false, code, error: '' }));

test('too many attempts: the wait is the one that the answer named', () => {
  expect(refused('TOO_MANY_ATTEMPTS', '42')).toEqual({
    title: 'Too many sign-in attempts.',
    remedy: 'Wait 42 s and try again.',
  });
});

test('too many attempts, and no wait named: it says so without a figure of its own', () => {
  expect(refused('TOO_MANY_ATTEMPTS', null).remedy).toBe('Wait a minute and try again.');
});
