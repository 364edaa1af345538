import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, serveApi } from '../../supabase/embedded/api.ts';
import { authenticatorUrl } from '../../supabase/embedded/database.ts';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo.ts';
import { ownServer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let api: RunningApi;
/** What the API's own clock shows, in seconds. */
let now = 0;

const startApi = () => {
  const { secrets } = ownServer();
  const databaseUrl = authenticatorUrl(stack.databaseUrl, secrets.authenticatorPassword);
  return serveApi({ databaseUrl, secrets, port: 0, now: () => now * 1000 });
};

beforeAll(async () => {
  stack = await startTestStack();
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  await stack.dispose();
});

async function ask(grantType: 'password' | 'refresh_token', body: object) {
  const response = await fetch(`${api.url}/auth/v1/token?grant_type=${grantType}`, {
    method: 'POST',
    headers: { apikey: ownServer().secrets.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function signIn(): Promise<string> {
  const { body } = await ask('password', { email: PIT_BOSS, password: DEMO_PASSWORD });
  return body.refresh_token ?? '';
}

const exchange = (token: string) => ask('refresh_token', { refresh_token: token });
const ALREADY_USED = { status: 400, body: { error_code: 'refresh_token_already_used' } };

describe('a refresh token', () => {
  it('is exchanged for another one, which is exchanged in turn', async () => {
    const first = await signIn();
    const second = (await exchange(first)).body.refresh_token ?? '';
    now += 3600;
    const third = await exchange(second);
    expect(third.status).toBe(200);
    expect(new Set([first, second, third.body.refresh_token]).size).toBe(3);
  });

  it('that two tabs send at the same time, or one shortly after the other, signs neither of them out', async () => {
    const token = await signIn();
    const answers = await Promise.all([exchange(token), exchange(token)]);
    now += 9;
    const late = await exchange(token);
    expect([...answers, late].map(({ status }) => status)).toEqual([200, 200, 200]);
    now += 60;
    expect(await exchange(late.body.refresh_token ?? '')).toMatchObject({ status: 200 });
  });

  it('that was exchanged a while ago is refused, however often it is sent', async () => {
    const token = await signIn();
    await exchange(token);
    now += 11;
    for (let attempt = 0; attempt < 3; attempt += 1) expect(await exchange(token)).toMatchObject(ALREADY_USED);
  });

  it('that comes back ends the session of whoever has its successor, and no other one', async () => {
    const other = await signIn();
    const stolen = await signIn();
    const successor = (await exchange(stolen)).body.refresh_token ?? '';
    now += 11;
    expect(await exchange(stolen)).toMatchObject(ALREADY_USED);
    expect(await exchange(successor)).toMatchObject(ALREADY_USED);
    expect(await exchange(other)).toMatchObject({ status: 200 });
  });

  it('stays used up when the API starts anew', async () => {
    const token = await signIn();
    await exchange(token);
    await api.close();
    api = await startApi();
    expect(await exchange(token)).toMatchObject(ALREADY_USED);
  });

  it.each(['', 'made up', 'abcdefghijkl'])('that was never given is refused, too: %j', async (token) => {
    expect(await exchange(token)).toMatchObject({ status: 400 });
  });
});

describe('guessing a password', () => {
  it('past the web server is stopped after three hundred failures, and allowed again five minutes later', async () => {
    const guess = (email: string) => ask('password', { email, password: 'wrong-one' });
    for (let failure = 0; failure < 300; failure += 1) expect((await guess('a@summit.example')).status).toBe(400);
    expect((await guess('a@summit.example')).status).toBe(429);
    expect((await guess('b@summit.example')).status).toBe(400);
    now += 299;
    expect((await guess('A@summit.example')).status).toBe(429);
    now += 2;
    expect((await guess('a@summit.example')).status).toBe(400);
  });
});
