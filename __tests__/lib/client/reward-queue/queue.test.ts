import { beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '@/lib/client/api';
import { ANNA, Device, DISPLAY, type Fate, flush, makeGate, recordEvents } from './simulated-device';

let device: Device;

beforeEach(() => {
  device = new Device();
});

const reward = (points: number, ratingSlipId = 'slip-1') => ({ ratingSlipId, points });

describe('a confirmed reward', () => {
  test('is on the device under its key before anything is sent, marked as sending with its attempt counted', async () => {
    const queue = device.openTab();
    await queue.start();
    const intent = await queue.add(reward(500), DISPLAY);
    expect(device.store.intents.has(intent.idempotencyKey)).toBe(true);
    await flush();
    expect(device.server.requests).toEqual([
      { key: intent.idempotencyKey, input: reward(500), storedStatus: 'sending', storedAttempts: 1 },
    ]);
  });

  test('is not sent, and add rejects, when it cannot be kept', async () => {
    const queue = device.openTab();
    await queue.start();
    device.store.isBroken = true;
    await expect(queue.add(reward(500), DISPLAY)).rejects.toThrow('The disk is full.');
    device.store.isBroken = false;
    await device.clock.advance(60_000);
    expect(device.server.requests).toHaveLength(0);
    expect(queue.getSnapshot().intents).toHaveLength(0);
  });

  test('leaves the device once the server acknowledged it, and is announced once', async () => {
    const queue = device.openTab();
    const { issued, events } = recordEvents();
    await queue.start(events);
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    expect(issued).toEqual([{ key: intent.idempotencyKey, isReplay: false }]);
    expect(device.store.intents.size).toBe(0);
    expect(queue.getSnapshot().intents).toHaveLength(0);
  });

  test('is announced before its row goes, so that no look at the screen finds it in neither place', async () => {
    const queue = device.openTab();
    const { issued, events } = recordEvents();
    await queue.start(events);
    const places: string[] = [];
    queue.subscribe(() => places.push(`${queue.getSnapshot().intents.length} waiting, ${issued.length} issued`));
    await queue.add(reward(500), DISPLAY);
    await flush();
    expect(places).not.toContain('0 waiting, 0 issued');
    expect(places.at(-1)).toBe('0 waiting, 1 issued');
  });

  test('shows at once, as sending, while the answer is awaited', async () => {
    const queue = device.openTab();
    await queue.start();
    const gate = makeGate();
    device.server.fates = [gate.promise];
    await queue.add(reward(500), DISPLAY);
    await flush();
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'sending', attempts: 1, display: DISPLAY }]);
    gate.resolve('answered');
    await flush();
    expect(queue.getSnapshot().intents).toHaveLength(0);
  });

  test('stays answered when the listener of the screen throws', async () => {
    const queue = device.openTab();
    const thrown: unknown[] = [];
    const onError = (error: unknown) => thrown.push(error);
    process.once('uncaughtException', onError);
    await queue.start({
      onIssued: () => {
        throw new Error('screen');
      },
    });
    await queue.add(reward(500), DISPLAY);
    await device.clock.advance(60_000);
    process.removeListener('uncaughtException', onError);
    expect(thrown).toEqual([new Error('screen')]);
    expect(device.server.requests).toHaveLength(1);
    expect(device.store.intents.size).toBe(0);
  });
});

