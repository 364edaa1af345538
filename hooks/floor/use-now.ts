import { useCallback, useSyncExternalStore } from 'react';

/** Device and server may differ by this much before the clock is moved: a small error is better than a jump. */
const TOLERANCE_MS = 1_500;

let offsetMs: number | null = null;

/**
 * Learns the server's clock from an answer: `asOf` is the server's time at some moment between sending and receiving
 * (epoch milliseconds of the device). The estimate moves only when it is clearly out of that interval.
 */
export function noteServerTime(asOf: string, sentAt: number, receivedAt: number): void {
  const serverTime = Date.parse(asOf);
  if (Number.isNaN(serverTime)) return;
  const lowest = serverTime - receivedAt;
  const highest = serverTime - sentAt;
  const isWithin = offsetMs !== null && offsetMs > lowest - TOLERANCE_MS && offsetMs < highest + TOLERANCE_MS;
  if (!isWithin) offsetMs = Math.round((lowest + highest) / 2);
}

/** The server's time in epoch milliseconds, as well as it is known; the device's own before the first answer. */
export function serverNow(): number {
  return Date.now() + (offsetMs ?? 0);
}

/**
 * The server's time, moving on every `intervalMs`; all users of one interval tick together. While the page is rendered
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
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = serverNow();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      if (listeners.size === 0) timer = setInterval(tick, intervalMs);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    getNow() {
      // With nobody listening the clock stands; the first to look again must not see an old time.
      if (listeners.size === 0 && Math.abs(serverNow() - now) >= intervalMs) now = serverNow();
      return now;
    },
  };
}
