import 'server-only';
import type { AuthError, Session, SupabaseClient } from '@supabase/supabase-js';
import { countSignIn, forgetSignIn } from '@/lib/server/sign-in-limit';
import { AppError } from '@/lib/shared/errors';
import { readRule, rule } from '@/lib/shared/rules';

type Account = { email: string; password: string };

/**
 * Makes an account and signs it in; one that is there already is signed in, which finishes what broke off after the account was
 * made. VALIDATION_FAILED for a password that is too weak, ACCOUNT_EXISTS where the account has another, EMAIL_NOT_CONFIRMED where
 * the project wants that first, TOO_MANY_ATTEMPTS.
 */
export async function enterAccount(client: SupabaseClient, account: Account, address: string): Promise<Session> {
  const made = await client.auth.signUp(account);
  if (made.data.session) return made.data.session;
  // Without a session there is an account already, accounts are made elsewhere, or the address has to be confirmed first. Each
  // shows at a sign-in.
  if (made.error && !['user_already_exists', 'signup_disabled'].includes(made.error.code ?? ''))
    throw refusalOf(made.error);
  await countSignIn(account.email, address);
  const { data, error } = await client.auth.signInWithPassword(account);
  if (error?.code !== 'invalid_credentials') await forgetSignIn(account.email, address);
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
