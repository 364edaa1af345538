import type { IntentStore } from './store';

/** How soon to ask for the code again, where the network did not bring it. */
const ATTEMPT_MS = 2_000;

/**
 * A store whose code is not in the first load: `load` fetches it on first use. What is asked of it before waits, however long the
 * network is away, and is then done in the order of asking; nothing that a person confirmed is refused or lost for it.
 */
export function makeLateStore<Kept>(load: () => Promise<IntentStore<Kept>>): IntentStore<Kept> {
  let arriving: Promise<IntentStore<Kept>> | null = null;
  const store = () => {
    arriving ??= untilLoaded(load);
    return arriving;
  };
  return {
    list: async () => (await store()).list(),
    add: async (intent) => (await store()).add(intent),
    change: async (id, decide) => (await store()).change(id, decide),
  };
}

async function untilLoaded<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_MS));
    }
  }
}
