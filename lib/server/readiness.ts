import 'server-only';
import { createClient } from '@supabase/supabase-js';
import { env } from '@/lib/server/env';
import { timedFetch } from '@/lib/server/timed-fetch';

/**
 * Whether the database answers. Anon may do nothing, so the proof is the database's own refusal: 42501 comes from
 * PostgreSQL itself, not from anything in front of it.
 */
export async function isDatabaseReached(): Promise<boolean> {
  const client = createClient(env().SUPABASE_URL, env().SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: timedFetch },
  });
  const { error } = await client.rpc('rpc_get_me').abortSignal(AbortSignal.timeout(3000));
  return error?.code === '42501';
}
