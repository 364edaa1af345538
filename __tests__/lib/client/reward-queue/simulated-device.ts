import { ApiError, NoAnswerError } from '@/lib/client/api';
import type { IntentStore } from '@/lib/client/intents/store';
import { RewardQueue } from '@/lib/client/reward-queue/queue';
import type { QueueIdentity, RewardIntent, RewardQueueEvents, TabMessage, Tabs } from '@/lib/client/reward-queue/types';

export type Input = { ratingSlipId: string; points: number };
export type Posting = { points: number };
export type Intent = RewardIntent<Input>;

/** What happens to one request. `lost`: never arrived. `unheard`: carried out, but the answer was lost. */
export type Fate = 'answered' | 'lost' | 'unheard' | ApiError;

export const ANNA: QueueIdentity = { casinoId: 'harbor', staffId: 'anna' };
export const DISPLAY = { playerName: 'R. Vega', tableLabel: 'BJ-04' };

/** Lets every promise chain that is ready run to its end. */
export function flush(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when told. Timers go by elapsed time, as real ones do, whatever the wall clock shows. */
export class Clock {
  #elapsedMs = 0;
  #wallOffsetMs = 1_790_000_000_000;
  #timers: { at: number; callback: () => void }[] = [];

  readonly now = (): number => this.#elapsedMs + this.#wallOffsetMs;

  readonly setTimer = (callback: () => void, delayMs: number): (() => void) => {
    const timer = { at: this.#elapsedMs + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  async advance(durationMs: number): Promise<void> {
    const end = this.#elapsedMs + durationMs;
    for (;;) {
      await flush();
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.at);
      next.callback();
    }
    this.#elapsedMs = end;
    await flush();
  }

  /** Somebody sets the device's time. */
  turn(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }
}

/** A store that outlives the queues of a test, as the device's outlives a tab. Hands out copies, like a real one. */
export class MemoryStore implements IntentStore<Intent> {
  readonly intents = new Map<string, Intent>();
  isBroken = false;

  async list(): Promise<Intent[]> {
    await this.#reach();
    const order = (a: Intent, b: Intent) => a.createdAt - b.createdAt || (a.idempotencyKey < b.idempotencyKey ? -1 : 1);
    return [...this.intents.values()].map((intent) => structuredClone(intent)).sort(order);
  }

  async add(intent: Intent): Promise<void> {
    await this.#reach();
    this.intents.set(intent.idempotencyKey, structuredClone(intent));
  }

  async change(key: string, decide: (current: Intent) => Intent | null) {
    await this.#reach();
    const stored = this.intents.get(key);
    if (!stored) return null;
    const before = structuredClone(stored);
    const after = decide(before);
    if (after === null) this.intents.delete(key);
    else this.intents.set(key, structuredClone(after));
    return { before, after };
  }

  async #reach(): Promise<void> {
    await null;
    if (this.isBroken) throw new Error('The disk is full.');
  }
}

/** A server that carries out each key once, behind a network that does what the test says. */
export class Server {
  /** What was carried out, by key. */
  readonly effects = new Map<string, Input>();
  readonly requests: { key: string; input: Input; storedStatus: string | undefined; storedAttempts: number }[] = [];
  /** One for each coming request; a promise keeps its request waiting. After the last, all are answered. */
  fates: (Fate | Promise<Fate>)[] = [];
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  readonly send = async (intent: Intent): Promise<{ posting: Posting; isReplay: boolean }> => {
    const key = intent.idempotencyKey;
    const stored = this.#store.intents.get(key);
    this.requests.push({
      key,
      input: intent.input,
      storedStatus: stored?.status,
      storedAttempts: stored?.attempts ?? 0,
    });
    const fate = await (this.fates.shift() ?? 'answered');
    if (fate === 'lost') throw new NoAnswerError(new Error('lost'));
    const isReplay = this.effects.has(key);
    if (fate instanceof ApiError && !isReplay) throw fate;
    this.effects.set(key, intent.input);
    if (fate === 'unheard') throw new NoAnswerError(new Error('unheard'));
    return { posting: { points: intent.input.points }, isReplay };
  };
}

/** The browser's channels and locks between the tabs of one device. */
class TabHub {
  readonly #listeners = new Set<{ listener: (message: TabMessage) => void }>();
  readonly #held = new Set<string>();

  makeTabs(): Tabs {
    let own: { listener: (message: TabMessage) => void } | null = null;
    return {
      post: (message) => {
        for (const other of this.#listeners) if (other !== own) queueMicrotask(() => other.listener(message));
      },
      listen: (listener) => {
        const entry = { listener };
        own = entry;
        this.#listeners.add(entry);
        return () => this.#listeners.delete(entry);
      },
      holdWhile: async (key, work) => {
        this.#held.add(key);
        try {
          return await work();
        } finally {
          this.#held.delete(key);
        }
      },
      isHeld: async (key) => this.#held.has(key),
    };
  }

  /** A killed tab's locks are released by the browser. */
  releaseAll(): void {
    this.#held.clear();
  }
}

/** One tablet with its server: open as many tabs on it as needed. */
export class Device {
  readonly clock = new Clock();
  readonly store = new MemoryStore();
  readonly server = new Server(this.store);
  readonly hub = new TabHub();
  isOnline = true;
  readonly #wakers = new Set<() => void>();
  #keys = 0;

  openTab(identity: QueueIdentity = ANNA): RewardQueue<Input, Posting> {
    return new RewardQueue<Input, Posting>({
      identity,
      store: this.store,
      send: this.server.send,
      laneOf: (input) => input.ratingSlipId,
      newKey: () => {
        this.#keys += 1;
        return `key-${String(this.#keys).padStart(4, '0')}`;
      },
      newCorrelationId: () => `correlation-${this.#keys}`,
      now: this.clock.now,
      setTimer: this.clock.setTimer,
      backOffMs: (attempts) => attempts * 1_000,
      isOnline: () => this.isOnline,
      onWake: (listener) => {
        this.#wakers.add(listener);
        return () => this.#wakers.delete(listener);
      },
      tabs: this.hub.makeTabs(),
    });
  }

  async wake(): Promise<void> {
    for (const waker of this.#wakers) waker();
    await flush();
  }
}

/** Collects what a queue tells its screen. */
export function recordEvents() {
  const issued: { key: string; isReplay: boolean }[] = [];
  const refused: string[] = [];
  const events: RewardQueueEvents<Input, Posting> = {
    onIssued: (intent, _posting, isReplay) => issued.push({ key: intent.idempotencyKey, isReplay }),
    onRefused: (intent) => refused.push(intent.idempotencyKey),
  };
  return { issued, refused, events };
}

/** A promise that the test settles when it wants. */
export function makeGate(): { promise: Promise<Fate>; resolve: (fate: Fate) => void } {
  let resolve: (fate: Fate) => void = () => {};
  const promise = new Promise<Fate>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
