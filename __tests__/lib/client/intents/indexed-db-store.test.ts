import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DeviceStoreError } from '@/lib/client/intents/device-store-error';
import { makeIndexedDbStore } from '@/lib/client/intents/indexed-db-store';
import type { IntentStore } from '@/lib/client/intents/store';
import { DISPLAY, type Intent } from '../reward-queue/simulated-device';

let databases = 0;
let name: string;
let store: IntentStore<Intent>;
/** The browser's own connections, in the order in which they were opened. */
let connections: IDBDatabase[];

beforeEach(() => {
  databases += 1;
  name = `queue-${databases}`;
  store = makeIndexedDbStore<Intent>(name);
  connections = [];
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, 'open').mockImplementation((...given) => {
    const request = open(...given);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Closes what is open without an event, as iOS does to a page that slept. */
function closeSilently(): void {
  for (const connection of connections) connection.close();
}

/** Lets the next transactions of the browser fail before they begin, each with the error of its name. */
function failTransactions(...names: string[]): void {
  const { transaction } = IDBDatabase.prototype;
  const failing = vi.spyOn(IDBDatabase.prototype, 'transaction');
  for (const errorName of names)
    failing.mockImplementationOnce(() => {
      throw new DOMException('The browser failed.', errorName);
    });
  failing.mockImplementation(function (this: IDBDatabase, ...given: Parameters<typeof transaction>) {
    return transaction.apply(this, given);
  });
}

function makeIntent(idempotencyKey: string, createdAt: number): Intent {
  return {
    idempotencyKey,
    correlationId: 'correlation',
    casinoId: 'harbor',
    staffId: 'anna',
    input: { ratingSlipId: 'slip-1', points: 500 },
    display: DISPLAY,
    status: 'unsent',
    attempts: 0,
    createdAt,
    nextAttemptAt: createdAt,
  };
}

describe('the IndexedDB store', () => {
  test('gives back what was added, oldest first, equal times by key, also after reopening', async () => {
    await store.add(makeIntent('b', 2));
    await store.add(makeIntent('c', 1));
    await store.add(makeIntent('a', 2));
    const reopened = makeIndexedDbStore<Intent>(name);
    expect(await reopened.list()).toEqual([makeIntent('c', 1), makeIntent('a', 2), makeIntent('b', 2)]);
  });

  test('lets nobody between reading and writing: of many takers over two connections one wins', async () => {
    await store.add(makeIntent('a', 1));
    const other = makeIndexedDbStore<Intent>(name);
    const takes = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? store : other).change('a', (current) =>
        current.status === 'sending' ? current : { ...current, status: 'sending', attempts: current.attempts + 1 },
      ),
    );
    const changes = await Promise.all(takes);
    expect(changes.filter((change) => change !== null && change.after !== change.before)).toHaveLength(1);
    expect(await store.list()).toMatchObject([{ attempts: 1 }]);
  });

  test('makes way for a newer version of the database', async () => {
    await store.add(makeIntent('a', 1));
    const version = await new Promise<number>((resolve, reject) => {
      const request = indexedDB.open(name, 2);
      request.onsuccess = () => resolve(request.result.version);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
    expect(version).toBe(2);
  });
});

describe('a connection that was closed without a word', () => {
  beforeEach(async () => {
    await store.add(makeIntent('a', 1));
    closeSilently();
  });

  test('is opened again once, and what was asked is done', async () => {
    expect(await store.list()).toEqual([makeIntent('a', 1)]);
    closeSilently();
    await store.add(makeIntent('b', 2));
    closeSilently();
    expect(await store.change('a', () => null)).toEqual({ before: makeIntent('a', 1), after: null });
    expect(await store.list()).toEqual([makeIntent('b', 2)]);
    expect(connections).toHaveLength(4);
  });

  test('is opened again once for all that were asked at the same time', async () => {
    await Promise.all([store.add(makeIntent('b', 2)), store.add(makeIntent('c', 3)), store.list()]);
    expect(await store.list()).toEqual([makeIntent('a', 1), makeIntent('b', 2), makeIntent('c', 3)]);
    expect(connections).toHaveLength(2);
  });
});

describe('a step that the browser fails', () => {
  beforeEach(async () => {
    await store.list();
  });

  test.each(['InvalidStateError', 'UnknownError', 'AbortError'])('is repeated once after %s', async (errorName) => {
    failTransactions(errorName);
    await store.add(makeIntent('a', 1));
    expect(await store.list()).toEqual([makeIntent('a', 1)]);
  });

  test('is not repeated twice: it is told that the store is gone, and the next one works', async () => {
    failTransactions('UnknownError', 'UnknownError');
    await expect(store.add(makeIntent('a', 1))).rejects.toMatchObject({ name: 'DeviceStoreError', failure: 'gone' });
    await store.add(makeIntent('b', 2));
    expect(await store.list()).toEqual([makeIntent('b', 2)]);
  });

  test('for want of room is not repeated, and told so', async () => {
    failTransactions('QuotaExceededError');
    await expect(store.add(makeIntent('a', 1))).rejects.toMatchObject({ name: 'DeviceStoreError', failure: 'full' });
    expect(connections).toHaveLength(1);
    expect(await store.list()).toEqual([]);
  });

  test('for want of room when all was written tells the room, not the abort', async () => {
    await store.add(makeIntent('a', 1));
    const { add } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (this: IDBObjectStore, ...given) {
      const request = add.apply(this, given);
      vi.spyOn(this.transaction, 'error', 'get').mockReturnValue(new DOMException('No room.', 'QuotaExceededError'));
      this.transaction.abort();
      return request;
    });
    await expect(store.add(makeIntent('b', 2))).rejects.toMatchObject({ failure: 'full' });
    expect(await store.list()).toEqual([makeIntent('a', 1)]);
  });

  test('after it had kept the intent is done all the same', async () => {
    const { add } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (this: IDBObjectStore, ...given) {
      add.apply(this, given);
      throw new DOMException('The connection was lost.', 'UnknownError');
    });
    await store.add(makeIntent('a', 1));
    expect(await store.list()).toEqual([makeIntent('a', 1)]);
  });
});

test('a key that is taken is refused, and told as a failure of the store', async () => {
  await store.add(makeIntent('a', 1));
  await expect(store.add(makeIntent('a', 2))).rejects.toBeInstanceOf(DeviceStoreError);
  expect(await store.list()).toEqual([makeIntent('a', 1)]);
});

test('a browser without a database tells that the store is gone, and works as soon as there is one', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Not here.', 'SecurityError');
  });
  await expect(store.list()).rejects.toMatchObject({ failure: 'gone' });
  expect(await store.list()).toEqual([]);
});
