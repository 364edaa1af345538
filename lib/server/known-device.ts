import 'server-only';
import type { NextRequest } from 'next/server';
import { ownCookieName, ownCookieOptions, type SessionCookie } from '@/lib/server/session';

const KNOWN_SECONDS = 90 * 24 * 3_600;

const cookieName = (request: NextRequest) => ownCookieName('device', request);

/** What a device shows of having been signed in on before, or null. It opens nothing: tries from there are counted apart. */
export function deviceTokenOf(request: NextRequest): string | null {
  return request.cookies.get(cookieName(request))?.value || null;
}

/** Sets the cookie by which a device is known next time, however many sign in and out on it meanwhile. */
export function keepDevice(request: NextRequest, cookies: Map<string, SessionCookie>, token: string | null): void {
  if (token === null) return;
  const name = cookieName(request);
  cookies.set(name, { name, value: token, options: { ...ownCookieOptions(request), maxAge: KNOWN_SECONDS } });
}
