import { z } from 'zod';
import { callApi } from '@/lib/client/api';
import { type Me, meSchema, type SignInInput } from './dtos';

/** Signs in and sets the session cookie. Throws `ApiError` `INVALID_CREDENTIALS` or `TOO_MANY_ATTEMPTS`. */
export function signIn(input: SignInInput): Promise<Me> {
  return callApi('/session', { method: 'POST', body: input, response: meSchema });
}

/** Ends the session and clears its cookie. */
export async function signOut(): Promise<void> {
  await callApi('/session', { method: 'DELETE', response: z.unknown() });
}
