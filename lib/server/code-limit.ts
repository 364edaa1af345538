import 'server-only';
import { AppError } from '@/lib/shared/errors';

const HIGHEST = 5;
const WINDOW_MS = 5 * 60_000;
/** A bound on memory: with more accounts under attack than this, the oldest are forgotten first. */
const ACCOUNTS_AT_MOST = 10_000;

const tries = new Map<string, { count: number; until: number }>();

/**
 * Counts a code before it is looked at: there are only a million, and three or so are right at a time. Apart from passwords, of
 * which a right one forgets the wrong ones: whoever has the password is whom this is to stop. Per web server, beside the limit of
 * Supabase Auth. TOO_MANY_ATTEMPTS, with seconds to wait.
 */
export function countCode(account: string): void {
  const now = performance.now();
  const known = tries.get(account);
  const current = known && known.until > now ? known : { count: 0, until: now + WINDOW_MS };
  if (current.count >= HIGHEST)
    throw new AppError('TOO_MANY_ATTEMPTS', {
      retryAfterSeconds: Math.max(1, Math.ceil((current.until - now) / 1000)),
    });
  tries.delete(account);
  tries.set(account, { ...current, count: current.count + 1 });
  const [oldest] = tries.keys();
  if (tries.size > ACCOUNTS_AT_MOST && oldest !== undefined) tries.delete(oldest);
}

/** Forgets the codes of an account: one was right. */
export function forgetCodes(account: string): void {
  tries.delete(account);
}
