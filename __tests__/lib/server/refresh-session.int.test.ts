import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshSession } from '@/lib/server/refresh-session';
import { endedCookie, findAccessToken, ownCookieName, type SessionCookie } from '@/lib/server/session';
import { cookieHeader, cookiesOf, signIn } from '../../api/browser';
import { type Email, startTestStack, type TestStack } from '../../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

type Session = { access_token: string; refresh_token: string; expires_at: number; expires_in: number };
const PREFIX = 'base64-';

/** The session that a set of cookies carries, in one piece or in several. */
function sessionIn(cookies: { value: string }[]): Session {
  const value = cookies.map((cookie) => cookie.value).join('');
  return JSON.parse(Buffer.from(value.slice(PREFIX.length), 'base64url').toString());
}

/** The cookie header of a fresh session; with `expiresIn` the browser believes that it ends so many seconds from now. */
async function cookiesOfSession(email: Email, expiresIn?: number): Promise<{ header: string; session: Session }> {
  // Without the one by which the device is known.
  const cookies = cookiesOf(await signIn(stack, { email })).filter(({ name }) => name.includes('-auth-token'));
  const session = sessionIn(cookies);
  if (expiresIn === undefined) return { header: cookieHeader(cookies), session };
  const altered = { ...session, expires_at: Math.floor(Date.now() / 1000) + expiresIn, expires_in: expiresIn };
  const name = cookies[0]?.name.replace(/\.\d+$/, '');
  const text = PREFIX + Buffer.from(JSON.stringify(altered)).toString('base64url');
  return { header: `${name}=${text}`, session };
}

function pageRequest(cookie: string, headers: Record<string, string> = {}): NextRequest {
  return new NextRequest('http://127.0.0.1:3000/pit', { headers: { cookie, ...headers } });
}

async function tokenIn(request: NextRequest): Promise<string | null> {
  return findAccessToken(request.cookies.getAll(), request);
}

describe('a session', () => {
  it('that is fresh is left as it is', async () => {
    const { header, session } = await cookiesOfSession('dealer@harbor.example');
    const request = pageRequest(header);
    expect(await refreshSession(request)).toEqual([]);
    expect(await tokenIn(request)).toBe(session.access_token);
  });

  it('about to end is renewed: for what runs next, and for the browser, in cookies that scripts cannot read', async () => {
    const { header, session } = await cookiesOfSession('cashier@harbor.example', 5);
    const request = pageRequest(header);
    const changed = await refreshSession(request);
    expect(changed.length).toBeGreaterThan(0);
    for (const { options } of changed) {
      expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
    }
    const renewed = sessionIn(changed);
    expect(renewed.refresh_token).not.toBe(session.refresh_token);
    const token = await tokenIn(request);
    expect(token).toBe(renewed.access_token);
    const me = await stack.http(null, 'GET', '/me', { headers: { authorization: `Bearer ${token}` } });
    expect(me.body.data).toMatchObject({ staff: { email: 'cashier@harbor.example' } });
  });

  it('asked for by several requests at once is renewed once, for all of them', async () => {
    const { header } = await cookiesOfSession('admin@harbor.example', 5);
    const requests = Array.from({ length: 8 }, () => pageRequest(header));
    const changes: SessionCookie[][] = await Promise.all(requests.map(refreshSession));
    expect(new Set(changes.map((changed) => JSON.stringify(changed))).size).toBe(1);
    const tokens = await Promise.all(requests.map(tokenIn));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBeNull();
  });

  it('that is over and cannot be renewed is gone', async () => {
    const { header, session } = await cookiesOfSession('loyalty@summit.example', -60);
    const value = header.slice(header.indexOf(PREFIX) + PREFIX.length);
    const text = Buffer.from(value, 'base64url').toString().replace(session.refresh_token, 'not-the-one');
    const request = pageRequest(`${header.split('=')[0]}=${PREFIX}${Buffer.from(text).toString('base64url')}`);
    await refreshSession(request);
    expect(await tokenIn(request)).toBeNull();
  });
});

describe('over HTTPS', () => {
  const https = { 'x-forwarded-proto': 'https' };

  it('cookies are of this host alone, also those that are renewed', async () => {
    const { header } = await cookiesOfSession('pitboss@harbor.example', 5);
    const request = pageRequest(`__Host-${header}`, https);
    const changed = await refreshSession(request);
    expect(changed.length).toBeGreaterThan(0);
    for (const { name, options } of changed) {
      expect(name).toMatch(/^__Host-/);
      expect(options).toMatchObject({ secure: true, path: '/' });
      expect(options).not.toHaveProperty('domain');
    }
    expect(await tokenIn(request)).toBe(sessionIn(changed).access_token);
  });

  it('a session is none that another host of the domain, or a page without TLS, could have put there', async () => {
    const { header } = await cookiesOfSession('compliance@harbor.example');
    expect(await tokenIn(pageRequest(header, https))).toBeNull();
    expect(await tokenIn(pageRequest(`__Host-${header}`))).toBeNull();
  });

  it('a cookie is taken from the browser in a form that it accepts', () => {
    expect(endedCookie('__Host-a').options).toMatchObject({ secure: true, path: '/', maxAge: 0 });
    expect(endedCookie('a').options).toMatchObject({ secure: false });
  });
});

describe('a request', () => {
  it('without a session is left alone', async () => {
    expect(await refreshSession(pageRequest(''))).toEqual([]);
    expect(await refreshSession(pageRequest('theme=dark'))).toEqual([]);
  });

  it('that brings its own token is left alone, whatever its cookies are', async () => {
    const { header } = await cookiesOfSession('pitboss@summit.example', 5);
    const request = pageRequest(header, { authorization: 'Bearer a.b.c' });
    expect(await refreshSession(request)).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:3000/', {}, false],
    ['https://pit.example/', {}, true],
    ['http://127.0.0.1:3000/', { 'x-forwarded-proto': 'https' }, true],
    ['https://pit.example/', { 'x-forwarded-proto': 'http' }, false],
    // Proxies add to it; the first is the one that the person reached.
    ['http://127.0.0.1:3000/', { 'x-forwarded-proto': 'https,http' }, true],
    ['http://127.0.0.1:3000/', { 'x-forwarded-proto': ' HTTPS , http' }, true],
    ['https://pit.example/', { 'x-forwarded-proto': 'http,https' }, false],
  ])('to %s with %j came over HTTPS: %s', (url, headers: Record<string, string>, isSecure) => {
    expect(ownCookieName('a', new Request(url, { headers })).startsWith('__Host-')).toBe(isSecure);
  });
});
