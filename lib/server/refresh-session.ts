import 'server-only';
import type { NextRequest } from 'next/server';
import { noteSeen } from '@/lib/server/last-seen';
import { createSessionClient, isSessionCookie, lockedCookieName, type SessionCookie } from '@/lib/server/session';

const inFlight = new Map<string, Promise<SessionCookie[]>>();
const KEEP_MS = 5_000;

/**
 * Refreshes the browser's session when its token is about to expire, puts the new cookies on the request for what runs
 * next, and returns them for the response. A tablet sends several requests at once and a refresh token works once, so
 * requests with the same cookies share one refresh.
 */
export async function refreshSession(request: NextRequest): Promise<SessionCookie[]> {
  const sessionCookies = request.cookies.getAll().filter((cookie) => isSessionCookie(cookie.name, request));
  if (request.cookies.has(lockedCookieName(request))) return [];
  if (sessionCookies.length === 0 || request.headers.has('authorization')) return [];
  const key = sessionCookies.map((cookie) => cookie.value).join();
  let refresh = inFlight.get(key);
  if (!refresh) {
    refresh = readChangedCookies(request).finally(() => {
      // Kept a little longer than it runs, for requests that were sent before the browser had the new cookies.
      setTimeout(() => inFlight.delete(key), KEEP_MS).unref();
    });
    inFlight.set(key, refresh);
  }
  const changed = await refresh;
  for (const { name, value } of changed) request.cookies.set(name, value);
  return changed;
}

async function readChangedCookies(request: NextRequest): Promise<SessionCookie[]> {
  const changed = new Map<string, SessionCookie>();
  const client = createSessionClient(
    {
      getAll: () => request.cookies.getAll(),
      setAll: (cookies) => {
        for (const cookie of cookies) changed.set(cookie.name, cookie);
      },
    },
    request,
  );
  const { data } = await client.auth.getSession();
  if (changed.size > 0 && data.session) void noteSeen(data.session.access_token);
  return [...changed.values()];
}
