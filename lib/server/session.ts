import 'server-only';
import { type CookieMethodsServer, createServerClient } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { env } from '@/lib/server/env';

export type SessionCookie = { name: string; value: string; options?: Record<string, unknown> };

/** The Supabase Auth client of a browser whose session lives in cookies that scripts can't read. */
export function createSessionClient(cookies: CookieMethodsServer, isSecure: boolean): SupabaseClient {
  return createServerClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    cookies,
    cookieOptions: { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' },
  });
}

/** Whether the person reached us over HTTPS, directly or through a proxy that says so. */
export function isSecureRequest(request: Request): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol.replace(':', '')) === 'https';
}

/**
 * The access token in a set of cookies, or null. It is not verified here: every use of it goes to the database, which
 * does. `proxy.ts` has refreshed it before any page or route runs.
 */
export async function findAccessToken(cookies: { name: string; value: string }[]): Promise<string | null> {
  if (!cookies.some((cookie) => cookie.name.startsWith('sb-'))) return null;
  const client = createSessionClient({ getAll: () => cookies, setAll: () => {} }, false);
  const { data } = await client.auth.getSession();
  return data.session?.access_token ?? null;
}

/** The token of an `Authorization: Bearer` header, or null. */
export function findBearerToken(headers: Headers): string | null {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.get('authorization') ?? '');
  return match?.[1] ?? null;
}
