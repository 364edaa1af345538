import { callApi } from '@/lib/client/api';
import type { Me, SignInInput } from './dtos';

/** Signs in and sets the session cookie. Throws `ApiError` `INVALID_CREDENTIALS` or `TOO_MANY_ATTEMPTS`. */
export function signIn(input: SignInInput): Promise<Me> {
  return callApi<Me>('/session', { method: 'POST', body: input });
}

/** Ends the session and clears its cookie. */
export async function signOut(): Promise<void> {
  await callApi<unknown>('/session', { method: 'DELETE' });
}
