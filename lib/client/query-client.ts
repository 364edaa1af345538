import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { isScreenLocked } from '@/lib/client/screen-lock';
import type { ErrorCode } from '@/lib/shared/errors';
import { HOME, secondFactorPath, signInPath } from '@/lib/shared/sign-in-path';

/** Who somebody is, at which casino, or by what they show it, is asked anew, whatever they were about to do. */
const ASKED_ANEW: readonly ErrorCode[] = ['UNAUTHENTICATED', 'CASINO_NOT_CHOSEN', 'SECOND_FACTOR_NEEDED'];
const LEFT_ALREADY = ['/login', '/second-factor'];
const QUERY_RETRIES = 2;
const STALE_AFTER_MS = 10_000;

/**
 * A query client with the product's defaults: reads are repeated twice when nothing came back or the server failed,
 * never when it refused or the device has no network, so that the screen says so at once; writes are repeated only where their hook keeps one idempotency key. An answer that says
 * "not signed in" leads to the sign-in screen, once, and from there back to where the person was.
 */
export function makeQueryClient(): QueryClient {
  const leaveOn = makeSignInRedirect();
  return new QueryClient({
    // FORBIDDEN on what a screen reads: the person was deactivated and must not go on looking at old data. On a write it
    // only means that the role lacks the capability.
    queryCache: new QueryCache({
      onError: (error) => leaveOn(error, [...ASKED_ANEW, 'FORBIDDEN', 'LICENCE_EXPIRED']),
    }),
    mutationCache: new MutationCache({ onError: (error) => leaveOn(error, ASKED_ANEW) }),
    defaultOptions: {
      // 'always': on casino Wi-Fi the browser's own idea of being online is wrong too often to hold requests back.
      queries: {
        networkMode: 'always',
        retry: (failureCount, error) => failureCount < QUERY_RETRIES && isWorthRepeating(error),
        staleTime: ({ state }) => staleAfterMs(state.dataUpdatedAt),
        // React Query switches this off under networkMode 'always'.
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/**
 * For how long an answer is good. One that lies well ahead would be for hours: it came with the page, whose server's clock is
 * not the device's, or before that was set back. It is old.
 */
function staleAfterMs(answeredAt: number): number {
  const aheadMs = answeredAt - Date.now();
  return aheadMs > STALE_AFTER_MS ? -aheadMs : STALE_AFTER_MS;
}

function isWorthRepeating(error: Error): boolean {
  return (error instanceof NoAnswerError && !error.isOffline) || (error instanceof ApiError && error.status >= 500);
}

function makeSignInRedirect(): (error: Error, codes: readonly ErrorCode[]) => void {
  let isLeaving = false;
  return (error, codes) => {
    if (!(error instanceof ApiError) || !codes.includes(error.code)) return;
    // Under the cover nobody is signed in, and the page waits there for its person.
    if (isScreenLocked()) return;
    if (isLeaving || typeof window === 'undefined' || LEFT_ALREADY.includes(window.location.pathname)) return;
    isLeaving = true;
    // Still signed in, and this screen belongs to a casino that the session is not at any more: to the one where it is, or to the choice.
    if (error.code === 'CASINO_NOT_CHOSEN') return window.location.replace(HOME);
    const here = window.location.pathname + window.location.search;
    // Still signed in, and back here once the code is given.
    if (error.code === 'SECOND_FACTOR_NEEDED') return window.location.replace(secondFactorPath(here));
    // What may not be read any more is nothing to come back to: whoever is still signed in has another role by now.
    const next = error.code !== 'UNAUTHENTICATED' ? HOME : here;
    // In the place of this screen, so that Back does not show the sign-in page to whoever is signed in.
    window.location.replace(signInPath(next, { hasEnded: true }));
  };
}
