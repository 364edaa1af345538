import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeIndexedDbStore } from '@/lib/client/intents/indexed-db-store';
import type { IntentStore } from '@/lib/client/intents/store';
import { DISPLAY, type Intent } from '../reward-queue/simulated-device';

let databases = 0;
let name: string;
let store: IntentStore<Intent>;

beforeEach(() => {
  databases += 1;
  name = `queue-${databases}`;
  store = makeIndexedDbStore<Intent>(name);
});

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
