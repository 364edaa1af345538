/** Runs once in each web server, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Next reads `.env` by itself, where the worker's key may stand beside what is the web server's.
  for (const name of ['SUPABASE_SECRET_KEY', 'DATABASE_URL']) delete process.env[name];
  const [{ env }, { watchAddresses }, { limitArrival }] = await Promise.all([
    import('@/lib/server/env'),
    import('@/lib/server/client-address'),
    import('@/lib/server/http/arrival'),
  ]);
  watchAddresses(env().PITSIDE_TRUSTED_PROXIES);
  limitArrival();
}
