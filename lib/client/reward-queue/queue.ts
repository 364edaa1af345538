import type { Decide, IntentChange } from '@/lib/client/intents/store';
import { afterFailure, LONGEST_WAIT_MS, mustSignIn } from './after-failure';
import type {
  RewardDisplay,
  RewardIntent,
  RewardQueueEvents,
  RewardQueuePorts,
  RewardQueueSnapshot,
  TabMessage,
} from './types';

/** Longer than any request lives: past it, a `sending` intent has lost its sender. */
const LEASE_MS = 15_000;
/** How soon to look again after the device's store failed. */
const STORE_RETRY_MS = 1_000;

type Begun<Input> = { intent: RewardIntent<Input>; wasUnanswered: boolean };

/**
 * Sends confirmed rewards until the server has answered each of them, over lost connections, reloads, killed tabs and
 * several tabs at once. Its promises: an intent is on disk before anything is sent; every attempt uses the same key;
 * what may have been issued can't be cancelled, what the server said it did not issue can; only the signed-in person's intents are sent.
 *
 * The store decides who sends: an intent is taken by an atomic step that marks it `sending` for a limited time. The tab
 * lock only tells a loading tab whether the one that was sending is still alive.
 */
export class RewardQueue<Input, Posting> {
  readonly #ports: RewardQueuePorts<Input, Posting>;
  readonly #listeners = new Set<() => void>();
  readonly #busyLanes = new Set<string>();
  readonly #notBefore = new Map<string, number>();
  #stored: readonly RewardIntent<Input>[] = [];
  #snapshot: RewardQueueSnapshot<Input> = { intents: [], othersCount: 0, isPausedForSignIn: false };
  #events: RewardQueueEvents<Input, Posting> = {};
  #isStarted = false;
  #isPaused = false;
  #readings = 0;
  #detach: (() => void)[] = [];
  #cancelTimer: () => void = () => {};

  constructor(ports: RewardQueuePorts<Input, Posting>) {
    this.#ports = ports;
  }

