import 'server-only';
import type { NextRequest } from 'next/server';
import { createSessionClient, isSecureRequest, type SessionCookie } from '@/lib/server/session';

const inFlight = new Map<string, Promise<SessionCookie[]>>();
const KEEP_MS = 5_000;

/**
 * Refreshes the browser's session when its token is about to expire, puts the new cookies on the request for what runs
 * next, and returns them for the response. A tablet sends several requests at once and a refresh token works once, so
 * requests with the same cookies share one refresh.
 */
export async function refreshSession(request: NextRequest): Promise<SessionCookie[]> {
  const sessionCookies = request.cookies.getAll().filter((cookie) => cookie.name.startsWith('sb-'));
  if (sessionCookies.length === 0 || request.headers.has('authorization')) return [];
  const key = sessionCookies.map((cookie) => cookie.value).join();
  let refresh = inFlight.get(key);
  if (!refresh) {
    refresh = readChangedCookies(request);
    inFlight.set(key, refresh);
    setTimeout(() => inFlight.delete(key), KEEP_MS).unref();
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
    isSecureRequest(request),
  );
  await client.auth.getSession();
  return [...changed.values()];
}
