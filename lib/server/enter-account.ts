import 'server-only';
import type { AuthError, Session, SupabaseClient } from '@supabase/supabase-js';
import { type Knock, tryPassword } from '@/lib/server/sign-in-limit';
import { AppError } from '@/lib/shared/errors';
import { readRule, rule } from '@/lib/shared/rules';

/**
 * Makes an account and signs it in; one that is there already is signed in, which finishes what broke off after the account was
 * made. VALIDATION_FAILED for a password that is too weak, ACCOUNT_EXISTS where the account has another, EMAIL_NOT_CONFIRMED where
 * the project wants that first, TOO_MANY_ATTEMPTS.
 */
export async function enterAccount(client: SupabaseClient, password: string, knock: Knock): Promise<Session> {
  const account = { email: knock.email, password };
  const made = await client.auth.signUp(account);
  if (made.data.session) return made.data.session;
  // Without a session there is an account already, accounts are made elsewhere, or the address has to be confirmed first. Each
  // shows at a sign-in.
  if (made.error && !['user_already_exists', 'signup_disabled'].includes(made.error.code ?? ''))
    throw refusalOf(made.error);
  const { data, error } = await tryPassword(knock, () => client.auth.signInWithPassword(account));
  if (data.session) return data.session;
  throw refusalOf(error);
}

function refusalOf(error: AuthError | null): AppError {
  if (error?.status === 429) return new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 60 }, { cause: error });
  if (error?.code === 'invalid_credentials') return new AppError('ACCOUNT_EXISTS');
  if (error?.code === 'email_not_confirmed') return new AppError('EMAIL_NOT_CONFIRMED');
  if (error?.code === 'weak_password')
    return new AppError('VALIDATION_FAILED', { fields: { password: readRule(rule('passwordWeak')) } });
  return new AppError('UNAVAILABLE', undefined, { cause: error });
}
