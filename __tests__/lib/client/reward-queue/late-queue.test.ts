import { beforeEach, expect, test, vi } from 'vitest';
import { makeLateQueue } from '@/lib/client/reward-queue/late-queue';
import type { RewardQueue } from '@/lib/client/reward-queue/queue';
import { Device, DISPLAY, flush, type Input, type Posting, recordEvents } from './simulated-device';

type Queue = RewardQueue<Input, Posting>;

const REWARD: Input = { ratingSlipId: 'slip-1', points: 500 };
let device: Device;

beforeEach(() => {
  device = new Device();
});

/** A tab whose code comes, or gets lost, when the test says so. */
function openLateTab() {
  const asked: PromiseWithResolvers<Queue>[] = [];
  const queue = makeLateQueue<Input, Posting>(() => {
    const code = Promise.withResolvers<Queue>();
    asked.push(code);
    return code.promise;
  });
  return {
    queue,
    countAsked: () => asked.length,
    arrive: () => asked.at(-1)?.resolve(device.openTab()),
    getLost: () => asked.at(-1)?.reject(new Error('no network')),
  };
}

test('a reward that is confirmed before the code is here is neither sent nor said to be kept; then it is kept, and issued once', async () => {
  const { queue, countAsked, arrive } = openLateTab();
  const { issued, events } = recordEvents();
  expect(countAsked()).toBe(0);
  const started = queue.start(events);
  let isKept = false;
  const added = queue.add(REWARD, DISPLAY).then((intent) => {
    isKept = true;
    return intent;
  });
  await device.clock.advance(60_000);
  expect([isKept, device.server.requests, queue.getSnapshot().intents]).toEqual([false, [], []]);
  arrive();
  const { idempotencyKey } = await added;
  await started;
  await flush();
  expect(device.server.requests).toEqual([
    { key: idempotencyKey, input: REWARD, storedStatus: 'sending', storedAttempts: 1 },
  ]);
  expect(issued).toEqual([{ key: idempotencyKey, isReplay: false }]);
  expect(countAsked()).toBe(1);
});

test('code that the network did not bring is asked for again until it is here, and the reward that waits is not lost', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { queue, countAsked, arrive, getLost } = openLateTab();
    void queue.start();
    const added = queue.add(REWARD, DISPLAY);
    for (const attempt of [1, 2, 3]) {
      expect(countAsked()).toBe(attempt);
      getLost();
      await vi.runAllTimersAsync();
    }
    arrive();
    const { idempotencyKey } = await added;
    expect(countAsked()).toBe(4);
    await flush();
    expect([...device.server.effects.keys()]).toEqual([idempotencyKey]);
  } finally {
    vi.useRealTimers();
  }
});

test('what other tabs and earlier loads left on the device shows once the code is here, and whoever watches is told', async () => {
  const earlier = device.openTab();
  device.isOnline = false;
  const { idempotencyKey } = await earlier.add(REWARD, DISPLAY);
  const { queue, arrive } = openLateTab();
  const shown: (string | undefined)[] = [];
  const stopWatching = queue.subscribe(() => shown.push(queue.getSnapshot().intents[0]?.idempotencyKey));
  const started = queue.start();
  const before = queue.getSnapshot();
  expect(before).toBe(queue.getSnapshot());
  expect(before).toEqual({ intents: [], othersCount: 0, isPausedForSignIn: false });
  arrive();
  await started;
  expect(shown.at(-1)).toBe(idempotencyKey);
  stopWatching();
  const told = shown.length;
  expect(await queue.cancel(idempotencyKey)).toBe(true);
  expect(queue.getSnapshot().intents).toEqual([]);
  expect(shown).toHaveLength(told);
});

test('a queue that was stopped before its code is here sends nothing; started again, it tells whoever started it last', async () => {
  const { queue, arrive } = openLateTab();
  const [first, second] = [recordEvents(), recordEvents()];
  const started = queue.start(first.events);
  queue.stop();
  const { idempotencyKey } = await Promise.all([queue.add(REWARD, DISPLAY), started, arrive()]).then(
    ([intent]) => intent,
  );
  await device.clock.advance(60_000);
  expect(device.server.requests).toEqual([]);
  await queue.start(second.events);
  await flush();
  expect([first.issued, second.issued]).toEqual([[], [{ key: idempotencyKey, isReplay: false }]]);
});

test('a device that cannot keep a reward refuses it, as it does without a wait', async () => {
  const { queue, arrive } = openLateTab();
  device.store.isBroken = true;
  const added = queue.add(REWARD, DISPLAY);
  arrive();
  await expect(added).rejects.toThrow('The disk is full.');
});
