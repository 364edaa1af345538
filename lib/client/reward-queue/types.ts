import type { Refusal } from '@/lib/client/api';
import type { IntentStore } from '@/lib/client/intents/store';

/**
 * `unsent`: the server has nothing of it, or said that nothing was issued. `sending`: a request is on its way.
 * `unanswered`: a request may have reached the server; only the same key can find out. `refused`: the server said no.
 */
export type RewardIntentStatus = 'unsent' | 'sending' | 'unanswered' | 'refused';

/** What a list of waiting rewards shows without asking the server. */
export type RewardDisplay = { playerName: string; tableLabel: string };

/**
 * A reward that a person confirmed and the server has not yet acknowledged. It lives on the device, under the key that
 * makes it happen at most once. Times are epoch milliseconds of the device's clock.
 */
export type RewardIntent<Input> = {
  idempotencyKey: string;
  correlationId: string;
  casinoId: string;
  staffId: string;
  input: Input;
  display: RewardDisplay;
  status: RewardIntentStatus;
  /** Requests started so far. */
  attempts: number;
  createdAt: number;
  /** Not to be sent before this; while `sending`, when that request has certainly come to its end. */
  nextAttemptAt: number;
  /** What the server said no with; of an intent that waits, what it waits for, such as the rate of one person. */
  refusal?: Refusal | undefined;
};

/** What tabs of one device tell each other: the store changed, or this person is signed in now. */
export type TabMessage = { kind: 'changed' } | ({ kind: 'signed-in' } & QueueIdentity);

/** On whose behalf the queue sends: the server takes the session's word, so nobody else's intents may go out. */
export type QueueIdentity = { casinoId: string; staffId: string };

/** The other tabs of this device, as far as the browser lets them be reached. */
export type Tabs = {
  post(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): () => void;
  /** Runs `work`, marking for its duration that a living tab is sending this key. Never keeps `work` from running. */
  holdWhile<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Whether a living tab is sending this key; false where the browser cannot tell. */
  isHeld(key: string): Promise<boolean>;
};

/** Everything the engine takes from outside, so that it runs the same in a browser and under a test's clock. */
export type RewardQueuePorts<Input, Posting> = {
  identity: QueueIdentity;
  store: IntentStore<RewardIntent<Input>>;
  /** One request under the intent's key. Throws `ApiError` when refused; anything else thrown means "unknown". */
  send(intent: RewardIntent<Input>): Promise<{ posting: Posting; isReplay: boolean }>;
  /** Intents of one lane are sent one at a time, in order; lanes do not wait for each other. */
  laneOf(input: Input): string;
  newKey(): string;
  newCorrelationId(): string;
  now(): number;
  /** Calls back once after the delay; returns the way to call it off. */
  setTimer(callback: () => void, delayMs: number): () => void;
  /** The wait after the given number of attempts without an answer. */
  backOffMs(attempts: number): number;
  isOnline(): boolean;
  /** Calls back whenever an answer has become likelier: network back, page visible again. */
  onWake(listener: () => void): () => void;
  tabs: Tabs;
};

/** What the screens see. `intents` are those of the signed-in person, oldest first. */
export type RewardQueueSnapshot<Input> = {
  intents: readonly RewardIntent<Input>[];
  /** Intents on this device that belong to other people; they wait until those sign in here. */
  othersCount: number;
  /** The server no longer knows the session: nothing is sent until the person has signed in. */
  isPausedForSignIn: boolean;
};

/** What the queue tells the screen of this tab; another tab of the device only sees the intent disappear. */
export type RewardQueueEvents<Input, Posting> = {
  /** The server acknowledged, and the intent is about to leave the list; `isReplay` when an earlier, unanswered request had already done it. */
  onIssued?: (intent: RewardIntent<Input>, posting: Posting, isReplay: boolean) => void;
  /** The server said no; the intent stays listed with its explanation until dismissed. */
  onRefused?: (intent: RewardIntent<Input>) => void;
};
