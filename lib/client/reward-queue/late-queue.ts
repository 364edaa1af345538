import type { RewardQueue } from './queue';
import type { RewardQueueEvents, RewardQueueSnapshot } from './types';

/** How soon to ask for the code again, where the network did not bring it. */
const ATTEMPT_MS = 2_000;

/** What is seen before the device has been looked at, and on a server, which is no device. */
export const NOTHING_WAITS: RewardQueueSnapshot<never> = { intents: [], othersCount: 0, isPausedForSignIn: false };

/** What the screens need of the queue. */
export type LateQueue<Input, Posting> = Pick<
  RewardQueue<Input, Posting>,
  'start' | 'stop' | 'add' | 'cancel' | 'retry' | 'dismiss' | 'subscribe' | 'getSnapshot'
> & { hold: () => Promise<void>; resume: () => Promise<void> };

/**
 * A queue whose code is not in the first load: `load` fetches it on first use. What is asked of it before waits, however long the
 * network is away, and is then done in the order of asking; nothing that a person confirmed is refused or lost for it.
 */
export function makeLateQueue<Input, Posting>(
  load: () => Promise<RewardQueue<Input, Posting>>,
): LateQueue<Input, Posting> {
  const listeners = new Set<() => void>();
  let queue: RewardQueue<Input, Posting> | null = null;
  let arriving: Promise<RewardQueue<Input, Posting>> | null = null;
  /** Of whoever started it last and has not stopped it since. */
  let wanted: RewardQueueEvents<Input, Posting> | null = null;
  const arrive = () => {
    arriving ??= untilLoaded(load).then((loaded) => {
      queue = loaded;
      loaded.subscribe(() => {
        for (const listener of listeners) listener();
      });
      return loaded;
    });
    return arriving;
  };
  return {
    async start(events = {}) {
      wanted = events;
      const loaded = await arrive();
      if (wanted === events) await loaded.start(events);
    },
    stop() {
      wanted = null;
      queue?.stop();
    },
    add: async (input, display) => (await arrive()).add(input, display),
    cancel: async (key) => (await arrive()).cancel(key),
    retry: async (key) => (await arrive()).retry(key),
    dismiss: async (key) => (await arrive()).dismiss(key),
    hold: async () => (await arrive()).hold(),
    resume: async () => (await arrive()).resume(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => queue?.getSnapshot() ?? NOTHING_WAITS,
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
