import 'server-only';
import type { Session, SupabaseClient } from '@supabase/supabase-js';
import type { NextRequest, NextResponse } from 'next/server';
import {
  createSessionClient,
  endedCookie,
  isSessionCookie,
  lockedCookieName,
  type SessionCookie,
} from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';

/** The Auth client of the browser that asks, and the cookies that it means to set. They are the browser's only by `withCookies`. */
export function sessionOf(request: NextRequest): { client: SupabaseClient; cookies: Map<string, SessionCookie> } {
  const cookies = new Map<string, SessionCookie>();
  // Whoever comes in, or leaves for good, ends the lock.
  const locked = lockedCookieName(request);
  if (request.cookies.has(locked)) cookies.set(locked, endedCookie(locked));
  const client = createSessionClient(
    {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const cookie of changed) cookies.set(cookie.name, cookie);
      },
    },
    request,
  );
  return { client, cookies };
}

/** The session of the browser that asks, the newest that it has: what was about to expire was renewed on the way here. UNAUTHENTICATED. */
export async function liveSession(request: NextRequest, client: SupabaseClient): Promise<Session> {
  const { data } = await client.auth.getSession();
  if (!data.session || request.cookies.has(lockedCookieName(request))) throw new AppError('UNAUTHENTICATED');
  return data.session;
}

/** Whether who is kept out is signed in, and asked for something more by the next page: the casino, the second factor. */
export function isAsked(error: unknown): error is AppError {
  return error instanceof AppError && ['CASINO_NOT_CHOSEN', 'SECOND_FACTOR_NEEDED'].includes(error.code);
}

/** That refusal, which goes out with the cookies of the session; any other is thrown. */
export function orAsked(error: unknown): AppError {
  if (isAsked(error)) return error;
  throw error;
}

/** Takes the session of the browser that asks from it, in all its pieces; at the server it goes on. */
export function dropSession(request: NextRequest, cookies: Map<string, SessionCookie>): void {
  for (const { name } of request.cookies.getAll())
    if (isSessionCookie(name, request)) cookies.set(name, endedCookie(name));
}

/** An answer that sets cookies. */
export function withCookies(response: NextResponse, cookies: Map<string, SessionCookie>): NextResponse {
  for (const { name, value, options } of cookies.values()) response.cookies.set(name, value, options);
  return response;
}