describe('an answer that never came', () => {
  test('while its request is still open, is not asked for a second time by the same tab', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    const { idempotencyKey } = await queue.add(reward(500), DISPLAY);
    await device.clock.advance(60_000);
    await queue.retry(idempotencyKey);
    await device.wake();
    expect(device.server.requests).toHaveLength(1);
  });

  test('is asked for again with the same key, and the replay counts as issued', async () => {
    const queue = device.openTab();
    const { issued, events } = recordEvents();
    await queue.start(events);
    device.server.fates = ['unheard'];
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered', attempts: 1 }]);
    await device.clock.advance(1_000);
    expect(device.server.requests.map((request) => request.key)).toEqual([
      intent.idempotencyKey,
      intent.idempotencyKey,
    ]);
    expect(device.server.effects.size).toBe(1);
    expect(issued).toEqual([{ key: intent.idempotencyKey, isReplay: true }]);
  });

  test('is waited for longer after each attempt', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = ['lost', 'lost', 'lost'];
    await queue.add(reward(500), DISPLAY);
    await device.clock.advance(999);
    expect(device.server.requests).toHaveLength(1);
    await device.clock.advance(1);
    expect(device.server.requests).toHaveLength(2);
    await device.clock.advance(1_999);
    expect(device.server.requests).toHaveLength(2);
    await device.clock.advance(1);
    expect(device.server.requests).toHaveLength(3);
  });

  test('is asked for at once when the network or the page comes back, and on retry', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = ['lost', 'lost', 'answered'];
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    await device.wake();
    expect(device.server.requests).toHaveLength(2);
    await queue.retry(intent.idempotencyKey);
    await flush();
    expect(device.server.requests).toHaveLength(3);
    expect(device.store.intents.size).toBe(0);
  });

  test.each([
    ['INTERNAL', 500],
    ['UNAVAILABLE', 502],
    ['UNAVAILABLE', 503],
    ['INTERNAL', 408],
    ['INTERNAL', 403],
  ] as const)('counts %s with status %i as no answer about the reward', async (code, status) => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new ApiError(code, status)];
    await queue.add(reward(500), DISPLAY);
    await flush();
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered' }]);
    await device.clock.advance(1_000);
    expect(device.server.effects.size).toBe(1);
  });

  test('is waited for as long as the server asks when that is longer', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new ApiError('UNAVAILABLE', 503, undefined, 5)];
    await queue.add(reward(500), DISPLAY);
    await device.clock.advance(4_999);
    expect(device.server.requests).toHaveLength(1);
    await device.clock.advance(1);
    expect(device.server.requests).toHaveLength(2);
  });

  test('is not waited for any longer because the clock was turned back', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = ['lost'];
    await queue.add(reward(500), DISPLAY);
    await flush();
    device.clock.turn(-3_600_000);
    await device.clock.advance(1_000);
    expect(device.server.effects.size).toBe(1);
  });
});

describe('a tab that was killed', () => {
  test('while sending: the next one sends again with the same key', async () => {
    const killed = device.openTab();
    await killed.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    const intent = await killed.add(reward(500), DISPLAY);
    await flush();
    killed.stop();
    device.hub.releaseAll();

    const next = device.openTab();
    const { issued, events } = recordEvents();
    await next.start(events);
    await flush();
    expect(device.server.requests.map((request) => request.key)).toEqual([
      intent.idempotencyKey,
      intent.idempotencyKey,
    ]);
    expect(device.server.requests[1]).toMatchObject({ storedStatus: 'sending', storedAttempts: 2 });
    expect(issued).toEqual([{ key: intent.idempotencyKey, isReplay: false }]);
  });

  test('while sending, found offline: reads unanswered and cannot be cancelled', async () => {
    const killed = device.openTab();
    await killed.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    const intent = await killed.add(reward(500), DISPLAY);
    await flush();
    killed.stop();
    device.hub.releaseAll();
    device.isOnline = false;

    const next = device.openTab();
    await next.start();
    expect(next.getSnapshot().intents).toMatchObject([{ status: 'unanswered', attempts: 1 }]);
    expect(await next.cancel(intent.idempotencyKey)).toBe(false);
  });

  test('between storing and sending: the next one sends it', async () => {
    device.isOnline = false;
    const killed = device.openTab();
    await killed.start();
    await killed.add(reward(500), DISPLAY);
    killed.stop();
    device.isOnline = true;
    await device.openTab().start();
    await flush();
    expect(device.server.effects.size).toBe(1);
  });

  test('beside a living one: that one takes over once no request can be under way any more', async () => {
    const killed = device.openTab();
    const living = device.openTab();
    await killed.start();
    await living.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    await killed.add(reward(500), DISPLAY);
    await flush();
    killed.stop();
    device.hub.releaseAll();
    await device.clock.advance(14_999);
    expect(device.server.requests).toHaveLength(1);
    await device.clock.advance(1);
    expect(device.server.requests).toHaveLength(2);
    expect(device.store.intents.size).toBe(0);
  });
});

