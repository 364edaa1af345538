import { getConnectionState, subscribeConnection } from '@/lib/client/connection';
import { newId, newIdempotencyKey } from '@/lib/shared/ids';
import { backOffMs } from './back-off';
import { RewardQueue } from './queue';
import { makeRewardStore } from './store';
import type { RewardQueuePorts, TabMessage, Tabs } from './types';

const CHANNEL = 'pitside-reward-queue';
/** A server that answers reads but drops writes must not turn every answered read into another attempt. */
const RECONNECT_WAKE_GAP_MS = 5_000;

type BrowserQueueOptions<Input, Posting> = Pick<RewardQueuePorts<Input, Posting>, 'identity' | 'send' | 'laneOf'> & {
  /** First part of every idempotency key, the operation's name. */
  operation: string;
};

/** The queue on this browser's own store, clock, network and tabs. Touches none of them before `start` or `add`. */
export function makeBrowserRewardQueue<Input, Posting>(
  options: BrowserQueueOptions<Input, Posting>,
): RewardQueue<Input, Posting> {
  const { operation, ...ports } = options;
  return new RewardQueue<Input, Posting>({
    ...ports,
    store: makeRewardStore<Input>(),
    newKey: () => newIdempotencyKey(operation),
    newCorrelationId: newId,
    now: Date.now,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    backOffMs,
    isOnline: () => navigator.onLine !== false,
    onWake,
    tabs: makeTabs(),
  });
}

function onWake(listener: () => void): () => void {
  let wokenAt = Number.NEGATIVE_INFINITY;
  const onReconnected = () => {
    if (getConnectionState() !== 'online' || performance.now() - wokenAt < RECONNECT_WAKE_GAP_MS) return;
    wokenAt = performance.now();
    listener();
  };
  const onVisibilityChange = () => {
    if (document.visibilityState === 'visible') listener();
  };
  const stopConnection = subscribeConnection(onReconnected);
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', onVisibilityChange);
  return () => {
    stopConnection();
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', onVisibilityChange);
  };
}

/** Locks exist only on https and localhost; without them, as without channels, tabs may send the same key twice. */
function makeTabs(): Tabs {
  let channel: BroadcastChannel | null = null;
  return {
    post(message) {
      channel?.postMessage(message);
    },
    listen(listener) {
      if (typeof BroadcastChannel === 'undefined') return () => {};
      const opened = new BroadcastChannel(CHANNEL);
      opened.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data);
      channel = opened;
      return () => {
        opened.close();
        if (channel === opened) channel = null;
      };
    },
    async holdWhile(key, work) {
      if (!navigator.locks) return work();
      let running: ReturnType<typeof work> | null = null;
      const run = () => {
        running ??= work();
        return running;
      };
      // `ifAvailable`: a frozen tab may still hold the lock although its time to send has run out. Where the browser
      // denies locks altogether, the work is done without.
      return navigator.locks.request(lockName(key), { ifAvailable: true }, run).catch(run);
    },
    async isHeld(key) {
      if (!navigator.locks) return false;
      return navigator.locks.request(lockName(key), { ifAvailable: true }, async (lock) => lock === null);
    },
  };
}

function lockName(key: string): string {
  return `${CHANNEL}:${key}`;
}
