import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@supabase/supabase-js';
import { afterEach, describe, expect, it } from 'vitest';
import { answerError } from '@/lib/server/http/answer';
import { toAppError } from '@/lib/server/postgres-error';
import { timedFetch } from '@/lib/server/timed-fetch';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
});

type Answer = { status: number; headers?: Record<string, string>; body: string };
const json = (body: object) => JSON.stringify(body);

/** A client of a Supabase in whose place somebody answers these, the last one again and again. */
async function clientOf(...answers: [Answer, ...Answer[]]) {
  let asked = 0;
  server = createServer((_request, response) => {
    const { status, headers, body } = answers[Math.min(asked, answers.length - 1)] ?? answers[0];
    asked += 1;
    const type = body.startsWith('{') ? 'application/json' : 'text/html';
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createClient(url, 'sb_publishable_1', {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: timedFetch },
  });
}

/** What the API answers for a call of the database that met this. */
async function answerOf(answer: Answer) {
  const { error, status } = await (await clientOf(answer)).rpc('rpc_x', {});
  if (!error) throw new Error('That was no refusal.');
  const response = answerError({ requestId: '', correlationId: '', startedAt: 0 }, toAppError({ ...error, status }));
  const { code } = (await response.json()) as { code: string };
  return { status: response.status, code, retryAfter: response.headers.get('Retry-After') };
}

const signIn = async (answer: Answer) =>
  (await (await clientOf(answer)).auth.signInWithPassword({ email: 'a@b.example', password: 'x' })).error;

describe('what stands before the API', () => {
  it.each([429, 502, 503, 504, 520, 522, 524, 530, 540, 544, 546])(
    'answering %i is a 503 to be tried again',
    async (status) => {
      const answer = await answerOf({ status, body: '<html>error code</html>' });
      expect(answer).toEqual({ status: 503, code: 'UNAVAILABLE', retryAfter: '2' });
    },
  );

  it('has its Retry-After passed on', async () => {
    const body = json({ message: 'API rate limit exceeded' });
    const answer = await answerOf({ status: 429, headers: { 'retry-after': '37' }, body });
    expect(answer).toEqual({ status: 503, code: 'UNAVAILABLE', retryAfter: '37' });
    const date = new Date(Date.now() + 90_000).toUTCString();
    const { retryAfter } = await answerOf({ status: 522, headers: { 'retry-after': date }, body: 'down' });
    expect(Math.abs(Number(retryAfter) - 90)).toBeLessThanOrEqual(2);
  });

  it('that refuses the key of the web server is no wrong password, and no ended session', async () => {
    const refusal = { status: 401, body: json({ message: 'Invalid API key', hint: 'Double check your API key.' }) };
    expect(await answerOf(refusal)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(await signIn(refusal)).toMatchObject({ status: 503 });
  });
});

it('a limit of Auth where a session is renewed is waited out: its client would sign out of a 429', async () => {
  const busy = json({ code: 429, error_code: 'over_request_rate_limit', msg: 'Request rate limit reached' });
  const renewed = json({
    access_token: 'a',
    refresh_token: 'next',
    expires_in: 3600,
    token_type: 'bearer',
    user: { id: 'x' },
  });
  const client = await clientOf({ status: 429, body: busy }, { status: 200, body: renewed });
  const { data } = await client.auth.refreshSession({ refresh_token: 'good-still' });
  expect(data.session?.refresh_token).toBe('next');
});

describe('a refusal of the services themselves stays what it is', () => {
  it('by the database’s own words', async () => {
    const refused = json({ code: 'PT429', message: 'TOO_MANY_ATTEMPTS', details: json({ retryAfterSeconds: 9 }) });
    expect(await answerOf({ status: 429, body: refused })).toMatchObject({ status: 429, retryAfter: '9' });
    const expired = json({ code: 'PGRST303', message: 'JWT expired' });
    expect(await answerOf({ status: 401, body: expired })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('by those of Auth', async () => {
    const body = json({ code: 429, error_code: 'over_request_rate_limit', msg: 'Request rate limit reached' });
    expect(await signIn({ status: 429, body })).toMatchObject({ status: 429, code: 'over_request_rate_limit' });
    const wrong = json({ code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' });
    expect(await signIn({ status: 400, body: wrong })).toMatchObject({ status: 400, code: 'invalid_credentials' });
  });
});
