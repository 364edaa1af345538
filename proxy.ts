import { type NextRequest, NextResponse } from 'next/server';
import { WORKER } from '@/lib/client/offline/worker-protocol';
import { env } from '@/lib/server/env';
import { refreshSession } from '@/lib/server/refresh-session';

/**
 * Runs before every page and API route: refreshes a session that is about to expire, and gives pages their content
 * security policy with a fresh nonce. Answers for the service worker where that is switched off.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.nextUrl.pathname === WORKER) return answerWorker(request);
  const cookies = await refreshSession(request);
  const isApi = /^\/api\/(v1(\/|$)|openapi\.json$)/.test(request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  const policy = isApi ? undefined : contentSecurityPolicy(request, headers);

  const response = NextResponse.next({ request: { headers } });
  if (policy) response.headers.set('Content-Security-Policy', policy);
  for (const { name, value, options } of cookies) response.cookies.set(name, value, options);
  return response;
}

/** A browser that no longer finds a worker keeps the one that it has: only another one in its place ends it. */
function answerWorker(request: NextRequest): NextResponse {
  if (env().PITSIDE_SERVICE_WORKER === '1') return NextResponse.next();
  return NextResponse.rewrite(new URL('/no-service-worker.js', request.url), {
    headers: { 'Service-Worker-Allowed': '/' },
  });
}

function contentSecurityPolicy(request: NextRequest, headers: Headers): string {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const isDevelopment = process.env.NODE_ENV === 'development';
  const policy = [
    "default-src 'self'",
    // The development server evaluates code for its hot reload; production never does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ` ws://${request.headers.get('host') ?? ''}` : ''}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  headers.set('x-nonce', nonce);
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('Content-Security-Policy', policy);
  return policy;
}

export const config = {
  matcher: [
    // A bearer token has no cookie to refresh and no page to protect: straight to the route. A file too: what passes here
    // is held in memory first, and cut off where it is long. Whoever sends one has asked for something else just before.
    {
      source: '/api/v1/:path*',
      missing: [
        { type: 'header', key: 'authorization' },
        { type: 'header', key: 'content-type', value: '(?!application/json).+' },
      ],
    },
    '/service-worker/sw.js',
    '/((?!_next/static|_next/image|service-worker/|no-service-worker\\.js$|icon\\.svg$|verify-pack\\.html$|favicon\\.ico$|api/v1(?:/|$)|api/(?:health|ready|metrics)$).*)',
  ],
};
