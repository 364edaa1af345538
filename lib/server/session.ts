import 'server-only';
import { type CookieMethodsServer, combineChunks, createServerClient, stringFromBase64URL } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { env } from '@/lib/server/env';
import { timedFetch } from '@/lib/server/timed-fetch';

export type SessionCookie = { name: string; value: string; options?: Record<string, unknown> };

/** Names the backend's port: cookies ignore ports, and two copies on one machine must not share a session. */
export function sessionCookieName(): string {
  return `sb-pitside${new URL(env().SUPABASE_URL).port}-auth-token`;
}

/** Whether a cookie is the session's, or one of the pieces a long session is cut into. */
export function isSessionCookie(name: string): boolean {
  return name === sessionCookieName() || name.startsWith(`${sessionCookieName()}.`);
}

/** While a device has this cookie its session is parked, and no late answer to a request of before signs anybody in again. */
export function lockedCookieName(): string {
  return `sb-pitside${new URL(env().SUPABASE_URL).port}-locked`;
}

/** The Supabase Auth client of a browser whose session lives in cookies that scripts can't read. */
export function createSessionClient(cookies: CookieMethodsServer, isSecure: boolean): SupabaseClient {
  return createServerClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    cookies,
    global: { fetch: timedFetch },
    cookieOptions: { name: sessionCookieName(), httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' },
  });
}

/** Whether the person reached us over HTTPS, directly or through a proxy that says so. */
export function isSecureRequest(request: Request): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol.replace(':', '')) === 'https';
}

const storedSessionSchema = z.object({ access_token: z.string().min(1) });

/**
 * The access token in a set of cookies, or null. It is only read: refreshing is `proxy.ts`' work, which ran before, and
 * a refresh here would use the refresh token up without telling the browser. Nor is it verified: every use of it goes to
 * the database, which does.
 */
export async function findAccessToken(cookies: { name: string; value: string }[]): Promise<string | null> {
  if (cookies.some(({ name }) => name === lockedCookieName())) return null;
  const stored = await combineChunks(
    sessionCookieName(),
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

/** The token of an `Authorization: Bearer` header, or null. */
export function findBearerToken(headers: Headers): string | null {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get('authorization') ?? '');
  return match?.[1] ?? null;
}
