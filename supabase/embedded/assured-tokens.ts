import { createHmac } from 'node:crypto';
import type { FactorStore } from './factor-store.ts';

/** What a token says of who it is for, as far as it matters here. */
export interface Claims {
  sub?: string;
  session_id?: string;
  email?: string;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a token says, whoever signed it. */
export function readClaims(token: string): Claims {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
}

/** Signs as lite does, with what `more` says beside what the token says already. */
function signAnew(token: string, more: object, jwtSecret: string): string {
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...readClaims(token), ...more })}`;
  return `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`;
}

/** By what a session is signed in where a token is asked for so; null where none begins, as when one is refreshed. */
function methodOf({ pathname, searchParams }: URL): 'password' | 'otp' | null {
  if (pathname === '/auth/v1/verify') return 'otp';
  if (pathname === '/auth/v1/signup') return 'password';
  return searchParams.get('grant_type') === 'password' ? 'password' : null;
}

/** Adds `aal` and `amr` of their sessions to the access tokens of Auth, where lite says neither. */
export class AssuredTokens {
  private readonly jwtSecret: string;

  constructor(jwtSecret: string) {
    this.jwtSecret = jwtSecret;
  }

  /** The answer of Auth to a request that may bring a session, with what hosted Supabase says beside. */
  async assure(url: URL, answer: Response, store: FactorStore): Promise<Response> {
    const location = answer.headers.get('location');
    if (location !== null) return this.assureLink(url, answer, store);
    if (!answer.ok) return answer;
    const body = (await answer.json()) as { access_token?: string; user?: { id: string } };
    if (body.access_token === undefined || body.user === undefined) return withBody(answer, body);
    const token = await this.assureToken(body.access_token, methodOf(url), store);
    return withBody(answer, { ...body, access_token: token, user: await withFactors(body.user, store) });
  }

  /** The link of an e-mail leads to the page with its session behind the #. */
  private async assureLink(url: URL, answer: Response, store: FactorStore): Promise<Response> {
    const target = new URL(answer.headers.get('location') ?? '');
    const brought = new URLSearchParams(target.hash.slice(1));
    const token = brought.get('access_token');
    if (token === null) return answer;
    brought.set('access_token', await this.assureToken(token, methodOf(url), store));
    target.hash = brought.toString();
    const headers = new Headers(answer.headers);
    headers.set('location', target.toString());
    return new Response(null, { status: answer.status, headers });
  }

  private async assureToken(token: string, method: string | null, store: FactorStore): Promise<string> {
    const { session_id } = readClaims(token);
    if (session_id === undefined) return token;
    if (method !== null) await store.addMethod(session_id, method);
    return signAnew(token, await store.readLevel(session_id), this.jwtSecret);
  }
}

/** The account with its factors, which are left out where there are none. */
export async function withFactors<T extends { id: string }>(user: T, store: FactorStore): Promise<T> {
  const factors = await store.listFactors(user.id);
  return factors.length === 0 ? user : { ...user, factors };
}

/** An answer with another body. */
export function withBody(answer: Response, body: object): Response {
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return Response.json(body, { status: answer.status, headers });
}
