import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, NoAnswerError } from '@/lib/client/api';

const QUERY_RETRIES = 2;
const STALE_AFTER_MS = 10_000;

/**
 * A query client with the product's defaults: reads are repeated twice when nothing came back or the server failed,
 * never when it refused; writes are repeated only where their hook keeps one idempotency key. An answer that says
 * "not signed in" leads to the sign-in screen, once, and from there back to where the person was.
 */
export function makeQueryClient(): QueryClient {
  const onError = makeSignInRedirect();
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // 'always': on casino Wi-Fi the browser's own idea of being online is wrong too often to hold requests back.
      queries: {
        networkMode: 'always',
        retry: (failureCount, error) => failureCount < QUERY_RETRIES && isWorthRepeating(error),
        staleTime: STALE_AFTER_MS,
        // React Query switches this off under networkMode 'always'.
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function isWorthRepeating(error: Error): boolean {
  return error instanceof NoAnswerError || (error instanceof ApiError && error.status >= 500);
}

function makeSignInRedirect(): (error: Error) => void {
  let isLeaving = false;
  return (error) => {
    if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') return;
    if (isLeaving || typeof window === 'undefined' || window.location.pathname === '/login') return;
    isLeaving = true;
    const here = window.location.pathname + window.location.search;
    window.location.assign(`/login?next=${encodeURIComponent(here)}`);
  };
}