  /** Begins to send what waits on this device, and to listen. Resolves when what was left over has been read. */
  readonly start = async (events: RewardQueueEvents<Input, Posting> = {}): Promise<void> => {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#events = events;
    this.#detach = [
      this.#ports.onWake(() => void this.#wake()),
      this.#ports.tabs.listen((message) => void this.#hear(message)),
    ];
    this.#ports.tabs.post({ kind: 'signed-in', ...this.#ports.identity });
    await this.#recover();
  };

  /** Stops sending and listening. A request already on its way is still settled in the store, without an event. */
  readonly stop = (): void => {
    this.#isStarted = false;
    this.#events = {};
    this.#cancelTimer();
    for (const detach of this.#detach) detach();
    this.#detach = [];
  };

  /**
   * Takes a confirmed reward. Resolves when it is safely on the device, with its key; sending goes on by itself.
   * Rejects only when it could not be kept: then nothing was or will be sent.
   */
  readonly add = async (input: Input, display: RewardDisplay): Promise<RewardIntent<Input>> => {
    const now = this.#ports.now();
    const intent: RewardIntent<Input> = {
      idempotencyKey: this.#ports.newKey(),
      correlationId: this.#ports.newCorrelationId(),
      ...this.#ports.identity,
      input,
      display,
      status: 'unsent',
      attempts: 0,
      createdAt: now,
      nextAttemptAt: now,
    };
    await this.#ports.store.add(intent);
    this.#show([...this.#without(intent.idempotencyKey), intent]);
    this.#ports.tabs.post({ kind: 'changed' });
    void this.#readAndPump();
    return intent;
  };

  /** Takes an intent back. True when it is gone; false when it may have reached the server, so that it has to run. */
  readonly cancel = async (key: string): Promise<boolean> => {
    const change = await this.#change(key, (current) => (current.status === 'unsent' ? null : current));
    return change !== null && change.after === null;
  };

  /** Sends an intent now instead of after its wait; nothing happens to a refused one. */
  readonly retry = async (key: string): Promise<void> => {
    await this.#change(key, (current) => (isWaiting(current) ? this.#due(current) : current));
    this.#notBefore.clear();
    this.#pump();
  };

  /** Removes a refused intent, once its explanation has been read. */
  readonly dismiss = async (key: string): Promise<void> => {
    await this.#change(key, (current) => (current.status === 'refused' ? null : current));
  };

  /** Sends nothing more until `resume`: nobody is signed in on this device. */
  readonly hold = (): void => this.#setPaused(true);

  /** Goes on after the person has signed in again. */
  readonly resume = (): void => {
    this.#setPaused(false);
    this.#pump();
  };

  /** Calls `listener` after each change of the snapshot; returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is waiting now; the same object until the next call of the listeners. */
  readonly getSnapshot = (): RewardQueueSnapshot<Input> => this.#snapshot;

  /** Takes over what a killed tab left half done: it is sent again under its key, like anything without an answer. */
  async #recover(): Promise<void> {
    await this.#read();
    for (const intent of this.#snapshot.intents) {
      if (intent.status !== 'sending' || this.#busyLanes.has(this.#laneOf(intent))) continue;
      const isAlive = await this.#ports.tabs.isHeld(intent.idempotencyKey).catch(() => false);
      if (isAlive) continue;
      await this.#tryChange(intent.idempotencyKey, (current) =>
        current.attempts === intent.attempts && current.status === 'sending'
          ? this.#due({ ...current, status: 'unanswered' })
          : current,
      );
    }
    await this.#wake();
  }

  /** An answer has become likelier: what waits for one need not wait longer. A rate limit still stands. */
  async #wake(): Promise<void> {
    const now = this.#ports.now();
    for (const intent of this.#snapshot.intents) {
      if (intent.status !== 'unanswered' || intent.nextAttemptAt <= now) continue;
      await this.#tryChange(intent.idempotencyKey, (current) =>
        current.status === 'unanswered' ? this.#due(current) : current,
      );
    }
    this.#notBefore.clear();
    await this.#readAndPump();
  }

  async #hear(message: TabMessage): Promise<void> {
    if (message.kind === 'changed') return this.#readAndPump();
    const { casinoId, staffId } = this.#ports.identity;
    // All tabs share one session: after another person signed in elsewhere, this tab would issue in that name.
    this.#setPaused(message.casinoId !== casinoId || message.staffId !== staffId);
    this.#pump();
  }

  /** Starts every lane whose first intent is due, and sets the clock for the next one. */
  #pump(): void {
    this.#cancelTimer();
    if (!this.#isStarted || this.#isPaused || !this.#ports.isOnline()) return;
    const now = this.#ports.now();
    let earliest = Number.POSITIVE_INFINITY;
    for (const [lane, head] of this.#laneHeads()) {
      if (this.#busyLanes.has(lane)) continue;
      const dueAt = Math.max(dueTime(head.nextAttemptAt, now), dueTime(this.#notBefore.get(lane) ?? now, now));
      if (dueAt <= now) void this.#attempt(lane, head.idempotencyKey);
      else earliest = Math.min(earliest, dueAt);
    }
    if (earliest < Number.POSITIVE_INFINITY) {
      this.#cancelTimer = this.#ports.setTimer(() => this.#pump(), earliest - now);
    }
  }

  #laneHeads(): Map<string, RewardIntent<Input>> {
    const heads = new Map<string, RewardIntent<Input>>();
    for (const intent of this.#snapshot.intents) {
      const lane = this.#laneOf(intent);
      if (intent.status !== 'refused' && !heads.has(lane)) heads.set(lane, intent);
    }
    return heads;
  }

  async #attempt(lane: string, key: string): Promise<void> {
    this.#busyLanes.add(lane);
    let isStoreWell = true;
    try {
      const begun = await this.#begin(key);
      if (begun) await this.#ports.tabs.holdWhile(key, () => this.#sendAndSettle(begun));
    } catch {
      // The store failed. If the request was already made, its key is still there and is sent again.
      isStoreWell = false;
    }
    this.#busyLanes.delete(lane);
    isStoreWell = (await this.#read()) && isStoreWell;
    if (isStoreWell) this.#notBefore.delete(lane);
    else this.#notBefore.set(lane, this.#ports.now() + STORE_RETRY_MS);
    this.#pump();
  }

  /** Writes down that an attempt is about to be made. Null where another tab was quicker or the person took it back. */
  async #begin(key: string): Promise<Begun<Input> | null> {
    const now = this.#ports.now();
    const change = await this.#ports.store.change(key, (current) => {
      if (current.status === 'refused' || dueTime(current.nextAttemptAt, now) > now) return current;
      const attempts = current.attempts + 1;
      return { ...current, status: 'sending', attempts, refusal: undefined, nextAttemptAt: now + LEASE_MS };
    });
    if (!change?.after || change.after === change.before) return null;
    this.#reveal(change.after);
    const wasUnanswered = change.before.status === 'unanswered' || change.before.status === 'sending';
    return { intent: change.after, wasUnanswered };
  }

  async #sendAndSettle({ intent, wasUnanswered }: Begun<Input>): Promise<void> {
    const { store, send, now, backOffMs } = this.#ports;
    let answer: { posting: Posting; isReplay: boolean };
    try {
      answer = await send(intent);
    } catch (error) {
      const next = afterFailure(intent, error, { wasUnanswered, now: now(), backOffMs });
      if (mustSignIn(error)) this.#setPaused(true);
      await store.change(intent.idempotencyKey, () => next);
      this.#reveal(next);
      if (next.status === 'refused') this.#tell((events) => events.onRefused?.(next));
      return;
    }
    await store.change(intent.idempotencyKey, () => null);
    // Told before the row goes and without a pause between: what is drawn next has the reward once, as issued.
    this.#tell((events) => events.onIssued?.(intent, answer.posting, answer.isReplay));
    this.#show(this.#without(intent.idempotencyKey));
    this.#ports.tabs.post({ kind: 'changed' });
  }

  /** A listener that throws is heard of as any uncaught error is, and must not look like a store that failed. */
  #tell(call: (events: RewardQueueEvents<Input, Posting>) => void): void {
    try {
      call(this.#events);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  /** A person's change to an intent of their own; other people's are left as they are. */
  async #change(key: string, decide: Decide<RewardIntent<Input>>): Promise<IntentChange<RewardIntent<Input>> | null> {
    const change = await this.#ports.store.change(key, (current) =>
      this.#isMine(current) ? decide(current) : current,
    );
    this.#ports.tabs.post({ kind: 'changed' });
    await this.#readAndPump();
    return change;
  }

  /** The queue's own change; a store that fails is no failure of the queue. */
  async #tryChange(key: string, decide: Decide<RewardIntent<Input>>): Promise<void> {
    try {
      await this.#ports.store.change(key, decide);
    } catch {
      // The intent stays as it was, and the next look at the store finds it so.
    }
  }

  async #readAndPump(): Promise<void> {
    await this.#read();
    this.#pump();
  }

  /** Reads the store; false when it can't be read. Of overlapping readings only the last begun counts. */
  async #read(): Promise<boolean> {
    this.#readings += 1;
    const reading = this.#readings;
    try {
      const stored = await this.#ports.store.list();
      if (reading === this.#readings) this.#show(stored);
      return true;
    } catch {
      return false;
    }
  }

  #reveal(changed: RewardIntent<Input>): void {
    this.#show(this.#stored.map((stored) => (stored.idempotencyKey === changed.idempotencyKey ? changed : stored)));
    this.#ports.tabs.post({ kind: 'changed' });
  }

  #setPaused(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return;
    this.#isPaused = isPaused;
    this.#show(this.#stored);
  }

  #show(stored: readonly RewardIntent<Input>[]): void {
    this.#stored = stored;
    const intents = stored.filter((intent) => this.#isMine(intent));
    this.#snapshot = { intents, othersCount: stored.length - intents.length, isPausedForSignIn: this.#isPaused };
    for (const listener of this.#listeners) listener();
  }

  #without(key: string): RewardIntent<Input>[] {
    return this.#stored.filter((stored) => stored.idempotencyKey !== key);
  }

  #due(intent: RewardIntent<Input>): RewardIntent<Input> {
    return { ...intent, nextAttemptAt: this.#ports.now() };
  }

  #laneOf(intent: RewardIntent<Input>): string {
    return this.#ports.laneOf(intent.input);
  }

  #isMine(intent: RewardIntent<Input>): boolean {
    const { casinoId, staffId } = this.#ports.identity;
    return intent.casinoId === casinoId && intent.staffId === staffId;
  }
}

function isWaiting(intent: RewardIntent<unknown>): boolean {
  return intent.status === 'unsent' || intent.status === 'unanswered';
}

/** When to send; a time further off than any wait can be comes from a clock that was turned, and means now. */
function dueTime(notBefore: number, now: number): number {
  return notBefore - now > LONGEST_WAIT_MS ? now : notBefore;
}
