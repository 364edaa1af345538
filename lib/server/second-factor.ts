import 'server-only';
import { type AuthError, isAuthSessionMissingError, type SupabaseClient } from '@supabase/supabase-js';
import { countCode, forgetCodes } from '@/lib/server/code-limit';
import { claimsOf } from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';

type Setup = { secret: string; uri: string };

/** Said by Supabase Auth of a code that is not, or no longer, the right one. */
const WRONG = ['mfa_verification_failed', 'mfa_verification_rejected', 'mfa_challenge_expired'];
/** And of one by an app that is not set up any more. */
const GONE = ['mfa_factor_not_found'];
const OFF = ['mfa_totp_enroll_not_enabled', 'mfa_totp_verify_not_enabled'];

/**
 * Begins to set up an app that shows codes, in the place of one that was begun and never finished: its secret was told once.
 * `issuer` is what the app calls it. SECOND_FACTOR_UNAVAILABLE where Supabase Auth does without.
 */
export async function beginSecondFactor(client: SupabaseClient, issuer: string): Promise<Setup> {
  const { all } = await listFactors(client);
  for (const { id, status } of all) {
    const { error } = status === 'unverified' ? await client.auth.mfa.unenroll({ factorId: id }) : { error: null };
    if (error && !GONE.includes(error.code ?? '')) throw refusalOf(error);
  }
  const { data, error } = await client.auth.mfa.enroll({ factorType: 'totp', issuer });
  if (error) throw refusalOf(error);
  return { secret: data.totp.secret, uri: data.totp.uri };
}

/**
 * Gives the code that the app of a session's account shows now, which finishes setting the app up, and answers the token of the
 * session from then on. SECOND_FACTOR_WRONG, TOO_MANY_ATTEMPTS; SECOND_FACTOR_NEEDED where no app is set up, or being so.
 */
export async function giveSecondFactor(client: SupabaseClient, accessToken: string, code: string): Promise<string> {
  const account = claimsOf(accessToken).sub;
  countCode(account);
  const { all, totp } = await listFactors(client);
  const apps = totp.length > 0 ? totp : all.filter(({ factor_type }) => factor_type === 'totp');
  let last = new AppError('SECOND_FACTOR_NEEDED', { isEnrolled: false });
  for (const { id } of apps) {
    const { data, error } = await client.auth.mfa.challengeAndVerify({ factorId: id, code });
    if (!error) {
      forgetCodes(account);
      return data.access_token;
    }
    last = refusalOf(error);
    if (last.code !== 'SECOND_FACTOR_WRONG') break;
  }
  throw last;
}

/** Whether the account of a session has an app set up, by what Supabase Auth says. */
export async function hasSecondFactor(client: SupabaseClient): Promise<boolean> {
  return (await listFactors(client)).totp.length > 0;
}

async function listFactors(client: SupabaseClient) {
  const { data, error } = await client.auth.mfa.listFactors();
  if (error) throw refusalOf(error);
  return data;
}

function refusalOf(error: AuthError): AppError {
  const { code = '', status } = error;
  if (status === 429) return new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 60 }, { cause: error });
  if (WRONG.includes(code)) return new AppError('SECOND_FACTOR_WRONG');
  if (GONE.includes(code)) return new AppError('SECOND_FACTOR_NEEDED', { isEnrolled: false });
  if (OFF.includes(code)) return new AppError('SECOND_FACTOR_UNAVAILABLE', undefined, { cause: error });
  // The session has ended meanwhile, as those without a code do when another of the account's gives one.
  if (isAuthSessionMissingError(error) || status === 401 || status === 403)
    return new AppError('UNAUTHENTICATED', undefined, { cause: error });
  return new AppError('UNAVAILABLE', undefined, { cause: error });
}
