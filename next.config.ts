import type { NextConfig } from 'next';
import { MAX_BODY_BYTES } from './lib/http/limits';

const everywhere = [{ key: 'X-Content-Type-Options', value: 'nosniff' }];
const pages = [
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];
const overHttps = [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // What passes the proxy is held in memory first, whole, whoever sends it. Next leaves out the piece that goes beyond, at most
  // 64 KiB of it: so a route still sees that a body was too long, and not one that seems to end early.
  experimental: { proxyClientMaxBodySize: 2 * MAX_BODY_BYTES },
  // Types are checked once, by `npm run typecheck`, over the whole repository and not only what the build reaches.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    // The first proxy says first how it was reached; without TLS the header is not to be sent.
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: '\\s*https\\b.*' }],
      headers: overHttps,
    },
    // An unchanged floor answers in a few bytes; what only concerns documents stays off the API.
    { source: '/((?!api/v1).*)', headers: pages },
    // A build's own answer of long life would keep tablets from the next one.
    { source: '/service-worker/:path*', headers: [{ key: 'Cache-Control', value: 'no-cache' }] },
  ],
};

export default config;
