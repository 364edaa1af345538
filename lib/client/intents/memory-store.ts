import type { InstantIntentStore } from './store';

/** Keeps intents as long as the page. `idOf` tells which intent takes whose place. */
export function makeMemoryStore<Kept>(
  idOf: (intent: Kept) => string,
  first: readonly Kept[] = [],
): InstantIntentStore<Kept> {
  let all = first;
  const listeners = new Set<() => void>();
  const find = (id: string) => all.find((intent) => idOf(intent) === id);
  const show = (next: readonly Kept[]) => {
    all = next;
    for (const listener of listeners) listener();
  };
  return {
    list: () => all,
    add(intent) {
      if (find(idOf(intent)) !== undefined) throw new Error(`There is an intent of ${idOf(intent)} already.`);
      show([...all, intent]);
    },
    change(id, decide) {
      const before = find(id);
      if (before === undefined) return null;
      const after = decide(before);
      if (after === null) show(all.filter((intent) => intent !== before));
      else if (after !== before) show(all.map((intent) => (intent === before ? after : intent)));
      return { before, after };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
