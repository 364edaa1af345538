import 'server-only';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { NextRequest, NextResponse } from 'next/server';
import { createSessionClient, isSecureRequest, type SessionCookie } from '@/lib/server/session';

/** The Auth client of the browser that asks, and the cookies that it means to set. They are the browser's only by `withCookies`. */
export function sessionOf(request: NextRequest): { client: SupabaseClient; cookies: Map<string, SessionCookie> } {
  const cookies = new Map<string, SessionCookie>();
  const client = createSessionClient(
    {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const cookie of changed) cookies.set(cookie.name, cookie);
      },
    },
    isSecureRequest(request),
  );
  return { client, cookies };
}

/** An answer that sets cookies. */
export function withCookies(response: NextResponse, cookies: Map<string, SessionCookie>): NextResponse {
  for (const { name, value, options } of cookies.values()) response.cookies.set(name, value, options);
  return response;
}

/** The address that the nearest proxy saw; what a client wrote into the header itself stands further left. */
export function clientAddress(request: NextRequest): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'direct';
}
