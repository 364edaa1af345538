import 'server-only';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { ACTING_AS_HEADER } from '@/lib/http/headers';
import { env } from '@/lib/server/env';
import { logger } from '@/lib/server/logger';
import { metrics } from '@/lib/server/metrics';
import { toAppError } from '@/lib/server/postgres-error';
import { timedFetch } from '@/lib/server/timed-fetch';
import type { Database } from '@/types/database.types';

/** The database as one signed-in person sees it, for the length of one request. */
export type Db = { client: SupabaseClient<Database>; correlationId: string };

/**
 * A client that carries the person's own token; what it may do is decided by the database. `actingAs` is who asks, where they say
 * so: nothing is done at another casino than the one they see.
 */
export function createDb(accessToken: string, correlationId: string, actingAs: string | null = null): Db {
  const client = createClient<Database>(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => accessToken,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: timedFetch, headers: actingAs === null ? {} : { [ACTING_AS_HEADER]: actingAs } },
  });
  return { client, correlationId };
}

/** As `createDb`, for who comes with a one-time link and is nobody yet: the publishable key alone. */
export function createGuestDb(correlationId: string): Db {
  const client = createClient<Database>(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: timedFetch },
  });
  return { client, correlationId };
}

type Rpcs = Database['public']['Functions'];
/** What an RPC is asked with. The correlation id is the request's, and no caller's to say. */
type RpcArgs<Rpc extends keyof Rpcs> = Omit<Rpcs[Rpc]['Args'], 'p_correlation_id'>;
type RpcAnswer = {
  data: unknown;
  error: { code: string; message: string; details: string; hint: string } | null;
  status: number;
};

/**
 * RPCs without a key that go on record: the choice of a casino, which is made once however often it is said; readings whose answer identifies somebody, or says why somebody is kept out; and what a
 * one-time link does, which does it once by itself; and tries at a PIN or a password, each of which counts, and a sign-out.
 */
const RECORDED_WITHOUT_KEY: ReadonlySet<keyof Rpcs & string> = new Set([
  'rpc_choose_casino',
  'rpc_guest_accept_invitation',
  'rpc_guest_found_casino',
  'rpc_guest_reset_password',
  'rpc_guest_settle_sign_in',
  'rpc_guest_try_pin',
  'rpc_guest_try_sign_in',
  'rpc_guest_unlock_session',
  'rpc_get_lens_finding',
  'rpc_list_lens_findings',
  'rpc_get_ctr_batch',
  'rpc_get_ctr_case',
  'rpc_get_seating',
  'rpc_list_exclusion_proposals',
  'rpc_list_exclusions',
  'rpc_list_mtl_entries',
  'rpc_record_sign_out',
] as const);

/**
 * Calls one RPC, counts and times it, and returns its answer, or throws the AppError it means. What has an idempotency key
 * changes something, and goes on record under the request's correlation id; so do some readings.
 */
export async function callRpc<Rpc extends keyof Rpcs & string>(db: Db, rpc: Rpc, args: RpcArgs<Rpc>): Promise<unknown> {
  const stop = metrics().rpcDuration.startTimer({ rpc });
  const { data, error, status } = await send(db, rpc, args);
  const seconds = stop();
  if (!error) {
    metrics().rpcCalls.inc({ rpc, outcome: isReplay(data) ? 'replay' : 'ok' });
    return data;
  }
  const appError = toAppError({ ...error, status });
  metrics().rpcCalls.inc({ rpc, outcome: appError.status >= 500 ? 'failed' : 'refused' });
  if (appError.status >= 500) logger.error({ rpc, sqlstate: error.code, status, seconds }, 'database call failed');
  throw appError;
}

function send(db: Db, rpc: keyof Rpcs & string, args: object): PromiseLike<RpcAnswer> {
  const isOnRecord = 'p_idempotency_key' in args || RECORDED_WITHOUT_KEY.has(rpc);
  return db.client.rpc(rpc, (isOnRecord ? { ...args, p_correlation_id: db.correlationId } : args) as never);
}

function isReplay(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'is_existing' in data && data.is_existing === true;
}

type Call = (db: Db, ...rest: never[]) => unknown;
type Bound<Calls> = {
  [Name in keyof Calls]: Calls[Name] extends (db: Db, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never;
};

/** The calls of a context as one person's: each without the database, which is that person's. */
export function callsOf<const Calls extends Record<string, Call>>(db: Db, calls: Calls): Bound<Calls> {
  const bound = Object.entries(calls).map(([name, call]) => [name, (...rest: never[]) => call(db, ...rest)]);
  return Object.fromEntries(bound) as Bound<Calls>;
}
