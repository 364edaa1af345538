import { NextRequest } from 'next/server';
import postgres from 'postgres';
import { expect, inject } from 'vitest';
import type { ZodType } from 'zod';
import { SEARCH_TERMS_HEADER } from '@/lib/http/headers';
import type { RouteContract } from '@/lib/server/http/contract';
import { ERROR_DETAILS } from '@/lib/shared/error-details';
import type { ErrorCode } from '@/lib/shared/errors';
import { type RunningApi, serveApi } from '../../supabase/embedded/api.ts';
import { authenticatorUrl, cloneDatabase, dropDatabase } from '../../supabase/embedded/database.ts';
import { serverKeyOf } from '../../supabase/embedded/server-key.ts';

export type Email = `${string}@${'harbor' | 'summit'}.example`;
export const PIT_BOSS: Email = 'pitboss@harbor.example';
export const ADMIN: Email = 'admin@harbor.example';
export const OTHER_PIT_BOSS: Email = 'pitboss@summit.example';

export type Answer = {
  status: number;
  headers: Headers;
  body: { ok: boolean; code: string; data: never; details?: Record<string, unknown> };
  /** Of a download, which has no body that could be parsed. */
  text?: string;
  bytes?: Uint8Array<ArrayBuffer>;
};
type RawBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
type Call = {
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
  rawBody?: RawBody;
  /** The address as it stands. Else the route's search terms in it are sent in their header, as the web app sends them. */
  isAsWritten?: boolean;
};
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A real stack of one's own: a clone of the seeded database, the real API in front of it, the real route handlers. */
export type TestStack = {
  /** The superuser's connections, for arranging and for looking. */
  sql: postgres.Sql;
  databaseUrl: string;
  api: RunningApi;
  /** Calls a route of the web app as a signed-in person, or as nobody. */
  http(as: Email | null, method: Method, path: string, call?: Call): Promise<Answer>;
  /** Calls an RPC at the Supabase API, past the web app. */
  rpc(
    as: Email | 'anon' | 'service',
    name: string,
    args: Record<string, unknown>,
  ): Promise<{ status: number; body: unknown }>;
  /** Runs statements in one transaction as a person would reach the database: role, claims, nothing more. */
  asRole<T>(
    role: 'anon' | 'authenticated' | 'service_role',
    as: Email | null,
    work: (sql: postgres.TransactionSql) => Promise<T>,
  ): Promise<T>;
  dispose(): Promise<void>;
};

/** The server of the worker that runs this file. */
export function ownServer() {
  const { secrets, servers } = inject('server');
  const server = servers[Number(process.env.VITEST_POOL_ID) - 1];
  if (!server) throw new Error(`There is no server for worker ${process.env.VITEST_POOL_ID}.`);
  return { secrets, ...server };
}

let clones = 0;

/** Makes a stack; call it in `beforeAll` and `dispose()` it in `afterAll`. */
export async function startTestStack(options: { connections?: number } = {}): Promise<TestStack> {
  const { url, secrets, tokens } = ownServer();
  clones += 1;
  const name = `clone_${process.pid}_${clones}`;
  const databaseUrl = await cloneDatabase(url, name, 'seeded');
  const api = await serveApi({
    databaseUrl: authenticatorUrl(databaseUrl, secrets.authenticatorPassword),
    secrets,
    port: 0,
  });
  const sql = postgres(databaseUrl, { max: options.connections ?? 4, onnotice: () => undefined });
  process.env.SUPABASE_URL = api.url;
  process.env.SUPABASE_PUBLISHABLE_KEY = secrets.publishableKey;
  process.env.PITSIDE_SERVER_KEY = serverKeyOf(secrets);

  const tokenOf = (email: Email): string => {
    const token = tokens[email];
    if (!token) throw new Error(`No such demo account: ${email}`);
    return token;
  };

  return {
    sql,
    databaseUrl,
    api,
    http: (as, method, path, call = {}) => callRoute(as ? tokenOf(as) : null, method, path, call),
    rpc: async (as, rpcName, args) => {
      const isKey = as === 'anon' || as === 'service';
      const apikey = as === 'service' ? secrets.secretKey : secrets.publishableKey;
      const response = await fetch(`${api.url}/rest/v1/rpc/${rpcName}`, {
        method: 'POST',
        headers: {
          apikey,
          'content-type': 'application/json',
          ...(isKey ? {} : { authorization: `Bearer ${tokenOf(as)}` }),
        },
        body: JSON.stringify(args),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    asRole: (role, as, work) =>
      sql.begin(async (transaction) => {
        const [staff] = as ? await transaction`select user_id from public.staff where email = ${as}` : [];
        await transaction`select set_config('request.jwt.claim.sub', ${staff?.user_id ?? ''}, true)`;
        await transaction.unsafe(`set local role ${role}`);
        return work(transaction);
      }) as Promise<never>,
    dispose: async () => {
      await api.close();
      await sql.end();
      await dropDatabase(url, name);
    },
  };
}

/** Finds the handler of a path in the app's own list and calls it as Next would. */
async function callRoute(token: string | null, method: Method, path: string, call: Call): Promise<Answer> {
  const { API_ROUTES } = await import('@/app/api/routes');
  const url = new URL(`http://127.0.0.1:3000/api/v1${path}`);
  const pathname = url.pathname.replace('/api/v1', '');
  for (const [pattern, handlers] of Object.entries(API_ROUTES)) {
    const match = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname);
    if (!match) continue;
    const terms = call.isAsWritten ? [] : takeTerms(url, handlers[method].contract);
    const request = new NextRequest(url, requestInit(token, method, withTerms(call, terms)));
    const response = await handlers[method](request, { params: Promise.resolve({ ...match.groups }) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const { status } = response;
    if (response.headers.has('content-disposition'))
      return { status, headers: response.headers, body: null as never, text, bytes };
    const body = text ? JSON.parse(text) : null;
    if (body?.ok) expectKept(handlers[method].contract, body.data);
    else if (body) expectDescribed(body);
    return { status, headers: response.headers, body };
  }
  throw new Error(`No route for ${path}`);
}

function takeTerms({ searchParams }: URL, contract: RouteContract | undefined): [string, string][] {
  const terms = [...searchParams].filter(([name]) => contract?.terms?.includes(name));
  for (const [name] of terms) searchParams.delete(name);
  return terms;
}

function withTerms(call: Call, terms: [string, string][]): Call {
  if (terms.length === 0) return call;
  return { ...call, headers: { [SEARCH_TERMS_HEADER]: String(new URLSearchParams(terms)), ...call.headers } };
}

/** Whatever a test asks for: an answer is what its contract names, and not a field more. */
function expectKept(contract: RouteContract | undefined, data: unknown): void {
  if (contract) expect(data).toEqual(contract.response.parse(data));
}

/** And a refusal: its facts are those that are described for its code. */
function expectDescribed({ code, details }: { code: ErrorCode; details?: unknown }): void {
  if (details === undefined) return;
  const described: Partial<Record<ErrorCode, ZodType>> = ERROR_DETAILS;
  expect(described[code], `${code} came with ${JSON.stringify(details)}`).toBeDefined();
  expect(
    described[code]?.safeParse(details).error?.issues,
    `${code} came with ${JSON.stringify(details)}`,
  ).toBeUndefined();
}

function requestInit(token: string | null, method: Method, { body, key, headers, rawBody }: Call) {
  const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
    ...(sent instanceof ReadableStream ? { duplex: 'half' as const } : {}),
  };
}
