import 'server-only';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '@/lib/shared/errors';

const WINDOW_SECONDS = 60;
// A person mistypes a few times; a list of passwords is far longer. One address covers a whole pit behind one router.
const perAccount = new RateLimiterMemory({ points: 8, duration: WINDOW_SECONDS });
const perRecovery = new RateLimiterMemory({ points: 3, duration: 5 * WINDOW_SECONDS });
const perAddress = new RateLimiterMemory({ points: 60, duration: WINDOW_SECONDS });

/**
 * Counts an attempt before the password is looked at, so that guesses sent all at once count like guesses sent one by
 * one. TOO_MANY_ATTEMPTS, with seconds to wait, once an account or an address tried too often.
 */
export async function countSignIn(email: string, address: string): Promise<void> {
  await Promise.all([perAccount.consume(accountKey(email)), perAddress.consume(address)]).catch(refuse);
}

/** Counts an e-mail that is asked for: nobody's box is to be filled by whoever knows their address. TOO_MANY_ATTEMPTS. */
export async function countRecovery(email: string, address: string): Promise<void> {
  await Promise.all([perRecovery.consume(accountKey(email)), perAddress.consume(address)]).catch(refuse);
}

/** Takes an attempt back that was no guess: it succeeded, or nobody could look at it. */
export async function forgetSignIn(email: string, address: string): Promise<void> {
  await Promise.all([perAccount.reward(accountKey(email)), perAddress.reward(address)]);
}

function accountKey(email: string): string {
  return email.trim().toLowerCase();
}

function refuse(state: RateLimiterRes): never {
  throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)) });
}
