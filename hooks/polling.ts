/** How a query is asked again: every so often while the page is visible, and at once when it is looked at again or back online. */
export function polling(everyMs: number) {
  return {
    staleTime: everyMs,
    refetchInterval: everyMs,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    // The next poll is the retry.
    retry: false,
  } as const;
}

/** How a count beside the name of a screen is kept: only for who can do something about it, and now and then. */
export function badgePolling(isAsked: boolean) {
  return { enabled: isAsked, ...polling(60_000) } as const;
}

type PagedQuery = { state: { data?: { pages: unknown[] } | undefined } };

/** As `polling`, for a list read page by page: the more pages the rarer the polls, so the server's cost stays the same. */
export function pagePolling(everyMs: number) {
  return {
    ...polling(everyMs),
    refetchInterval: ({ state }: PagedQuery) => everyMs * Math.max(1, state.data?.pages.length ?? 1),
  };
}
