import 'server-only';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/shared/errors';

const WINDOW_SECONDS = 60;
// A person mistypes a few times; a list of passwords is far longer. One address covers a whole pit behind one router.
const perAccount = new RateLimiterMemory({ points: 8, duration: WINDOW_SECONDS });
const perAddress = new RateLimiterMemory({ points: 60, duration: WINDOW_SECONDS });

/** Counts a failed sign-in. TOO_MANY_ATTEMPTS, with seconds to wait, once an account or an address failed too often. */
export async function countFailedSignIn(email: string, address: string): Promise<void> {
  await Promise.all([perAccount.consume(accountKey(email)), perAddress.consume(address)]).catch(refuse);
}

/** Refuses before the password is even looked at when the limit is already spent. */
export async function requireSignInAllowed(email: string, address: string): Promise<void> {
  const [account, source] = await Promise.all([perAccount.get(accountKey(email)), perAddress.get(address)]);
  for (const state of [account, source]) if (state && state.remainingPoints <= 0) refuse(state);
}

function accountKey(email: string): string {
  return email.trim().toLowerCase();
}

function refuse(state: RateLimiterRes): never {
  throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)) });
}
