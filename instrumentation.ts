/** Runs once in each web server, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ env }, { watchAddresses }, { limitArrival }] = await Promise.all([
    import('@/lib/server/env'),
    import('@/lib/server/client-address'),
    import('@/lib/server/http/arrival'),
  ]);
  watchAddresses(env().PITSIDE_TRUSTED_PROXIES);
  limitArrival();
}
