import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NoAnswerError } from '@/lib/client/api';
import { reportAnswered } from '@/lib/client/connection';
import { makeBrowserRewardQueue } from '@/lib/client/reward-queue/browser';
import { countWaitingRewards, makeRewardStore } from '@/lib/client/reward-queue/store';
import { ANNA, DISPLAY, type Input, type Intent, type Posting } from './simulated-device';

const REWARD: Input = { ratingSlipId: 'slip-1', points: 500 };
const locks = globalThis.navigator.locks;
let stops: (() => void)[];
let page: EventTarget;
let screen: EventTarget & { visibilityState: string };

beforeEach(() => {
  stops = [];
  page = new EventTarget();
  screen = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', screen);
  vi.stubGlobal('navigator', { onLine: true, locks });
});

afterEach(() => {
  for (const stop of stops) stop();
  reportAnswered(true);
  vi.unstubAllGlobals();
});

/** A tab whose first request gets no answer when told so, and whose back-off would be up to a second. */
async function openTab(lostRequests = 0) {
  const sent: Intent[] = [];
  const issued: string[] = [];
  const queue = makeBrowserRewardQueue<Input, Posting>({
    identity: ANNA,
    operation: 'mid-session-reward',
    laneOf: (input) => input.ratingSlipId,
    send: async (intent) => {
      sent.push(intent);
      if (sent.length <= lostRequests) throw new NoAnswerError(new Error('lost'));
      return { posting: { points: intent.input.points }, isReplay: false };
    },
  });
  stops.push(queue.stop);
  await queue.start({ onIssued: (intent) => issued.push(intent.idempotencyKey) });
  return { queue, sent, issued };
}

describe.each([
  ['with locks', { onLine: true, locks }],
  ['on plain http, without locks', { onLine: true }],
  ['where locks are denied', { onLine: true, locks: { request: () => Promise.reject(new Error('denied')) } }],
])('the queue on a browser %s', (_name, navigator) => {
  beforeEach(() => {
    vi.stubGlobal('navigator', navigator);
  });

  test('stores a reward, sends it under a time-ordered key, and forgets it', async () => {
    const { queue, sent, issued } = await openTab();
    const { idempotencyKey } = await queue.add(REWARD, DISPLAY);
    expect(idempotencyKey).toMatch(/^mid-session-reward:[0-9a-f]{8}-[0-9a-f]{4}-7/);
    await vi.waitFor(() => expect(issued).toEqual([idempotencyKey]));
    expect(sent).toHaveLength(1);
    expect(queue.getSnapshot().intents).toEqual([]);
  });
});

test('two tabs show the same rewards', async () => {
  vi.stubGlobal('navigator', { onLine: false, locks });
  const first = await openTab();
  const second = await openTab();
  const { idempotencyKey } = await first.queue.add(REWARD, DISPLAY);
  await vi.waitFor(() => expect(second.queue.getSnapshot().intents).toMatchObject([{ idempotencyKey }]));
  expect(await second.queue.cancel(idempotencyKey)).toBe(true);
  await vi.waitFor(() => expect(first.queue.getSnapshot().intents).toEqual([]));
});

test.each([
  ['the network is back', () => page.dispatchEvent(new Event('online'))],
  ['the page is looked at again', () => screen.dispatchEvent(new Event('visibilitychange'))],
  [
    'another request got through again',
    () => {
      reportAnswered(false);
      reportAnswered(true);
    },
  ],
])('a reward without an answer is sent again at once when %s', async (_name, happen) => {
  // The longest wait that back-off can give, so that only the event can be the cause.
  vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
  const { queue, sent, issued } = await openTab(2);
  const { idempotencyKey } = await queue.add(REWARD, DISPLAY);
  await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 5_000 });
  await vi.waitFor(() => expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered' }]));
  const askedAt = performance.now();
  happen();
  await vi.waitFor(() => expect(issued).toEqual([idempotencyKey]));
  expect(performance.now() - askedAt).toBeLessThan(1_500);
  vi.restoreAllMocks();
});

test('a reward without an answer is not sent sooner because the page goes out of sight', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
  const { queue, sent } = await openTab(1);
  await queue.add(REWARD, DISPLAY);
  await vi.waitFor(() => expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered' }]));
  screen.visibilityState = 'hidden';
  screen.dispatchEvent(new Event('visibilitychange'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent).toHaveLength(1);
  vi.restoreAllMocks();
});

test('whoever comes to sign in is told how many rewards wait here, of everybody, without those that were refused', async () => {
  expect(await countWaitingRewards()).toBe(0);
  vi.stubGlobal('navigator', { onLine: false, locks });
  const { queue } = await openTab();
  for (const points of [500, 700]) await queue.add({ ...REWARD, points }, DISPLAY);
  const store = makeRewardStore<Input>();
  const [first] = await store.list();
  if (!first) throw new Error('Nothing was kept.');
  await store.add({ ...first, idempotencyKey: 'of-another', staffId: 'ben' });
  expect(await countWaitingRewards()).toBe(3);
  await store.change(first.idempotencyKey, (intent) => ({ ...intent, status: 'refused' }));
  expect(await countWaitingRewards()).toBe(2);
});
