import 'server-only';
import { type AuthError, createClient, type SupabaseClient } from '@supabase/supabase-js';
import { env } from '@/lib/server/env';
import { type Knock, settle, tryPassword } from '@/lib/server/sign-in-limit';
import { timedFetch } from '@/lib/server/timed-fetch';
import { AppError } from '@/lib/shared/errors';
import { readRule, rule } from '@/lib/shared/rules';

type PasswordProof = { knock: Knock; currentPassword: string };
type PasswordChange = PasswordProof & { newPassword: string; accessToken: string };

/**
 * Sets the password of an account anew, for who has the one before: a tablet that was left open is not enough. Tries count as those
 * of signing in do. Of an account with a second factor it takes the person's own session, which was opened by it (`accessToken`).
 * PASSWORD_WRONG, TOO_MANY_ATTEMPTS, SECOND_FACTOR_NEEDED; VALIDATION_FAILED for a new one that Supabase Auth does not take.
 */
export async function changePassword({ newPassword, accessToken, ...proof }: PasswordChange): Promise<void> {
  const client = await signInAside(proof);
  const { error } = await client.auth.updateUser({ password: newPassword });
  if (error?.code !== 'insufficient_aal') return refuse(error);
  const own = createAside();
  // Nothing renews it: it is used once, now.
  const opened = await own.auth.setSession({ access_token: accessToken, refresh_token: 'none' });
  refuse(opened.error ?? (await own.auth.updateUser({ password: newPassword })).error);
}

/** A session beside the browser's, by the present password of an account. PASSWORD_WRONG, TOO_MANY_ATTEMPTS. */
export async function signInAside({ knock, currentPassword }: PasswordProof): Promise<SupabaseClient> {
  const client = createAside();
  const { error: refused } = await tryPassword(knock, () =>
    client.auth.signInWithPassword({ email: knock.email, password: currentPassword }),
  );
  if (refused) throw refusalOf(refused.code, refused.status, refused);
  await settle(knock, 'right');
  return client;
}

/** A session of its own, which ends with this request: the browser's stays as it is. */
function createAside(): SupabaseClient {
  return createClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: timedFetch },
  });
}

function refuse(error: AuthError | null): void {
  if (error) throw refusalOf(error.code, error.status, error);
}

function refusalOf(code: string | undefined, status: number | undefined, cause: unknown): AppError {
  if (status === 429) return new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 60 }, { cause });
  if (code === 'invalid_credentials') return new AppError('PASSWORD_WRONG');
  if (code === 'insufficient_aal') return new AppError('SECOND_FACTOR_NEEDED', { isEnrolled: true });
  const broken = code === 'weak_password' ? 'passwordWeak' : code === 'same_password' ? 'passwordSame' : null;
  if (broken === null) return new AppError('UNAVAILABLE', undefined, { cause });
  return new AppError('VALIDATION_FAILED', { fields: { newPassword: readRule(rule(broken)) } });
}
