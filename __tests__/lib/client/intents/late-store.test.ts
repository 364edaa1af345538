import { expect, test, vi } from 'vitest';
import { makeLateStore } from '@/lib/client/intents/late-store';
import { makeMemoryStore } from '@/lib/client/intents/memory-store';

type Intent = { id: string };

/** A store whose code comes when the test says so; `loads` counts how often it was asked for. */
function openLateStore() {
  const kept = makeMemoryStore<Intent>(({ id }) => id);
  const waiting: PromiseWithResolvers<typeof kept>[] = [];
  const store = makeLateStore<Intent>(() => {
    const asked = Promise.withResolvers<typeof kept>();
    waiting.push(asked);
    return asked.promise;
  });
  return {
    kept,
    store,
    loads: () => waiting.length,
    arrive: () => waiting.at(-1)?.resolve(kept),
    getLost: () => waiting.at(-1)?.reject(new Error('no network')),
  };
}

test('what is asked of a store before its code is here waits for it, and is done in the order of asking', async () => {
  const { kept, store, loads, arrive } = openLateStore();
  expect(loads()).toBe(0);
  const asked = Promise.all([
    store.add({ id: 'a' }),
    store.list(),
    store.add({ id: 'b' }),
    store.change('a', () => null),
    store.list(),
  ]);
  expect(kept.list()).toEqual([]);
  arrive();
  const [, first, , change, last] = await asked;
  expect(first).toEqual([{ id: 'a' }]);
  expect(change).toEqual({ before: { id: 'a' }, after: null });
  expect(last).toEqual([{ id: 'b' }]);
  expect(loads()).toBe(1);
});

test('code that the network did not bring is asked for again until it is here, and nothing that waits is refused', async () => {
  vi.useFakeTimers();
  try {
    const { kept, store, loads, arrive, getLost } = openLateStore();
    const added = Promise.resolve(store.add({ id: 'a' }));
    for (const attempt of [1, 2, 3]) {
      expect(loads()).toBe(attempt);
      getLost();
      await vi.runAllTimersAsync();
    }
    expect(kept.list()).toEqual([]);
    arrive();
    await added;
    expect(kept.list()).toEqual([{ id: 'a' }]);
    expect(loads()).toBe(4);
  } finally {
    vi.useRealTimers();
  }
});

test('what the store itself refuses is refused to who asked, and does not fetch the code anew', async () => {
  const { store, loads, arrive } = openLateStore();
  const twice = [store.add({ id: 'a' }), store.add({ id: 'a' })];
  arrive();
  const [first, second] = await Promise.allSettled(twice);
  expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected']);
  expect(await store.list()).toEqual([{ id: 'a' }]);
  expect(loads()).toBe(1);
});
