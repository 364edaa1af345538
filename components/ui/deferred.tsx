'use client';

import { type ReactNode, useDeferredValue } from 'react';

/**
 * Draws its children in the frame after the one that shows it first, so that what was tapped for answers at once: on a slow tablet a
 * drawer's panels take longer than its frame, and the requests that they send are sent before anything is painted. Give it a key
 * where another thing takes its place.
 */
export function Deferred({ fallback = null, children }: { fallback?: ReactNode; children: ReactNode }) {
  const isDue = useDeferredValue(true, false);
  return isDue ? children : fallback;
}
