import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Page } from '@/lib/shared/schemas';

type AllPagesOptions<Item> = {
  readPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;
  onDone: (items: Item[]) => void;
};

/**
 * Reads a list to its end, from the moment it is mounted until it is unmounted. `count` is what has been read so far; after
 * an error `goOn` continues where the last answer left off.
 */
export function useAllPages<Item>({ readPage, onDone }: AllPagesOptions<Item>) {
  const [count, setCount] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const read = useRef<{ items: Item[]; cursor: string | undefined }>({ items: [], cursor: undefined });
  const readOn = useEffectEvent(async (signal: AbortSignal) => {
    for (;;) {
      const page = await readPage(read.current.cursor, signal);
      if (signal.aborted) return;
      read.current = { items: [...read.current.items, ...page.items], cursor: page.nextCursor ?? undefined };
      setCount(read.current.items.length);
      if (page.nextCursor === null) return onDone(read.current.items);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt goes on reading.
  useEffect(() => {
    const abort = new AbortController();
    readOn(abort.signal).catch((failure: unknown) => {
      if (!abort.signal.aborted) setError(failure);
    });
    return () => abort.abort();
  }, [attempt]);
  const goOn = () => {
    setError(null);
    setAttempt((before) => before + 1);
  };
  return { count, error, goOn };
}