describe('order', () => {
  test('one slip: one at a time, in the order of confirmation', async () => {
    const queue = device.openTab();
    await queue.start();
    const gate = makeGate();
    device.server.fates = [gate.promise];
    await queue.add(reward(100), DISPLAY);
    await queue.add(reward(200), DISPLAY);
    await queue.add(reward(300), DISPLAY);
    await flush();
    expect(device.server.requests).toHaveLength(1);
    gate.resolve('lost');
    await flush();
    expect(device.server.requests).toHaveLength(1);
    await device.clock.advance(1_000);
    expect(device.server.requests.map((request) => request.input.points)).toEqual([100, 100, 200, 300]);
  });

  test('another slip does not wait', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    await queue.add(reward(100, 'slip-1'), DISPLAY);
    await queue.add(reward(200, 'slip-2'), DISPLAY);
    await flush();
    expect([...device.server.effects.values()]).toEqual([reward(200, 'slip-2')]);
  });

  test('a refused reward does not hold up the next one', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new ApiError('SOFT_CAP_EXCEEDED', 409)];
    await queue.add(reward(90_000), DISPLAY);
    await queue.add(reward(100), DISPLAY);
    await flush();
    expect([...device.server.effects.values()]).toEqual([reward(100)]);
  });
});

describe('cancel', () => {
  test('takes back what was never sent', async () => {
    device.isOnline = false;
    const queue = device.openTab();
    await queue.start();
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unsent', attempts: 0 }]);
    expect(await queue.cancel(intent.idempotencyKey)).toBe(true);
    device.isOnline = true;
    await device.wake();
    expect(device.server.requests).toHaveLength(0);
    expect(queue.getSnapshot().intents).toHaveLength(0);
  });

  test('is refused once a request was started, answered or not', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = ['lost'];
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    expect(await queue.cancel(intent.idempotencyKey)).toBe(false);
    await device.clock.advance(1_000);
    expect(device.server.effects.size).toBe(1);
  });

  test('and send at the same moment: either it is sent and stays, or it is gone and never sent', async () => {
    const queue = device.openTab();
    await queue.start();
    const intent = await queue.add(reward(500), DISPLAY);
    const isCancelled = await queue.cancel(intent.idempotencyKey);
    await device.clock.advance(60_000);
    expect(device.server.effects.size).toBe(isCancelled ? 0 : 1);
    expect(device.store.intents.size).toBe(0);
  });

  test('of an unknown key is false', async () => {
    const queue = device.openTab();
    await queue.start();
    expect(await queue.cancel('no-such-key')).toBe(false);
  });
});

