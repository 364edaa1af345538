/** Where the Supabase API is, and the key that makes the caller the service. */
export interface ServiceSettings {
  supabaseUrl: string;
  secretKey: string;
}

/** Reads SUPABASE_URL and SUPABASE_SECRET_KEY; throws naming the one that is missing. */
export function readServiceSettings(environment: Record<string, string | undefined>): ServiceSettings {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = environment;
  if (!SUPABASE_URL) throw new Error('SUPABASE_URL is not set: the worker does not know which API to call.');
  if (!SUPABASE_SECRET_KEY)
    throw new Error('SUPABASE_SECRET_KEY is not set: the worker is the service, and needs its key.');
  return { supabaseUrl: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY };
}
