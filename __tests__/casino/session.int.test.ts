import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo';
import { cookieHeader, cookiesOf, HOST, ORIGIN, signIn, signInForCookies } from '../api/browser';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

const LOYALTY = 'loyalty@harbor.example';

describe('signing in', () => {
  it('answers who one is, and sets cookies that no script reads and no other site sends', async () => {
    const answer = await signIn(stack, { email: LOYALTY });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      staff: { email: LOYALTY, role: 'loyalty_manager' },
      casino: { slug: 'harbor' },
    });
    const cookies = cookiesOf(answer);
    expect(cookies.length).toBeGreaterThan(0);
    for (const { name, attributes } of cookies) {
      expect(name).toMatch(/^sb-/);
      expect(attributes).toContain('httponly');
      expect(attributes).toContain('samesite=lax');
      expect(attributes).toContain('path=/');
      expect(attributes).not.toContain('secure');
    }
    expect(JSON.stringify(answer.body)).not.toMatch(/access_token|refresh_token|eyJ/);
  });

  it('over HTTPS sets cookies that never travel without it', async () => {
    const answer = await signIn(stack, { email: LOYALTY, headers: { 'x-forwarded-proto': 'https' } });
    for (const { attributes } of cookiesOf(answer)) expect(attributes).toContain('secure');
  });

  it('with the cookies it set opens the API', async () => {
    const cookie = await signInForCookies(stack, LOYALTY);
    const me = await stack.http(null, 'GET', '/me', { headers: { cookie } });
    expect(me.body.data).toMatchObject({ staff: { email: LOYALTY } });
  });

  it('with a wrong password, and with an unknown account, is one and the same refusal', async () => {
    const wrong = await signIn(stack, { email: 'dealer@harbor.example', password: 'wrong', address: '10.0.0.1' });
    const unknown = await signIn(stack, { email: 'nobody@harbor.example', address: '10.0.0.1' });
    for (const answer of [wrong, unknown]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
      expect(answer.body.details).toBeUndefined();
      expect(cookiesOf(answer)).toEqual([]);
    }
  });

  it.each([
    ['no email', { password: 'x' }],
    ['an email that is none', { email: 'harbor', password: 'x' }],
    ['an empty password', { email: LOYALTY, password: '' }],
    ['a password of 201 characters', { email: LOYALTY, password: 'x'.repeat(201) }],
    ['a field nobody knows', { email: LOYALTY, password: 'x', role: 'admin' }],
  ])('with %s is refused before anything is looked up', async (_, body) => {
    const answer = await stack.http(null, 'POST', '/session', { body, headers: { host: HOST, origin: ORIGIN } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    expect(JSON.stringify(answer.body)).not.toContain('xxxx');
  });

  it('from another site is refused', async () => {
    const answer = await signIn(stack, { email: LOYALTY, headers: { origin: 'https://evil.example' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_REFUSED' } });
    expect(cookiesOf(answer)).toEqual([]);
  });

  it('to an account without a staff row is refused and sets no cookies', async () => {
    const email = 'visitor@harbor.example';
    const signedUp = await fetch(`${stack.api.url}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: inject('server').secrets.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    expect(signedUp.ok).toBe(true);
    const answer = await signIn(stack, { email });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(cookiesOf(answer)).toEqual([]);
  });

  it('of a person who was deactivated is refused and sets no cookies', async () => {
    const email = 'compliance@summit.example';
    await stack.sql`update public.staff set is_active = false where email = ${email}`;
    const answer = await signIn(stack, { email });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(cookiesOf(answer)).toEqual([]);
  });
});

describe('signing out', () => {
  const signOut = (cookie: string, headers: Record<string, string> = {}) =>
    stack.http(null, 'DELETE', '/session', { headers: { cookie, host: HOST, origin: ORIGIN, ...headers } });

  it('takes every session cookie away', async () => {
    const signedIn = await signIn(stack, { email: LOYALTY });
    const answer = await signOut(`${cookieHeader(cookiesOf(signedIn))}; theme=dark`);
    expect(answer).toMatchObject({ status: 200, body: { data: { isSignedOut: true } } });
    const taken = cookiesOf(answer);
    // But the one by which the device is known, which opens nothing.
    const session = cookiesOf(signedIn).filter(({ name }) => !name.endsWith('-device'));
    expect(taken.map(({ name }) => name)).toEqual(expect.arrayContaining(session.map(({ name }) => name)));
    for (const { name, value, attributes } of taken) {
      expect(name).toMatch(/^sb-/);
      expect(value).toBe('');
      expect(attributes).toContain('max-age=0');
    }
  });

  it('without a session is no error', async () => {
    expect((await signOut('')).status).toBe(200);
    expect((await signOut('sb-x-auth-token=rubbish')).status).toBe(200);
  });

  it('from another site is refused: nobody signs a person out from outside', async () => {
    const cookie = await signInForCookies(stack, LOYALTY);
    const answer = await signOut(cookie, { origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_REFUSED' } });
    expect(cookiesOf(answer)).toEqual([]);
  });
});

describe('who am I', () => {
  it.each([
    ['dealer', 'dealer', ['floor.read']],
    ['cashier', 'cashier', ['floor.read', 'player.identify', 'mtl.write', 'mtl.read']],
    [
      'pitboss',
      'pit_boss',
      [
        'floor.read',
        'slip.manage',
        'player.care',
        'player.identify',
        'reward.issue',
        'reward.approve',
        'coupon.manage',
        'dashboard.read',
        'shift.manage',
        'table.manage',
        'mtl.write',
        'mtl.read',
      ],
    ],
  ] as const)(
    'tells %s the role, what it allows, and the settings of the casino',
    async (account, role, capabilities) => {
      const me = await stack.http(`${account}@summit.example`, 'GET', '/me');
      expect(me.body.data).toMatchObject({
        staff: { email: `${account}@summit.example`, role },
        capabilities,
        casino: { slug: 'summit', name: 'Summit' },
        settings: {
          timeZone: 'Europe/London',
          gamingDayStart: '06:00',
          currency: 'GBP',
          rewardSoftCapPoints: 1000,
          rewardPresetPoints: [100, 250, 500],
          rewardsPerStaffPerMinute: 20,
        },
      });
    },
  );

  it('agrees with the role matrix of the database for every role', async () => {
    const rows = await stack.sql<{ email: `${string}@harbor.example`; capabilities: string[] }[]>`
      select email, app.role_capabilities(role) as capabilities from public.staff where email like '%@harbor.example'`;
    expect(rows).toHaveLength(6);
    for (const { email, capabilities } of rows) {
      const me = await stack.http(email, 'GET', '/me');
      expect((me.body.data as { capabilities: string[] }).capabilities).toEqual(capabilities);
    }
  });
});

describe('while the auth server can not be reached', () => {
  it('signing in says so, and is not held against the person', async () => {
    await stack.api.close();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = await signIn(stack, { email: LOYALTY, address: '10.8.0.1' });
      expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
});
