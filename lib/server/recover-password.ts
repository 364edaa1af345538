import 'server-only';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { env } from '@/lib/server/env';
import { logger } from '@/lib/server/logger';
import { giveSecondFactor } from '@/lib/server/second-factor';
import { countMail, type Knock } from '@/lib/server/sign-in-limit';
import { timedFetch } from '@/lib/server/timed-fetch';
import { AppError } from '@/lib/shared/errors';
import { readRule, rule } from '@/lib/shared/rules';

/** What the link of a recovery e-mail brought, and the password to be set. */
type Recovered = { accessToken: string; refreshToken: string; password: string; code?: string | undefined };

/**
 * Has Supabase Auth send the e-mail of a forgotten password, whose link leads to `/reset` of the site. It says nothing of whether
 * the address has an account, and takes no time by which one could tell. NO_RECOVERY_MAIL, TOO_MANY_ATTEMPTS.
 */
export async function sendRecovery(knock: Knock, site: string): Promise<void> {
  if (env().PITSIDE_RECOVERY_MAIL === '0') throw new AppError('NO_RECOVERY_MAIL');
  await countMail(knock);
  void ask(knock.email, `${site}/reset`);
}

async function ask(email: string, redirectTo: string): Promise<void> {
  const { error } = await createAside().auth.resetPasswordForEmail(email, { redirectTo });
  if (error) logger.warn({ code: error.code, status: error.status }, 'Supabase Auth sent no recovery e-mail');
}

/**
 * Sets the password of whoever opened the link of that e-mail, and answers their token, which signs them out everywhere next. One
 * that is set already is no error: the answer may have been lost. Of an account with a second factor it takes its code, too: the
 * e-mail box is not to be worth more than the telephone. LINK_LAPSED, SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG, TOO_MANY_ATTEMPTS;
 * VALIDATION_FAILED for one that Supabase Auth does not take.
 */
export async function setRecoveredPassword({ accessToken, refreshToken, password, code }: Recovered): Promise<string> {
  const client = createAside();
  const opened = await client.auth.setSession({ access_token: accessToken, refresh_token: refreshToken });
  if (opened.error && isAway(opened.error.status))
    throw new AppError('UNAVAILABLE', undefined, { cause: opened.error });
  if (!opened.data.session) throw new AppError('LINK_LAPSED');
  const opening = opened.data.session.access_token;
  const token = code === undefined ? opening : await giveSecondFactor(client, opening, code);
  const { error } = await client.auth.updateUser({ password });
  if (error?.code === 'insufficient_aal') throw new AppError('SECOND_FACTOR_NEEDED', { isEnrolled: true });
  if (error?.code === 'weak_password')
    throw new AppError('VALIDATION_FAILED', { fields: { password: readRule(rule('passwordWeak')) } });
  if (error && error.code !== 'same_password') throw new AppError('UNAVAILABLE', undefined, { cause: error });
  return token;
}

/** Ends the sessions of an account whose token is let in nowhere, since it has no second factor yet: none of the others was either. */
export async function endSessionsAtAuth(accessToken: string): Promise<void> {
  const { error } = await createAside().auth.admin.signOut(accessToken, 'global');
  if (error) throw new AppError('UNAVAILABLE', undefined, { cause: error });
}

const isAway = (status: number | undefined) => status === undefined || status === 0 || status >= 500;

/** Without a cookie of the browser, and by a link that any device opens: no code that one of them keeps goes with it. */
function createAside(): SupabaseClient {
  return createClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'implicit' },
    global: { fetch: timedFetch },
  });
}
