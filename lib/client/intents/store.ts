/** One step of a store: `after` is the same object where nothing was written, null where the intent was removed. */
export type IntentChange<Kept> = { before: Kept; after: Kept | null };

/** The new intent; the same object to leave it; null to remove it. */
export type Decide<Kept> = (current: Kept) => Kept | null;

type Soon<T> = T | Promise<T>;

/**
 * Where confirmed intents are kept. It has three ports, by what they have to survive: another attempt (memory), a reload of
 * the page (session storage), a killed tab and a tablet without power (IndexedDB, which all tabs share).
 */
export type IntentStore<Kept> = {
  /** Every intent, oldest first. */
  list(): Soon<readonly Kept[]>;
  /** Done only when the intent would survive what the port is for. Fails where its id is taken. */
  add(intent: Kept): Soon<void>;
  /** Reads, decides and writes as one step that nobody can get between. Null where there is no such id. */
  change(id: string, decide: Decide<Kept>): Soon<IntentChange<Kept> | null>;
};

/** A store that answers at once, and tells of every change; the list stays the same object until then. */
export interface InstantIntentStore<Kept> extends IntentStore<Kept> {
  list(): readonly Kept[];
  add(intent: Kept): void;
  change(id: string, decide: Decide<Kept>): IntentChange<Kept> | null;
  /** Calls `listener` after every change; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}
