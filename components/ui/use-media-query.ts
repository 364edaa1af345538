'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** Whether the media query holds now. On the server, and while hydrating, it is `isServerMatch`. */
export function useMediaQuery(query: string, isServerMatch: boolean): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => isServerMatch,
  );
}
