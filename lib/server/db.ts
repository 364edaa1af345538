import 'server-only';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { env } from '@/lib/server/env';
import { logger } from '@/lib/server/logger';
import { metrics } from '@/lib/server/metrics';
import { toAppError } from '@/lib/server/postgres-error';
import { timedFetch } from '@/lib/server/timed-fetch';
import type { Database } from '@/types/database.types';

/** The database as one signed-in person sees it, for the length of one request. */
export type Db = { client: SupabaseClient<Database>; correlationId: string };

/** A client that carries the person's own token; what it may do is decided by the database. */
export function createDb(accessToken: string, correlationId: string): Db {
  const client = createClient<Database>(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => accessToken,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: timedFetch },
  });
  return { client, correlationId };
}

type RpcAnswer = {
  data: unknown;
  error: { code: string; message: string; details: string; hint: string } | null;
  status: number;
};

/** Awaits one RPC, counts and times it, and returns its answer or throws the AppError it means. */
export async function runRpc(rpc: string, call: PromiseLike<RpcAnswer>): Promise<unknown> {
  const stop = metrics().rpcDuration.startTimer({ rpc });
  const { data, error, status } = await call;
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

function isReplay(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'is_existing' in data && data.is_existing === true;
}
