import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, serveApi } from '../../supabase/embedded/api.ts';
import { authenticatorUrl } from '../../supabase/embedded/database.ts';
import { HOST, ORIGIN, signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ownServer, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, DEALER, NEW_PASSWORD } from './staff-desk';

/** As a hosted project: Auth sends e-mail, which lies here. */
const mails: string[] = [];
let stack: TestStack;
let api: RunningApi;

beforeAll(async () => {
  stack = await startTestStack();
  const { secrets } = ownServer();
  api = await serveApi({
    databaseUrl: authenticatorUrl(stack.databaseUrl, secrets.authenticatorPassword),
    secrets,
    port: 0,
    sendMail: async (mail) => void mails.push(JSON.stringify(mail)),
  });
  process.env.SUPABASE_URL = api.url;
});
afterAll(async () => {
  await api.close();
  await stack.dispose();
});

const headers = { host: HOST, origin: ORIGIN };
const post = (path: string, body: object) => stack.http(null, 'POST', path, { body, headers });
const recover = (email: string) => post('/recovery', { email });

/** Opens the link of the last e-mail, and answers what it brings to the page behind the #. */
async function openMail(): Promise<URLSearchParams> {
  await expect.poll(() => mails.length).toBeGreaterThan(0);
  const [, query] = /auth\/v1\/verify\?([^"'\\\s<]+)/.exec(String(mails.at(-1))) ?? [];
  const answer = await fetch(`${api.url}/auth/v1/verify?${String(query).replaceAll('&amp;', '&')}`, {
    redirect: 'manual',
  });
  return new URLSearchParams(new URL(String(answer.headers.get('location'))).hash.slice(1));
}

it('a forgotten password is set by the link of an e-mail, once, and signs its person out everywhere', async () => {
  expect(dataOf(await recover(CASHIER))).toEqual({ isAsked: true });
  const brought = await openMail();
  const input = {
    accessToken: String(brought.get('access_token')),
    refreshToken: String(brought.get('refresh_token')),
    password: NEW_PASSWORD,
  };
  expect(dataOf(await post('/recovery/use', input))).toEqual({ isSet: true });
  expect(await stack.http(CASHIER, 'GET', '/me')).toMatchObject({ status: 401 });
  const withPassword = (password: string) => signIn(stack, { email: CASHIER, password, address: '10.8.0.1' });
  expect((await withPassword('Pitside-demo-1')).status).toBe(401);
  // A token says the whole second of its issue.
  await stack.sql`update public.staff set signed_out_before = signed_out_before - interval '1 second' where email = ${CASHIER}`;
  expect(await withPassword(NEW_PASSWORD)).toMatchObject({
    status: 200,
    body: { data: { staff: { role: 'cashier' } } },
  });
  // What the link brought ended with its first use.
  expect(await post('/recovery/use', { ...input, password: 'Another sentence.' })).toMatchObject({
    body: { code: expect.stringMatching(/^(LINK_LAPSED|UNAUTHENTICATED)$/) },
  });
  const [trail] = await stack.sql`
    select count(*)::integer as count from public.audit_log where action = 'staff.sign_out' and staff_id = (
      select id from public.staff where email = ${CASHIER})`;
  expect(trail?.count).toBe(1);
});

it('says the same of an address that nobody has, and sends nothing there', async () => {
  const sent = mails.length;
  const [known, unknown] = [await recover(DEALER), await recover('nobody@harbor.example')];
  expect({ ...unknown.body, ...facts }).toEqual({ ...known.body, ...facts });
  await expect.poll(() => mails.length).toBe(sent + 1);
  expect(mails.at(-1)).toContain(DEALER);
});

it('lets nobody’s box be filled', async () => {
  for (let sent = 0; sent < 3; sent += 1) expect((await recover('often@harbor.example')).status).toBe(200);
  expect(await recover('often@harbor.example')).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
});

it('takes nothing that no link brought, and nothing from another site', async () => {
  const made = { accessToken: 'a.b.c', refreshToken: 'nothing', password: NEW_PASSWORD };
  expect(await post('/recovery/use', made)).toMatchObject({ status: 409, body: { code: 'LINK_LAPSED' } });
  const elsewhere = { host: HOST, origin: 'https://elsewhere.example' };
  for (const [path, body] of [
    ['/recovery', { email: DEALER }],
    ['/recovery/use', made],
  ] as const)
    expect(await stack.http(null, 'POST', path, { body, headers: elsewhere })).toMatchObject({
      body: { code: 'ORIGIN_REFUSED' },
    });
});

/** What each answer has of its own. */
const facts = { requestId: '', durationMs: 0, timestamp: '' };
