import 'server-only';
import { type CookieMethodsServer, combineChunks, createServerClient, stringFromBase64URL } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { env } from '@/lib/server/env';
import { timedFetch } from '@/lib/server/timed-fetch';

const HOST_PREFIX = '__Host-';

export type SessionCookie = { name: string; value: string; options?: Record<string, unknown> };

/** Whoever asks, as far as it says how they reached us. */
export type Asked = { headers: Pick<Headers, 'get'>; url?: string };

/**
 * The name of one of our cookies for whoever asks. It has the backend's port in it: cookies ignore ports, and two copies on one
 * machine must not share a session. Over HTTPS a prefix, by which browsers take and send it of this host alone, and only over
 * HTTPS: no other host of the same domain can put one in its place.
 */
export function ownCookieName(part: string, asked: Asked): string {
  return `${isSecureRequest(asked) ? HOST_PREFIX : ''}sb-pitside${new URL(env().SUPABASE_URL).port}-${part}`;
}

/** What each of our cookies has: no script reads it, and none of it is sent along by another site's forms. */
export function ownCookieOptions(asked: Asked) {
  return { httpOnly: true, secure: isSecureRequest(asked), sameSite: 'lax', path: '/' } as const;
}

const sessionCookieName = (asked: Asked) => ownCookieName('auth-token', asked);

/** Whether a cookie is the session's, or one of the pieces a long session is cut into. */
export function isSessionCookie(name: string, asked: Asked): boolean {
  return name === sessionCookieName(asked) || name.startsWith(`${sessionCookieName(asked)}.`);
}

/** While a device has this cookie its session is parked, and no late answer to a request of before signs anybody in again. */
export function lockedCookieName(asked: Asked): string {
  return ownCookieName('locked', asked);
}

/** Takes a cookie from the browser. */
export function endedCookie(name: string): SessionCookie {
  return { name, value: '', options: { path: '/', maxAge: 0, secure: name.startsWith(HOST_PREFIX) } };
}

/** The Supabase Auth client of a browser whose session lives in cookies that scripts can't read. */
export function createSessionClient(cookies: CookieMethodsServer, asked: Asked): SupabaseClient {
  return createServerClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    cookies,
    global: { fetch: timedFetch },
    cookieOptions: { name: sessionCookieName(asked), ...ownCookieOptions(asked) },
  });
}

/** Whether the person reached us over HTTPS, directly or through proxies, of which the first one says first how. */
function isSecureRequest({ headers, url }: Asked): boolean {
  const [first = ''] = (headers.get('x-forwarded-proto') ?? '').split(',');
  const scheme = first.trim() || (url ? new URL(url).protocol.replace(':', '') : '');
  return scheme.toLowerCase() === 'https';
}

const storedSessionSchema = z.object({ access_token: z.string().min(1) });

/**
 * The access token in a set of cookies, or null. It is only read: refreshing is `proxy.ts`' work, which ran before, and
 * a refresh here would use the refresh token up without telling the browser. Nor is it verified: every use of it goes to
 * the database, which does.
 */
export async function findAccessToken(
  cookies: { name: string; value: string }[],
  asked: Asked,
): Promise<string | null> {
  if (cookies.some(({ name }) => name === lockedCookieName(asked))) return null;
  const stored = await combineChunks(
    sessionCookieName(asked),
    (name) => cookies.find((cookie) => cookie.name === name)?.value,
  );
  if (!stored?.startsWith('base64-')) return null;
  try {
    const session: unknown = JSON.parse(stringFromBase64URL(stored.slice('base64-'.length)));
    return storedSessionSchema.safeParse(session).data?.access_token ?? null;
  } catch {
    // A cookie that was cut or changed is no session.
    return null;
  }
}

const claimsSchema = z.object({ sub: z.string(), session_id: z.string().optional(), aal: z.string().optional() });
export type Claims = z.infer<typeof claimsSchema>;

/** What an access token says of its session. It is only read, as the token is: who takes it for true asks the database, or Auth. */
export function claimsOf(accessToken: string): Claims {
  return claimsSchema.parse(JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8')));
}

/** The token of an `Authorization: Bearer` header, or null. */
export function findBearerToken(headers: Headers): string | null {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get('authorization') ?? '');
  return match?.[1] ?? null;
}
