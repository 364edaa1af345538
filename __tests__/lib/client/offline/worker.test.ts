import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readWorkerStanding, takeOver } from '@/lib/client/offline/worker';

/** A worker that takes over as soon as it is told to, and remembers what it was told. */
function makeWorker() {
  const told: unknown[] = [];
  const worker = Object.assign(new EventTarget(), {
    state: 'installed' as ServiceWorkerState,
    postMessage(question: unknown) {
      told.push(question);
      worker.state = 'activated';
      worker.dispatchEvent(new Event('statechange'));
    },
  });
  return { told, worker: worker as unknown as ServiceWorker };
}

describe('a version that waits takes over', () => {
  test('and of several that came while somebody was at work the last one: those before will never run', async () => {
    const [first, second] = [makeWorker(), makeWorker()];
    const registration = { waiting: first.worker };
    const whenCalm = () => takeOver(registration);
    registration.waiting = second.worker;
    await whenCalm();
    expect(second.told).toEqual([{ type: 'SKIP_WAITING' }]);
    expect(first.told).toEqual([]);
  });

  test('and where none waits any more, since another tab was first, there is nothing to wait for', async () => {
    await takeOver({ waiting: null });
  });
});

describe('how far the worker of a device is', () => {
  type Registered = { active: object | null; waiting: object | null };

  const stubBrowser = (registration: Registered | undefined, names = ['another-site-s', 'pitside-shell-1x']) => {
    vi.stubGlobal('navigator', { serviceWorker: { getRegistration: () => Promise.resolve(registration) } });
    vi.stubGlobal('caches', { keys: () => Promise.resolve(names) });
  };

  beforeEach(() => vi.stubEnv('NODE_ENV', 'production'));

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  test.each<[string, Registered | undefined, string, boolean]>([
    ['none is registered yet', undefined, 'preparing', false],
    ['the first version is being fetched', { active: null, waiting: null }, 'preparing', false],
    ['the first version is about to begin', { active: null, waiting: {} }, 'preparing', false],
    ['one runs', { active: {}, waiting: null }, 'ready', false],
    ['a new version waits', { active: {}, waiting: {} }, 'ready', true],
  ])('%s', async (_, registration, worker, isNewVersionWaiting) => {
    stubBrowser(registration);
    expect(await readWorkerStanding()).toEqual({ worker, isNewVersionWaiting });
  });

  test('one runs, and what it needs was cleared or it was switched off', async () => {
    stubBrowser({ active: {}, waiting: null }, ['another-site-s']);
    expect(await readWorkerStanding()).toEqual({ worker: 'missing', isNewVersionWaiting: false });
  });

  test('a browser that has no such thing, and a copy that is being worked on, can do without none', async () => {
    const impossible = { worker: 'impossible', isNewVersionWaiting: false };
    vi.stubGlobal('navigator', {});
    expect(await readWorkerStanding()).toEqual(impossible);
    stubBrowser({ active: {}, waiting: null });
    vi.stubEnv('NODE_ENV', 'development');
    expect(await readWorkerStanding()).toEqual(impossible);
  });
});
