import { useCallback, useSyncExternalStore } from 'react';
import { onClockMoved, serverNow } from '@/lib/client/server-clock';

/**
 * The server's time, moving on every `intervalMs`, and at once when more is learnt of the server's clock; all users of one interval tick together. While the page is rendered
 * on the server and hydrated it is 0, which the slip-time helpers read as "not later than the answer".
 */
export function useNow(intervalMs: number): number {
  const subscribe = useCallback((listener: () => void) => clockOf(intervalMs).subscribe(listener), [intervalMs]);
  const getSnapshot = useCallback(() => clockOf(intervalMs).getNow(), [intervalMs]);
  return useSyncExternalStore(subscribe, getSnapshot, () => 0);
}

type Clock = { subscribe(listener: () => void): () => void; getNow(): number };

const clocks = new Map<number, Clock>();

function clockOf(intervalMs: number): Clock {
  const existing = clocks.get(intervalMs);
  if (existing) return existing;
  const clock = makeClock(intervalMs);
  clocks.set(intervalMs, clock);
  return clock;
}

function makeClock(intervalMs: number): Clock {
  const listeners = new Set<() => void>();
  let now = serverNow();
  let stop: (() => void) | undefined;
  const tick = () => {
    now = serverNow();
    for (const listener of listeners) listener();
  };
  const start = () => {
    const timer = setInterval(tick, intervalMs);
    const forget = onClockMoved(tick);
    return () => {
      clearInterval(timer);
      forget();
    };
  };
  return {
    subscribe(listener) {
      if (listeners.size === 0) stop = start();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop?.();
      };
    },
    getNow() {
      // With nobody listening the clock stands; the first to look again must not see an old time.
      if (listeners.size === 0 && Math.abs(serverNow() - now) >= intervalMs) now = serverNow();
      return now;
    },
  };
}
