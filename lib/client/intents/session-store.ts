import { makeMemoryStore } from './memory-store';
import type { InstantIntentStore } from './store';

/** The part of `Storage` that is used. */
export type IntentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

type SessionOptions<Kept> = {
  /** Null where the browser gives none. */
  storage: IntentStorage | null;
  /** Under which name they are written down. */
  name: string;
  idOf: (intent: Kept) => string;
  /** What is written down of an intent; null where a reload may forget it. */
  toKept: (intent: Kept) => object | null;
  /** The intent that something written down stands for; null where it is not one of ours. */
  fromKept: (value: unknown) => Kept | null;
};

/**
 * Keeps intents in this tab, over a reload of the page. Storage that fails (full, or switched off) costs the reload and
 * nothing else.
 */
export function makeSessionStore<Kept>(options: SessionOptions<Kept>): InstantIntentStore<Kept> {
  const store = makeMemoryStore(options.idOf, read(options));
  store.subscribe(() => write(options, store.list()));
  return store;
}

function read<Kept>({ storage, name, fromKept }: SessionOptions<Kept>): Kept[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(name) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.map(fromKept).filter((intent) => intent !== null);
  } catch {
    return [];
  }
}

function write<Kept>({ storage, name, toKept }: SessionOptions<Kept>, intents: readonly Kept[]): void {
  const kept = intents.map(toKept).filter((value) => value !== null);
  try {
    if (kept.length === 0) storage?.removeItem(name);
    else storage?.setItem(name, JSON.stringify(kept));
  } catch {
    // What is on the screen still holds; only a reload would forget it.
  }
}
