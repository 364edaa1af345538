import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../worker/claim.ts';
import { deliveryBody, type PostLimits, postDelivery } from '../../worker/post.ts';
import { createReach } from '../../worker/reach.ts';

const ID = '0199a5a0-0000-7000-8000-000000000001';
let server: Server | undefined;
afterEach(() => server?.closeAllConnections());
afterEach(() => server?.close());

async function listen(handler: RequestListener): Promise<string> {
  server = createServer(handler);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function claimFor(url: string): Claim {
  return {
    id: ID,
    casino_id: ID,
    claim_token: ID,
    attempts: 1,
    url,
    secrets: [`whsec_${Buffer.alloc(32).toString('base64')}`],
    event_id: ID,
    event_type: 'loyalty.entry_posted',
    created_at: '2026-11-20T09:26:32.68+00:00',
    payload: { entry_no: 7, balance_after: 40, closed_at: '2026-11-20T09:26:32.68+00:00' },
  };
}

const here = createReach({ networks: [], hasOwnMachine: true });
const post = (claim: Claim, limits: Partial<PostLimits> = {}) => postDelivery(claim, { reach: here, ...limits });

it('a delivery says what happened, when, and what there is to know about it, in the API’s own words', () => {
  expect(JSON.parse(deliveryBody(claimFor('https://crm.example/')))).toEqual({
    type: 'loyalty.entry_posted',
    timestamp: '2026-11-20T09:26:32.680Z',
    data: { entryNo: 7, balanceAfter: 40, closedAt: '2026-11-20T09:26:32.680Z' },
  });
});

describe('an answer', () => {
  it('of 2xx is success', async () => {
    const url = await listen((_request, response) => response.writeHead(202).end('thanks'));
    expect(await post(claimFor(url))).toEqual({
      httpStatus: 202,
      failure: null,
      cause: null,
      retryAfterSeconds: null,
    });
  });

  it('that is an error is told by its status alone, whatever its body says', async () => {
    const url = await listen((_request, response) => response.writeHead(500).end('player Ada Byron not found'));
    expect(await post(claimFor(url))).toEqual({
      httpStatus: 500,
      failure: null,
      cause: null,
      retryAfterSeconds: null,
    });
  });

  it('that redirects is not followed', async () => {
    const paths: (string | undefined)[] = [];
    const url = await listen((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/internal' }).end();
    });
    expect(await post(claimFor(url))).toMatchObject({ httpStatus: 307, failure: null });
    expect(paths).toEqual(['/hook']);
  });

  it.each([
    ['120', 120],
    [new Date(Date.now() + 60_000).toUTCString(), 60],
    [new Date(Date.now() - 60_000).toUTCString(), null],
    ['soon', null],
    ['-5', null],
  ])('may ask for time: Retry-After %s', async (text, seconds) => {
    const url = await listen((_request, response) => response.writeHead(429, { 'retry-after': text }).end());
    const { retryAfterSeconds } = await post(claimFor(url));
    if (seconds === null) expect(retryAfterSeconds).toBeNull();
    else expect(Math.abs((retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(1);
  });
});

describe('no answer', () => {
  it('in time is a failure', async () => {
    const url = await listen(() => undefined);
    expect(await post(claimFor(url), { timeoutMs: 50 })).toMatchObject({
      httpStatus: null,
      failure: 'no_answer',
      cause: 'TimeoutError',
    });
  });

  it('that ends before its body does is success: the status is what counts', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(200);
      response.write('half');
    });
    expect(await post(claimFor(url), { timeoutMs: 1000 })).toMatchObject({ httpStatus: 200 });
  });

  it('but another protocol in its place is a failure', async () => {
    const url = await listen((request) =>
      request.socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'),
    );
    expect(await post(claimFor(url))).toMatchObject({ httpStatus: null, failure: 'no_answer' });
  });

  it('from an address that is none is a failure', async () => {
    expect(await post(claimFor('https://crm.example:99999/'))).toMatchObject({ failure: 'no_answer' });
  });

  it('from a name that nobody has is told as that', async () => {
    expect(await post(claimFor('https://crm.invalid/'))).toMatchObject({ failure: 'name_not_found' });
  });

  it('tells no open port: closed, hanging up, without TLS and without HTTP are one failure, told apart by the log alone', async () => {
    const plain = await listen((_request, response) => response.end());
    const outcomes = [await post(claimFor(plain.replace('http:', 'https:')))];
    await new Promise((resolve) => server?.close(resolve));
    outcomes.push(await post(claimFor(plain)));
    outcomes.push(await post(claimFor(await listen((request) => request.socket.destroy()))));
    const speaksOtherwise = await listen((request) => request.socket.end('SMTP 220 ready\r\n\r\n'));
    outcomes.push(await post(claimFor(speaksOtherwise)));
    expect(new Set(outcomes.map(({ httpStatus, failure }) => `${httpStatus} ${failure}`))).toEqual(
      new Set(['null no_answer']),
    );
    expect(new Set(outcomes.map(({ cause }) => cause)).size).toBe(outcomes.length);
  });
});
