import { useCallback, useSyncExternalStore } from 'react';

/** Often enough that no second is skipped. */
const LOOK_EVERY_MS = 250;

/** Whole seconds until a time of the device's clock, counting down; none once it is there. */
export function useSecondsUntil(atMs: number): number {
  const read = useCallback(() => Math.max(0, Math.ceil((atMs - Date.now()) / 1_000)), [atMs]);
  return useSyncExternalStore(subscribe, read, () => 0);
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
