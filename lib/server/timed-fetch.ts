import 'server-only';
import { readGateway } from '@/lib/server/gateway';

const TIME_LIMIT_MS = 9_000;
/** Calls that may honestly take long: the proof walks the whole ledger. */
const LONG_TIME_LIMIT_MS = 65_000;
const LONG_CALLS = /\/rpc\/rpc_verify_loyalty_ledger$/;

/**
 * `fetch` that gives up: a backend that hangs must become a 503, not a queue of requests that wait for ever. What stands before the
 * backend and answers in its place becomes one, too.
 */
export const timedFetch: typeof fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  const limit = AbortSignal.timeout(LONG_CALLS.test(new URL(url).pathname) ? LONG_TIME_LIMIT_MS : TIME_LIMIT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
  return readGateway(url, await fetch(input, { ...init, signal }));
};
