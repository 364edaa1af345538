const POLL_MS = 2_000;

/** Another tablet's change shows within two seconds while the page is visible; one's own at once, by invalidation. */
export const POLLING = {
  staleTime: POLL_MS,
  refetchInterval: POLL_MS,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: 'always',
  refetchOnReconnect: 'always',
  // The next poll is the retry.
  retry: false,
} as const;
