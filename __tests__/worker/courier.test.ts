import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createServiceApi, ServiceApiError } from '../../worker/api.ts';
import { Courier } from '../../worker/courier.ts';
import { createReach } from '../../worker/reach.ts';
import { readWorkerSettings } from '../../worker/settings.ts';

const ID = '0199a5a0-0000-7000-8000-000000000001';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Seen = { path: string; headers: Record<string, unknown>; body: unknown };

async function serve(
  answer: (seen: Seen) => { status: number; body?: unknown },
): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
    };
    seen.push(one);
    const { status, body } = answer(one);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

describe('the service’s API', () => {
  it.each([
    ['sb_secret_abc', undefined],
    ['header.payload.signature', 'Bearer header.payload.signature'],
  ])('is called with the key %s', async (secretKey, authorization) => {
    const { url, seen } = await serve(() => ({ status: 200, body: { done: 1 } }));
    expect(await createServiceApi({ supabaseUrl: `${url}/`, secretKey }).call('rpc_x', { p: 1 })).toEqual({ done: 1 });
    expect(seen).toMatchObject([{ path: '/rest/v1/rpc/rpc_x', headers: { apikey: secretKey }, body: { p: 1 } }]);
    expect(seen[0]?.headers.authorization).toBe(authorization);
  });

  it('deletes objects of a bucket by their names, and says how many there were', async () => {
    const { url, seen } = await serve(() => ({ status: 200, body: [{ name: 'a.jpg' }] }));
    const api = createServiceApi({ supabaseUrl: url, secretKey: 'key' });
    expect(await api.deleteObjects('photos', ['a.jpg', 'gone.jpg'])).toBe(1);
    expect(seen).toMatchObject([{ path: '/storage/v1/object/photos', body: { prefixes: ['a.jpg', 'gone.jpg'] } }]);
  });

  it('fails with the function’s name and the code, and without what was sent', async () => {
    const { url } = await serve(() => ({ status: 404, body: { code: 'PGRST202', message: 'secret words' } }));
    const api = createServiceApi({ supabaseUrl: url, secretKey: 'key' });
    const failure = await api.call('rpc_x', { p: 'player' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceApiError);
    expect((failure as Error).message).toBe('rpc_x: status 404, PGRST202');
    const nowhere = createServiceApi({ supabaseUrl: 'http://127.0.0.1:1', secretKey: 'key' });
    await expect(nowhere.call('rpc_x')).rejects.toThrow('rpc_x: the API did not answer');
  });

  it('is where the environment says, or nowhere', () => {
    const environment = { SUPABASE_URL: 'https://x.supabase.co', SUPABASE_SECRET_KEY: 'key' };
    expect(readWorkerSettings(environment)).toMatchObject({ supabaseUrl: 'https://x.supabase.co', secretKey: 'key' });
    expect(() => readWorkerSettings({ ...environment, SUPABASE_URL: '' })).toThrow('SUPABASE_URL');
    expect(() => readWorkerSettings({ ...environment, SUPABASE_SECRET_KEY: undefined })).toThrow('SUPABASE_SECRET_KEY');
  });
});

describe('the courier', () => {
  /** An API with one delivery for the receiver, whose reports fail as often as told. */
  async function deliverOnce(options: { hasOwnMachine: boolean; failingReports: number }) {
    const receiver = await serve(() => ({ status: 200 }));
    const reports: Record<string, unknown>[] = [];
    let isClaimed = false;
    const api = {
      call: async (rpc: string, args: Record<string, unknown> = {}) => {
        if (rpc === 'rpc_worker_fan_out_events') return { done: 0, has_more: false };
        if (rpc === 'rpc_worker_report_delivery') {
          reports.push(args);
          if (reports.length <= options.failingReports) throw new ServiceApiError('down');
          return { is_current: true, status: 'delivered' };
        }
        const items = isClaimed ? [] : [claimed(receiver.url)];
        isClaimed = true;
        return { items };
      },
    };
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    const courier = new Courier({ api, log, reach: createReach({ networks: [], ...options }) });
    while (reports.length <= options.failingReports) await new Promise((resolve) => setTimeout(resolve, 10));
    await courier.stop();
    return { posts: receiver.seen, reports, log: lines.join('') };
  }

  const claimed = (url: string) => ({
    id: ID,
    casino_id: ID,
    claim_token: ID,
    attempts: 1,
    url,
    secrets: ['whsec_c2VjcmV0'],
    event_id: ID,
    event_type: 'player.enrolled',
    created_at: '2026-11-20T09:26:32.68+00:00',
    payload: { player_id: 'the-player' },
  });

  it('reports again when a report got no answer, without posting again', async () => {
    const { posts, reports } = await deliverOnce({ hasOwnMachine: true, failingReports: 1 });
    expect(posts).toHaveLength(1);
    expect(reports).toHaveLength(2);
    expect(reports[1]).toMatchObject({ p_delivery_id: ID, p_claim_token: ID, p_http_status: 200, p_error: null });
  });

  it('logs what became of the delivery, and nothing of what it says', async () => {
    const { log } = await deliverOnce({ hasOwnMachine: true, failingReports: 0 });
    expect(JSON.parse(log)).toMatchObject({
      deliveryId: ID,
      eventType: 'player.enrolled',
      attempt: 1,
      status: 'delivered',
    });
    for (const word of ['the-player', 'whsec_', '127.0.0.1']) expect(log).not.toContain(word);
  });

  it('told to stop, breaks off what no receiver answers, and reports it as failed', async () => {
    const asked = Promise.withResolvers<void>();
    const silent = createServer(() => asked.resolve());
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const reports: Record<string, unknown>[] = [];
    const items = [claimed(url)];
    const api = {
      call: async (rpc: string, args: Record<string, unknown> = {}) => {
        if (rpc === 'rpc_worker_fan_out_events') return { done: 0, has_more: false };
        if (rpc === 'rpc_worker_claim_deliveries') return { items: items.splice(0) };
        reports.push(args);
        return { is_current: true, status: 'pending' };
      },
    };
    const courier = new Courier({
      api,
      log: pino({ level: 'silent' }),
      reach: createReach({ networks: [], hasOwnMachine: true }),
    });
    await asked.promise;
    await courier.stop(50);
    expect(reports).toMatchObject([{ p_delivery_id: ID, p_http_status: null, p_error: 'worker_stopped' }]);
  });

  it('does not post to its own machine for a Supabase that is elsewhere', async () => {
    const { posts, reports } = await deliverOnce({ hasOwnMachine: false, failingReports: 0 });
    expect(posts).toHaveLength(0);
    expect(reports[0]).toMatchObject({ p_http_status: null, p_error: 'own_machine' });
  });
});
