import { type Network, readNetworks } from './reach.ts';

/** Where the Supabase API is, and the key that makes the caller the service. */
export interface ServiceSettings {
  supabaseUrl: string;
  secretKey: string;
}

/** What a worker goes by: beside the API the networks, of those that are not the internet's, that webhooks may lead to. */
export interface WorkerSettings extends ServiceSettings {
  webhookNetworks: readonly Network[];
}

/** Reads SUPABASE_URL, SUPABASE_SECRET_KEY and PITSIDE_WEBHOOK_NETWORKS; throws naming the one that is missing or wrong. */
export function readWorkerSettings(environment: Record<string, string | undefined>): WorkerSettings {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = environment;
  if (!SUPABASE_URL) throw new Error('SUPABASE_URL is not set: the worker does not know which API to call.');
  if (!SUPABASE_SECRET_KEY)
    throw new Error('SUPABASE_SECRET_KEY is not set: the worker is the service, and needs its key.');
  const webhookNetworks = readNetworks(environment.PITSIDE_WEBHOOK_NETWORKS);
  return { supabaseUrl: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY, webhookNetworks };
}
