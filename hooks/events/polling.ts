const POLL_MS = 5_000;

/** An admin watches deliveries now and then, and nobody waits for them: every five seconds, while the page is visible. */
export const POLLING = {
  staleTime: POLL_MS,
  refetchInterval: POLL_MS,
  refetchIntervalInBackground: false,
  refetchOnReconnect: 'always',
  // The next poll is the retry.
  retry: false,
} as const;
