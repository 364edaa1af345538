import { expect } from 'vitest';
import { ADDRESS_HEADER, sealedAddress } from '@/lib/server/client-address';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo';
import type { Answer, TestStack } from '../support/stack';

/** Where the web app is reached in tests; a browser's `Origin` is compared with it. */
export const HOST = '127.0.0.1:3000';
export const ORIGIN = `http://${HOST}`;

export type Cookie = { name: string; value: string; attributes: Set<string> };

/** The cookies that an answer sets, with their attributes in lower case. */
export function cookiesOf(answer: Answer): Cookie[] {
  return answer.headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), attributes: new Set(attributes.map((text) => text.toLowerCase())) };
  });
}

/** The `Cookie` header with which a browser would answer. */
export function cookieHeader(cookies: Cookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

type SignIn = { email: string; password?: string; address?: string; headers?: Record<string, string> };

/** One try of the sign-in form. Each caller names an address of its own, for failures are counted by address too. */
export function signIn(stack: TestStack, { email, password = DEMO_PASSWORD, address, headers }: SignIn) {
  return stack.http(null, 'POST', '/session', {
    body: { email, password },
    headers: {
      host: HOST,
      origin: ORIGIN,
      ...(address ? { [ADDRESS_HEADER]: sealedAddress(address) } : {}),
      ...headers,
    },
  });
}

/** Signs in as a browser does and returns the header that carries the session from then on. */
export async function signInForCookies(stack: TestStack, email: string): Promise<string> {
  const answer = await signIn(stack, { email });
  expect(answer.status).toBe(200);
  return cookieHeader(cookiesOf(answer));
}
