import { existsSync } from 'node:fs';
import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const URL_OF_WORKER = 'http://127.0.0.1:3000/service-worker/sw.js';

/** How the proxy answers a browser that asks for the worker, on a server that is started with these settings. */
async function answerOf(settings: Record<string, string>): Promise<{ rewrittenTo: string | null; headers: Headers }> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { proxy } = await import('@/proxy');
  const { headers } = await proxy(new NextRequest(URL_OF_WORKER));
  const rewrite = headers.get('x-middleware-rewrite');
  return { rewrittenTo: rewrite && new URL(rewrite).pathname, headers };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('SUPABASE_URL', 'http://127.0.0.1:54321');
  vi.stubEnv('SUPABASE_PUBLISHABLE_KEY', 'none');
  vi.stubEnv('PITSIDE_SERVER_KEY', 'x'.repeat(32));
});

afterEach(() => vi.unstubAllEnvs());

describe('whoever asks for the service worker', () => {
  test('gets that of the build where nothing else is set', async () => {
    const { rewrittenTo, headers } = await answerOf({});
    expect(rewrittenTo).toBeNull();
    expect(headers.get('x-middleware-next')).toBe('1');
  });

  test('gets one that keeps nothing, for the whole site, where it is switched off', async () => {
    const { rewrittenTo, headers } = await answerOf({ PITSIDE_SERVICE_WORKER: '0' });
    expect(rewrittenTo).toBe('/no-service-worker.js');
    expect(existsSync('public/no-service-worker.js')).toBe(true);
    expect(headers.get('service-worker-allowed')).toBe('/');
  });

  test('passes the proxy, which other files of the site do not', async () => {
    const { config } = await import('@/proxy');
    expect(doesMatch({ config, url: URL_OF_WORKER })).toBe(true);
    expect(doesMatch({ config, url: 'http://127.0.0.1:3000/service-worker/sw.js.map' })).toBe(false);
    expect(doesMatch({ config, url: 'http://127.0.0.1:3000/no-service-worker.js' })).toBe(false);
  });
});
