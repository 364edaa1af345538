'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

type Read<T> = { token: string; opened: T | null; error: unknown };

/**
 * What the one-time link in the address opens: `token` is null while the server draws, and empty where the address has none.
 * Apart from React Query, as signing in is: nobody is signed in, and nothing is to be cached. `read` is the same at each drawing.
 */
export function useOneTimeLink<T>(read: (token: string, signal: AbortSignal) => Promise<T>) {
  const token = useSyncExternalStore(onTokenChange, readToken, () => null);
  const [answer, setAnswer] = useState<Read<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew.
  useEffect(() => {
    if (!token) return;
    const controller = new AbortController();
    read(token, controller.signal).then(
      (opened) => setAnswer({ token, opened, error: null }),
      (error: unknown) => {
        if (!controller.signal.aborted) setAnswer({ token, opened: null, error });
      },
    );
    return () => controller.abort();
  }, [token, read, attempt]);
  const again = useCallback(() => {
    setAnswer(null);
    setAttempt((before) => before + 1);
  }, []);
  const current = answer?.token === token ? answer : null;
  return { token, opened: current?.opened ?? null, error: current?.error ?? null, again };
}

const readToken = () => window.location.hash.slice(1);

function onTokenChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