describe('what the server may say', () => {
  test('429: stays queued, not refused, and goes out after the wait that the server named, no sooner on wake-up', async () => {
    const queue = device.openTab();
    const { refused, events } = recordEvents();
    await queue.start(events);
    const details = { limit: 20, windowSeconds: 60, limitPerMinute: 20, retryAfterSeconds: 7 };
    device.server.fates = [new ApiError('RATE_LIMITED', 429, details, 7)];
    await queue.add(reward(500), DISPLAY);
    await flush();
    const refusal = { code: 'RATE_LIMITED', details, retryAfterSeconds: 7 };
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unsent', attempts: 1, refusal }]);
    await device.wake();
    await device.clock.advance(6_999);
    expect(device.server.requests).toHaveLength(1);
    await device.clock.advance(1);
    expect(device.server.effects.size).toBe(1);
    expect(refused).toEqual([]);
  });

  test('401: everything is kept and nothing more is sent until resume', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new ApiError('UNAUTHENTICATED', 401)];
    await queue.add(reward(500), DISPLAY);
    await flush();
    await queue.add(reward(700, 'slip-2'), DISPLAY);
    await device.wake();
    await device.clock.advance(120_000);
    expect(device.server.requests).toHaveLength(1);
    expect(queue.getSnapshot().isPausedForSignIn).toBe(true);
    expect(queue.getSnapshot().intents).toHaveLength(2);
    queue.resume();
    await flush();
    expect(device.server.effects.size).toBe(2);
    expect(queue.getSnapshot().isPausedForSignIn).toBe(false);
  });

  test('429: what is known not to be issued can be taken back while it waits', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = [new ApiError('RATE_LIMITED', 429, undefined, 7)];
    const intent = await queue.add(reward(500), DISPLAY);
    await flush();
    expect(await queue.cancel(intent.idempotencyKey)).toBe(true);
    await device.clock.advance(600_000);
    expect(device.server.effects.size).toBe(0);
  });

  test('403 after an unanswered attempt settles nothing: the reward may be there, and the person changed role since', async () => {
    const queue = device.openTab();
    const { refused, events } = recordEvents();
    await queue.start(events);
    device.server.fates = ['lost', new ApiError('FORBIDDEN', 403)];
    const intent = await queue.add(reward(500), DISPLAY);
    await device.clock.advance(1_000);
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered', attempts: 2 }]);
    expect(await queue.cancel(intent.idempotencyKey)).toBe(false);
    expect(refused).toEqual([]);
    await device.clock.advance(600_000);
    expect(device.server.effects.size).toBe(1);
  });

  test('401 or 429 after an unanswered attempt leaves it unanswered: the first may have been carried out', async () => {
    const queue = device.openTab();
    await queue.start();
    device.server.fates = ['lost', new ApiError('RATE_LIMITED', 429, undefined, 7)];
    await queue.add(reward(500), DISPLAY);
    await device.clock.advance(1_000);
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unanswered', attempts: 2 }]);
  });

  test.each([
    'SLIP_CLOSED',
    'SOFT_CAP_EXCEEDED',
    'FORBIDDEN',
    'PLAYER_EXCLUDED',
    'VALIDATION_FAILED',
    'IDEMPOTENCY_KEY_REUSED',
  ] as const)('%s: kept with its explanation, not sent again, until dismissed', async (code) => {
    const queue = device.openTab();
    const { refused, events } = recordEvents();
    await queue.start(events);
    const error = new ApiError(code, code === 'FORBIDDEN' ? 403 : 409, { limit: 5_000 });
    device.server.fates = [error];
    const { idempotencyKey } = await queue.add(reward(500), DISPLAY);
    await flush();
    const refusal = { code, details: { limit: 5_000 } };
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'refused', refusal }]);
    expect(refused).toEqual([idempotencyKey]);
    await queue.retry(idempotencyKey);
    await device.wake();
    await device.clock.advance(120_000);
    expect(device.server.requests).toHaveLength(1);
    await queue.dismiss(idempotencyKey);
    expect(queue.getSnapshot().intents).toHaveLength(0);
    expect(device.store.intents.size).toBe(0);
  });

  test('dismiss removes nothing but refusals', async () => {
    device.isOnline = false;
    const queue = device.openTab();
    await queue.start();
    const { idempotencyKey } = await queue.add(reward(500), DISPLAY);
    await queue.dismiss(idempotencyKey);
    expect(device.store.intents.size).toBe(1);
  });
});

describe('offline', () => {
  test('nothing is attempted until the network is back', async () => {
    device.isOnline = false;
    const queue = device.openTab();
    await queue.start();
    const { idempotencyKey } = await queue.add(reward(500), DISPLAY);
    await queue.retry(idempotencyKey);
    await device.clock.advance(120_000);
    expect(device.server.requests).toHaveLength(0);
    expect(queue.getSnapshot().intents).toMatchObject([{ status: 'unsent', attempts: 0 }]);
    device.isOnline = true;
    await device.wake();
    expect(device.server.effects.size).toBe(1);
  });
});

describe('a tablet that changes hands', () => {
  test.each([
    { casinoId: 'harbor', staffId: 'ben' },
    { casinoId: 'summit', staffId: 'anna' },
  ])('to $staffId at $casinoId: the first person’s rewards are neither sent nor shown nor touched', async (other) => {
    device.isOnline = false;
    const annas = device.openTab();
    await annas.start();
    const intent = await annas.add(reward(500), DISPLAY);
    annas.stop();
    device.isOnline = true;

    const queue = device.openTab(other);
    await queue.start();
    await device.wake();
    expect(queue.getSnapshot()).toMatchObject({ intents: [], othersCount: 1 });
    expect(await queue.cancel(intent.idempotencyKey)).toBe(false);
    await queue.retry(intent.idempotencyKey);
    await queue.dismiss(intent.idempotencyKey);
    await device.clock.advance(120_000);
    expect(device.server.requests).toHaveLength(0);
    expect(device.store.intents.get(intent.idempotencyKey)).toEqual(intent);
    queue.stop();

    await device.openTab().start();
    await flush();
    expect(device.server.effects.size).toBe(1);
  });

  test('a tab of the person who left stops sending, and goes on when that person is back', async () => {
    const annas = device.openTab();
    await annas.start();
    const bens = device.openTab({ ...ANNA, staffId: 'ben' });
    await bens.start();
    await flush();
    expect(annas.getSnapshot().isPausedForSignIn).toBe(true);
    await annas.add(reward(500), DISPLAY);
    await device.clock.advance(60_000);
    expect(device.server.requests).toHaveLength(0);
    bens.stop();
    await device.openTab().start();
    await flush();
    expect(annas.getSnapshot().isPausedForSignIn).toBe(false);
    expect(device.server.effects.size).toBe(1);
    expect(device.server.requests).toHaveLength(1);
  });
});

