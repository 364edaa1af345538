'use client';

import { useEffect } from 'react';

const AFTER_MS = 1_500;

/**
 * Fetches code that the first screen does not need soon after that screen stands. Drawers then open without asking the
 * network, which may be gone by then. `loaders` has to be the same array on every render.
 */
export function usePreload(loaders: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled(loaders.map((load) => load())), AFTER_MS);
    return () => clearTimeout(timer);
  }, [loaders]);
}
