import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { makeIndexedDbStore } from '@/lib/client/intents/indexed-db-store';
import { makeMemoryStore } from '@/lib/client/intents/memory-store';
import { makeSessionStore } from '@/lib/client/intents/session-store';
import type { IntentStore } from '@/lib/client/intents/store';

type Intent = { idempotencyKey: string; createdAt: number; status: 'unsent' | 'sending'; attempts: number };

const idOf = ({ idempotencyKey }: Intent) => idempotencyKey;
const intent = (idempotencyKey: string, createdAt = 1): Intent => ({
  idempotencyKey,
  createdAt,
  status: 'unsent',
  attempts: 0,
});

function makeSession() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const toKept = (value: Intent) => value;
  const fromKept = (value: unknown) => value as Intent;
  return () => makeSessionStore<Intent>({ storage, name: 'intents', idOf, toKept, fromKept });
}

let databases = 0;
function makeDatabase() {
  databases += 1;
  const name = `intents-${databases}`;
  return () => makeIndexedDbStore<Intent>(name);
}

type Port = { make: () => () => IntentStore<Intent>; outlivesThePage: boolean };
const PORTS: Record<string, Port> = {
  memory: { make: () => () => makeMemoryStore(idOf), outlivesThePage: false },
  session: { make: makeSession, outlivesThePage: true },
  IndexedDB: { make: makeDatabase, outlivesThePage: true },
};

describe.each(Object.entries(PORTS))('the %s port', (_name, { make, outlivesThePage }) => {
  test('gives back what was added, oldest first', async () => {
    const store = make()();
    await store.add(intent('b', 1));
    await store.add(intent('a', 2));
    expect(await store.list()).toEqual([intent('b', 1), intent('a', 2)]);
  });

  test(`${outlivesThePage ? 'keeps' : 'does not keep'} intents over a reload of the page`, async () => {
    const open = make();
    await open().add(intent('a'));
    expect(await open().list()).toEqual(outlivesThePage ? [intent('a')] : []);
  });

  test('takes a key only once', async () => {
    const store = make()();
    await store.add(intent('a'));
    await expect(Promise.resolve().then(() => store.add({ ...intent('a'), attempts: 7 }))).rejects.toThrow();
    expect(await store.list()).toEqual([intent('a')]);
  });

  test('changes, leaves and removes, and says which', async () => {
    const store = make()();
    await store.add(intent('a'));
    const sending: Intent = { ...intent('a'), status: 'sending', attempts: 1 };
    expect(await store.change('a', () => sending)).toEqual({ before: intent('a'), after: sending });
    const left = await store.change('a', (current) => current);
    expect(left?.after).toBe(left?.before);
    expect(await store.list()).toEqual([sending]);
    expect(await store.change('a', () => null)).toEqual({ before: sending, after: null });
    expect(await store.list()).toEqual([]);
    expect(await store.change('a', () => null)).toBeNull();
  });

  test('of many who take an intent one gets it', async () => {
    const store = make()();
    await store.add(intent('a'));
    const takes = Array.from({ length: 20 }, () =>
      store.change('a', (current) =>
        current.status === 'sending' ? current : { ...current, status: 'sending', attempts: current.attempts + 1 },
      ),
    );
    const changes = await Promise.all(takes);
    expect(changes.filter((change) => change !== null && change.after !== change.before)).toHaveLength(1);
    expect(await store.list()).toMatchObject([{ attempts: 1 }]);
  });
});

test('the instant ports tell of every change, and of nothing where there was none', () => {
  const store = makeMemoryStore(idOf);
  let told = 0;
  const stop = store.subscribe(() => {
    told += 1;
  });
  store.add(intent('a'));
  const shown = store.list();
  store.change('a', (current) => current);
  store.change('b', () => null);
  expect(told).toBe(1);
  expect(store.list()).toBe(shown);
  store.change('a', () => null);
  stop();
  store.add(intent('a'));
  expect(told).toBe(2);
});
