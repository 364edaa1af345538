/**
 * `online`: the last request was answered. `reconnecting`: it was not, although the device believes it has a network.
 * `offline`: the device itself says there is none.
 */
export type ConnectionState = 'online' | 'reconnecting' | 'offline';

const listeners = new Set<() => void>();
let wasLastRequestAnswered = true;

/** Notes whether the server answered the last request, whatever it said, or did not in time. */
export function reportAnswered(isAnswered: boolean): void {
  if (wasLastRequestAnswered === isAnswered) return;
  wasLastRequestAnswered = isAnswered;
  notify();
}

/** The state now; a string, so it can be compared as it is. */
export function getConnectionState(): ConnectionState {
  if (typeof navigator !== 'undefined' && navigator.onLine === false) return 'offline';
  return wasLastRequestAnswered ? 'online' : 'reconnecting';
}

/** Calls `listener` after every change of the state; returns the way to stop. */
export function subscribeConnection(listener: () => void): () => void {
  if (listeners.size === 0 && typeof window !== 'undefined') {
    window.addEventListener('online', notify);
    window.addEventListener('offline', notify);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || typeof window === 'undefined') return;
    window.removeEventListener('online', notify);
    window.removeEventListener('offline', notify);
  };
}

function notify(): void {
  for (const listener of listeners) listener();
}