describe('two tabs', () => {
  test('send a reward once between them, and show the same', async () => {
    const first = device.openTab();
    const second = device.openTab();
    await first.start();
    await second.start();
    const gate = makeGate();
    device.server.fates = [gate.promise];
    await first.add(reward(500), DISPLAY);
    await device.wake();
    expect(second.getSnapshot().intents).toMatchObject([{ status: 'sending' }]);
    expect(device.server.requests).toHaveLength(1);
    gate.resolve('answered');
    await flush();
    expect(second.getSnapshot().intents).toHaveLength(0);
    await device.clock.advance(60_000);
    expect(device.server.requests).toHaveLength(1);
  });

  test('a retry in one does not repeat what the other is sending', async () => {
    const first = device.openTab();
    const second = device.openTab();
    await first.start();
    await second.start();
    device.server.fates = [new Promise<Fate>(() => {})];
    const { idempotencyKey } = await first.add(reward(500), DISPLAY);
    await flush();
    await second.retry(idempotencyKey);
    await flush();
    expect(device.server.requests).toHaveLength(1);
  });

  test('a tab that loads leaves alone what a living tab is sending', async () => {
    const first = device.openTab();
    await first.start();
    const gate = makeGate();
    device.server.fates = [gate.promise];
    await first.add(reward(500), DISPLAY);
    await flush();
    await device.openTab().start();
    await flush();
    expect(device.server.requests).toHaveLength(1);
    gate.resolve('answered');
    await flush();
    expect(device.store.intents.size).toBe(0);
  });
});

describe('a store that fails for a while', () => {
  test('after the request: the same key is sent again and nothing is issued twice', async () => {
    const queue = device.openTab();
    const { issued, events } = recordEvents();
    await queue.start(events);
    const gate = makeGate();
    device.server.fates = [gate.promise];
    const { idempotencyKey } = await queue.add(reward(500), DISPLAY);
    await flush();
    device.store.isBroken = true;
    gate.resolve('answered');
    await device.clock.advance(3_000);
    expect(issued).toEqual([]);
    device.store.isBroken = false;
    await device.clock.advance(60_000);
    expect(device.server.effects.size).toBe(1);
    expect(issued).toEqual([{ key: idempotencyKey, isReplay: true }]);
    expect(device.store.intents.size).toBe(0);
  });

  test('before the request: nothing is sent until the attempt can be written down', async () => {
    device.isOnline = false;
    const queue = device.openTab();
    await queue.start();
    await queue.add(reward(500), DISPLAY);
    await flush();
    device.isOnline = true;
    device.store.isBroken = true;
    await device.wake();
    await device.clock.advance(5_000);
    expect(device.server.requests).toHaveLength(0);
    device.store.isBroken = false;
    await device.clock.advance(1_000);
    expect(device.server.effects.size).toBe(1);
  });
});

describe('the view for screens', () => {
  test('keeps its identity between changes and tells its subscribers of each', async () => {
    const queue = device.openTab();
    await queue.start();
    let calls = 0;
    const unsubscribe = queue.subscribe(() => {
      calls += 1;
    });
    expect(queue.getSnapshot()).toBe(queue.getSnapshot());
    const before = queue.getSnapshot();
    device.isOnline = false;
    await queue.add(reward(500), DISPLAY);
    expect(queue.getSnapshot()).not.toBe(before);
    expect(calls).toBeGreaterThan(0);
    await flush();
    unsubscribe();
    const callsBefore = calls;
    await queue.add(reward(600), DISPLAY);
    expect(calls).toBe(callsBefore);
  });

  test('start after stop goes on, as when React mounts twice', async () => {
    const queue = device.openTab();
    const { issued, events } = recordEvents();
    void queue.start(events);
    queue.stop();
    await queue.start(events);
    await queue.add(reward(500), DISPLAY);
    await flush();
    expect(issued).toHaveLength(1);
    expect(device.server.requests).toHaveLength(1);
  });
});
