import type { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { dropSession, isAsked, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb } from '@/lib/server/db';
import { answerError, answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { keepDevice } from '@/lib/server/known-device';
import { noteSeen } from '@/lib/server/last-seen';
import { forgetParked } from '@/lib/server/parked-session';
import { findAccessToken } from '@/lib/server/session';
import { type Knock, knockOf, recordSignOut, refuseAlike, settle, tryPassword } from '@/lib/server/sign-in-limit';
import { AppError } from '@/lib/shared/errors';
import { createCasinoService } from '@/services/casino';
import { meSchema, signInInputSchema } from '@/services/casino/dtos';

const signedOutSchema = z.object({ isSignedOut: z.literal(true) });

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Sign in: sets the session cookies',
      capability: 'public',
      body: signInInputSchema,
      response: meSchema,
      errors: [
        'INVALID_CREDENTIALS',
        'TOO_MANY_ATTEMPTS',
        'SERVER_KEY_UNKNOWN',
        'FORBIDDEN',
        'LICENCE_EXPIRED',
        'CASINO_NOT_CHOSEN',
        'SECOND_FACTOR_NEEDED',
      ],
    },
    signIn,
  ),
  DELETE: publicRoute(
    {
      summary: 'Sign out: ends the session and clears its cookies',
      capability: 'public',
      response: signedOutSchema,
      errors: ['ORIGIN_REFUSED'],
    },
    signOut,
  ),
});

async function signIn(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { email, password } = parseInput(signInInputSchema, await readJson(request));
  const knock = knockOf(request, email, facts.correlationId);
  const { client, cookies } = sessionOf(request);
  const { access_token } = await refuseAlike(facts.startedAt, async () => {
    const { data, error } = await tryPassword(knock, () => client.auth.signInWithPassword({ email, password }));
    if (error?.status === 429) throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 60 }, { cause: error });
    if (error?.status && error.status >= 400 && error.status < 500) throw new AppError('INVALID_CREDENTIALS');
    if (!data.session) throw new AppError('UNAVAILABLE', undefined, { cause: error });
    return data.session;
  });

  // An account without an active staff row is told so here, and gets no cookies.
  const entered = await createCasinoService(createDb(access_token, facts.correlationId))
    .enter()
    .catch((error: unknown) => orWhatIsAsked(knock, error));
  keepDevice(request, cookies, await settle(knock, 'entered'));
  // Signed in, and at no casino yet, or without the code that it asks for: that is asked next, of whoever has the cookies.
  if (entered instanceof AppError) return withCookies(answerError(facts, entered), cookies);
  const me = entered;
  void noteSeen(access_token);
  // What was parked here of theirs is an older session.
  const parked = forgetParked(me.staff.id, request);
  if (request.cookies.has(parked.name)) cookies.set(parked.name, parked);
  return withCookies(answerOk(facts, 200, meSchema.parse(me)), cookies);
}

async function orWhatIsAsked(knock: Knock, error: unknown): Promise<AppError> {
  if (isAsked(error)) return error;
  const isLetIn = !(error instanceof AppError) || error.status !== 403;
  await settle(knock, isLetIn ? 'right' : 'refused');
  throw error;
}

async function signOut(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { client, cookies } = sessionOf(request);
  const token = await findAccessToken(request.cookies.getAll(), request);
  if (token) await recordSignOut(request, token, facts.correlationId);
  // The cookies go whatever the auth server says: a person who signs out on a shared tablet is signed out on it.
  await client.auth.signOut({ scope: 'local' });
  dropSession(request, cookies);
  return withCookies(answerOk(facts, 200, { isSignedOut: true }), cookies);
}
